"""What is asked of the bank, chosen and arranged: plans, forms, and the way from one to the other."""
