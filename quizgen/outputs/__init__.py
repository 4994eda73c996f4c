"""What a bank is compiled into. A folder for each format; none imports another, each owns its library.

From outside they look alike: `make…` takes the checked bank, a plan and how it is to be made, and gives a `Product`.
Below that, `write…` gives bytes, and `dump…` the same as text, just above the binary, for tests to compare. Importing
one costs a tenth of a second, so commands import what they use when they use it.
"""
