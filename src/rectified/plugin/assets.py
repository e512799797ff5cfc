"""What pages load, made lighter: one style sheet and one script of several, no comments, no colours that no page has,
and Material's script in no haste.

As it comes, Material's script starts the search's worker and reads the whole index with every page, which is more than
the page itself weighs. On pages opened as files it waits until the search is first opened; here it does so everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from posixpath import dirname

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

_BUNDLE = re.compile(r"assets/javascripts/bundle\.\w+\.min\.js")

#: What stands in Material's script once, and what stands there instead.
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
    # All colours are to change at once, for which everything is styled anew: not where the page has them already,
    (re.compile(r'document\.body\.setAttribute\("data-md-color-switching",""\),'), ""),
    (
        re.compile(r"for\(let\[\w,\w\]of Object\.entries\((?P<chosen>\w)\.color\)\)document\.body\.setAttribute\("),
        r"if(document.body.dataset.mdColorScheme!==\g<chosen>.color.scheme)"
        r'document.body.setAttribute("data-md-color-switching","");\g<0>',
    ),
    # and not twice: the colour of the header is asked for before the browser is told of the scheme; nor for a light
    # one, which is what it takes a page for.
    (
        re.compile(r"return (?P<told>\w)\.content=(?P<style>\w)\.colorScheme,(?P=style)\.backgroundColor\.match"),
        r"let colour=\g<style>.backgroundColor,scheme=\g<style>.colorScheme;"
        r'return(\g<told>.content||scheme!=="light")&&(\g<told>.content=scheme),colour.match',
    ),
)

#: Files of our own, with neither a version nor "min" in their names.
_OURS = re.compile(r"assets/(?:javascripts/(?:plot/)?[\w-]+\.js|stylesheets/[\w-]+\.css)")

#: How they name others of their folder, which stand in their place when they are published.
STYLES = re.compile(r'^@import "([\w-]+\.css)";', re.M)
SCRIPTS = re.compile(r'^import "\./([\w-]+\.js)";', re.M)

#: What browsers do not read: comments, of style sheets but for those that have to stay, and what indents lines.
_UNREAD = {
    STYLES: re.compile(r"/\*(?!!).*?\*/|(?<=\n)\s+", re.S),
    SCRIPTS: re.compile(r"^[ \t]*//.*\n|^[ \t]+", re.M),
}

#: Material's colours, of which each rule is for one.
_PALETTE = re.compile(r"assets/stylesheets/palette\.\w+\.min\.css")
_RULE = re.compile(r"([^{}]+)\{[^{}]*\}")
_COLOUR = re.compile(r"\[data-md-color-(?:primary|accent)=([\w-]+)\]")


def lighter(file: File, files: Files, config: MkDocsConfig) -> File:
    """A file of the site as it is published. Raises ValueError when Material's script is another than it was."""
    if _BUNDLE.fullmatch(file.src_uri):
        content = late(file.content_string)
    elif _PALETTE.fullmatch(file.src_uri):
        content = in_use(file.content_string, config.theme.get("palette", []))
    elif _OURS.fullmatch(file.src_uri):
        folder, listed = dirname(file.src_uri), STYLES if file.src_uri.endswith(".css") else SCRIPTS
        whole = joined(file.content_string, listed, lambda name: files.src_uris[f"{folder}/{name}"].content_string)
        content = _UNREAD[listed].sub("", whole)
    else:
        return file
    return File.generated(config, file.src_uri, content=content)


def late(script: str) -> str:
    """Material's script with these changes. Raises ValueError when the place of one is not there once."""
    for place, instead in _CHANGES:
        script, count = place.subn(instead, script)
        if count != 1:
            raise ValueError(f"Material's script has {place.pattern} {count} times, not once")
    return script


def joined(text: str, listed: re.Pattern[str], read: Callable[[str], str]) -> str:
    """A file with those that it lists in place of their names."""
    return listed.sub(lambda match: read(match[1]), text)


def in_use(sheet: str, palette: Sequence[Mapping[str, str]]) -> str:
    """Material's colours without the rules for those that mkdocs.yml does not choose."""
    chosen = {scheme.get(role) for scheme in palette for role in ("primary", "accent")}
    return _RULE.sub(lambda rule: rule[0] if {*_COLOUR.findall(rule[1])} <= chosen else "", sheet)
