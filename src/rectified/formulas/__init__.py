"""Checking formulas: against the code, against each other, and link by link."""
