"""What Material's templates write against the HTML standard, put right where no template block reaches."""

from __future__ import annotations

import re

#: What is found in a page as the templates made it, and what stands there instead.
_FAULTS = (
    # `autocomplete` is for fields with text. Firefox, for which it stands there, may keep a drawer open over a reload.
    (re.compile(r'(<input class="md-toggle" [^>]*type="checkbox"[^>]*?) autocomplete="off"'), r"\1"),
    # A number that the template leaves out for sections, which nobody folds.
    (re.compile(r'(<label class="md-nav__link[^>]*?) tabindex=""'), r"\1"),
)


def put_right(page: str) -> str:
    """A rendered page without these faults."""
    for fault, right in _FAULTS:
        page = fault.sub(right, page)
    return page
