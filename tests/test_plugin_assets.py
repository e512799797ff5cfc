"""What pages load, made lighter: lists of files joined, and Material's script, which waits with the search."""

from __future__ import annotations

import re
from pathlib import Path

import material
import pytest
from html_pages import ROOT

from rectified.plugin.assets import SCRIPTS, STYLES, in_use, joined, late

(BUNDLE,) = (Path(material.__file__).parent / "templates/assets/javascripts").glob("bundle.*.min.js")


def test_the_installed_script_is_changed_where_it_asks_for_the_search():
    """Whether pages are files matters only for where the index is; a worker is made by the first message."""
    script = late(BUNDLE.read_text(encoding="utf-8"))
    assert 'location.protocol!=="file:"' not in script and 'location.protocol==="file:"' in script
    assert script.count("new Worker(") == 1 and "postMessage(first){const worker=new Worker(" in script
    assert script.count('"data-md-color-switching",""') == script.count(".dataset.mdColorScheme!==") == 1
    assert script.count(".colorScheme;return(") == 1
    assert '("search.highlight")&&new URLSearchParams(location.search).has("h")?' in script


@pytest.mark.parametrize(
    "lacking",
    [
        '(location.protocol!=="file:")',
        '("search.highlight")?',
        "new Worker(e)",
        'document.body.setAttribute("data-md-color-switching",""),',
        "Object.entries(s.color)",
        ".colorScheme",
    ],
)
def test_a_script_that_is_another_is_refused(lacking):
    """Also one that was changed before."""
    script = BUNDLE.read_text(encoding="utf-8").replace(lacking, "")
    with pytest.raises(ValueError, match="0 times, not once"):
        late(script)
    with pytest.raises(ValueError, match="not once"):
        late(late(BUNDLE.read_text(encoding="utf-8")))


def test_files_stand_in_place_of_their_names():
    """In their order; what else the list says stays."""
    read = {"a.css": "a {}\n", "b-c.css": "b {}\n"}.__getitem__
    assert joined('/* Two. */\n@import "b-c.css";\n@import "a.css";\n', STYLES, read) == "/* Two. */\nb {}\n\na {}\n\n"
    assert joined('import "./a.js";\n', SCRIPTS, {"a.js": 'f("$1 \\\\1");'}.__getitem__) == 'f("$1 \\\\1");\n'


def test_rules_for_colours_that_nobody_chose_are_left_out():
    """Those for schemes stay, in a media query too."""
    red = "[data-md-color-accent=red]{--a:#f00}[data-md-color-scheme=slate][data-md-color-primary=red]{--b:#f00}"
    kept = "[data-md-color-primary=custom]{--c:0}@media screen{[data-md-color-scheme=slate]{color-scheme:dark}}"
    palette = [{"scheme": "default", "primary": "custom"}, {"scheme": "slate", "primary": "custom", "accent": "blue"}]
    assert in_use(f"{red}{kept}{red}", palette) == kept


@pytest.mark.parametrize(
    "name, listed", [("stylesheets/site.css", STYLES), ("javascripts/site.js", SCRIPTS)], ids=["styles", "scripts"]
)
def test_the_site_publishes_what_it_lists(name, listed, site):
    """Rules and statements of every file; no line that would load one more, no comment but a notice that has to stay."""
    source, published = ((root / "assets" / name).read_text(encoding="utf-8") for root in (ROOT / "docs", site))
    names = listed.findall(source)
    assert len(names) > 3 and not listed.search(published)
    assert not re.search(r"^\s*//|/\*(?!!|\*)|^[ \t]", published, re.M)
    for file in names:
        text = (ROOT / "docs/assets" / name).with_name(file).read_text(encoding="utf-8")
        longest = max(re.sub(r"/\*.*?\*/|//.*", "", text, flags=re.S if listed is STYLES else 0).splitlines(), key=len)
        assert longest.strip() in published, file
