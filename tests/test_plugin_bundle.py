"""Material's script, which waits with the search."""

from __future__ import annotations

from pathlib import Path

import material
import pytest

from rectified.plugin.bundle import late

(BUNDLE,) = (Path(material.__file__).parent / "templates/assets/javascripts").glob("bundle.*.min.js")


def test_the_installed_script_is_changed_where_it_asks_for_the_search():
    """Whether pages are files matters only for where the index is; a worker is made by the first message."""
    script = late(BUNDLE.read_text(encoding="utf-8"))
    assert 'location.protocol!=="file:"' not in script and 'location.protocol==="file:"' in script
    assert script.count("new Worker(") == 1 and "postMessage(first){const worker=new Worker(" in script
    assert '("search.highlight")&&new URLSearchParams(location.search).has("h")?' in script


@pytest.mark.parametrize("lacking", ['(location.protocol!=="file:")', '("search.highlight")?', "new Worker(e)"])
def test_a_script_that_is_another_is_refused(lacking):
    """Also one that was changed before."""
    script = BUNDLE.read_text(encoding="utf-8").replace(lacking, "")
    with pytest.raises(ValueError, match="0 times, not once"):
        late(script)
    with pytest.raises(ValueError, match="not once"):
        late(late(BUNDLE.read_text(encoding="utf-8")))
