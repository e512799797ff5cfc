"""What is computed of each function: its table of facts."""
