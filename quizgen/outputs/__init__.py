"""What a bank is compiled into. A module or folder for each format; none imports another, each owns its library.

Every output takes checked values and gives bytes: `write…`; its `dump…` gives the same as text, just above the binary,
for tests to compare. Importing one costs a tenth of a second, so commands import what they use when they use it.
"""
