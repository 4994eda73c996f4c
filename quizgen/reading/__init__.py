"""Text → values: YAML with places, the bank file, the deck file. YAML ends here."""
