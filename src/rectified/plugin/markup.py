"""What Material's templates write against the HTML standard, put right where no template block reaches."""

from __future__ import annotations

import re

#: What is found in a page as the templates made it, and what stands there instead.
_FAULTS = (
    # `autocomplete` is for fields with text. Firefox, for which it stands there, may keep a drawer open over a reload.
    (re.compile(r'(<input class="md-toggle" [^>]*type="checkbox"[^>]*?) autocomplete="off"'), r"\1"),
    # A number that the template leaves out for sections, which nobody folds.
    (re.compile(r'(<label class="md-nav__link[^>]*?) tabindex=""'), r"\1"),
    # The box that opens the drawer, out of reach at the top of the body: in the header it stands before its label.
    (
        re.compile(
            r'(?P<box><input class="md-toggle" data-md-toggle="drawer")(?P<rest>[^>]*>)\s*(?P<between>.*?)'
            r'(?=<label class="md-header__button md-icon" for="__drawer">)',
            re.S,
        ),
        r'\g<between>\g<box> aria-label="Navigation"\g<rest>',
    ),
)


def put_right(page: str) -> str:
    """A rendered page without these faults."""
    for fault, right in _FAULTS:
        page = fault.sub(right, page)
    return page
