"""A claim file of three claims, and notes that may link them."""

from rectified.notes import read_note

FILE = '''"""Claims."""
from rectified.evidence import claim, cited, myth, measured

@claim("SELU is bounded below by −λα.")
def bounded():
    """By hand."""
    return measured("x")

@myth("SELU's range is all of ℝ.", instead="It is not.")
def range_is_all():
    """By the limit."""
    return measured("x")

@cited("It is used.", source="Somebody 2017")
def used():
    """Cannot be run here."""

def helper():
    return 1
'''


def read(text, path="functions/selu.md"):
    return read_note(path, f"---\ntitle: A\n---\n{text}\n")[0]
