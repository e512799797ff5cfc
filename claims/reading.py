"""Claims about how the pages fare with readers: each rests on the committed figures of Lighthouse's runs."""

from _reading import bar, pages
from rectified.evidence import claim, measured

SITE = "about the site, not about a function"


def told(found):
    """The evidence of one bar."""
    return measured(
        f"{found.measured}, where {found.wanted} is wanted, the worst of {len(pages())} kinds of page",
        median=found.median,
        limit=found.limit,
    )


@claim("Every kind of page scores at least 95 for accessibility.", independent=SITE)
def accessible():
    """Lighthouse's score, the median of the runs on one page of each kind."""
    assert min(page["accessibility"]["median"] for page in pages()) >= 95
    return told(bar("accessibility"))


@claim("No kind of page moves by more than 0.02 while it loads.", independent=SITE)
def stands_still():
    """The cumulative layout shift that Lighthouse finds, the median of the runs on one page of each kind."""
    assert max(page["shift"]["median"] for page in pages()) <= 0.02
    return told(bar("layout shift"))


@claim("All that is our own script on a function's note is at most 12 kB.", independent=SITE)
def little_script():
    """The scripts of docs/assets/javascripts that its page loads, compressed, as they are sent."""
    (note,) = [page for page in pages() if page["kind"] == "function"]
    assert 0 < note["script"]["median"] <= 12_000
    found = note["script"]["median"] / 1000
    return measured(f"{found:.2f} kB on {note['path']}", kilobytes=found)
