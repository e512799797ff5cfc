"""Material's script, told to load nothing for the search until somebody searches.

As it comes it starts the search's worker and reads the whole index with every page, which is more than the page itself
weighs. On pages opened as files it waits until the search is first opened; here it does so everywhere.
"""

from __future__ import annotations

import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

_BUNDLE = re.compile(r"assets/javascripts/bundle\.\w+\.min\.js")

#: What stands in the script once, and what stands there instead.
_CHANGES = (
    # Whether the index is read without waiting for the search to be opened.
    (re.compile(r'\(location\.protocol!=="file:"\)'), "(!1)"),
    # A page marks the words that led to it, if there are some, and takes from the index how they are told apart.
    (
        re.compile(r'\("search\.highlight"\)\?'),
        '("search.highlight")&&new URLSearchParams(location.search).has("h")?',
    ),
    # Something to talk to in place of the worker, which begins with the first message: that brings the index.
    (
        re.compile(r"new Worker\((?P<address>\w+)\)"),
        r"Object.assign(new EventTarget,{postMessage(first){const worker=new Worker(\g<address>);"
        r'worker.onmessage=({data})=>this.dispatchEvent(new MessageEvent("message",{data}));'
        r"this.postMessage=message=>worker.postMessage(message);worker.postMessage(first)}})",
    ),
)


def late(script: str) -> str:
    """The script with these changes. Raises ValueError when the place of one is not there once: it is another."""
    for place, instead in _CHANGES:
        script, count = place.subn(instead, script)
        if count != 1:
            raise ValueError(f"Material's script has {place.pattern} {count} times, not once")
    return script


def without_haste(file: File, config: MkDocsConfig) -> File:
    """A file of the site as it is; Material's script with these changes."""
    if not _BUNDLE.fullmatch(file.src_uri):
        return file
    return File.generated(config, file.src_uri, content=late(file.content_string))
