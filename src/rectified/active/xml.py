"""What is active in an SVG file, or another XML file that a browser shows by itself, without the policy of a page."""

from __future__ import annotations

from typing import Any
from xml.parsers import expat

from rectified.active.tags import active_tag, css_addresses, elsewhere

_XHTML = "http://www.w3.org/1999/xhtml"


def active_xml(content: bytes) -> list[tuple[int, str]]:
    """Everything active in an XML document: its line, 1-based, and what it is; also where it is no XML."""
    return _Reader().read(content)


class _Reader:
    """Goes through a document and notes what is active in it."""

    def __init__(self) -> None:
        self._found: list[tuple[int, str]] = []
        self._tag = ""
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.CharacterDataHandler = self._text
        self._parser.EntityDeclHandler = self._entity
        self._parser.ProcessingInstructionHandler = self._instruction

    def read(self, content: bytes) -> list[tuple[int, str]]:
        try:
            self._parser.Parse(content, True)
        except expat.ExpatError as error:
            self._found.append((error.lineno, f"no XML: {expat.ErrorString(error.code)}"))
        return self._found

    def _note(self, found: str) -> None:
        self._found.append((self._parser.CurrentLineNumber, found))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        self._tag = tag.lower()
        if space == _XHTML:
            self._note(f"the HTML element <{tag}>")
        for found in active_tag(self._tag, [(name.rpartition(" ")[2], value) for name, value in attributes.items()]):
            self._note(found)

    def _text(self, text: str) -> None:
        for address in css_addresses(text) if self._tag == "style" else ():
            if elsewhere(address):
                self._note(f"{address} in a style")

    def _entity(self, name: str, *_: Any) -> None:
        self._note(f"the entity {name}, which could stand for anything")

    def _instruction(self, target: str, _: str) -> None:
        self._note(f"the instruction <?{target}?>")
