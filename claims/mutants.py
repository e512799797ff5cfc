"""Claims about the checks themselves: how many wrong versions they notice."""

from _mutants import left, of
from rectified.evidence import claim, measured

#: Why no wrong snippet is tried on a claim: it is about what came of trying them.
TRIED = "about a committed file of results; tests/test_mutants_trial.py tries the trials"


@claim("All checks together notice at least 98 % of the wrong versions.", independent=TRIED)
def all_checks():
    """Every version of code, formulas, numbers and words in bench/mutants.json, but those proved to be equivalent."""
    found = of()
    share = found.noticed / found.wrong
    assert found.made > 1000 and share >= 0.98
    return measured(f"{found.noticed} of {found.wrong}, {share:.2%}", share=100 * share)


@claim("With formulas and tests left aside, claims alone notice at least 80 % of the wrong code.", independent=TRIED)
def claims_alone():
    """The versions of code on which a claim of the function's own note fails; one that only crashes does not count."""
    found = of("code")
    share = found.claims / found.wrong
    assert found.made > 500 and share >= 0.8
    return measured(f"{found.claims} of {found.wrong}, {share:.2%}", share=100 * share)


@claim("At most 5 % of the versions are equivalent, each with a proof.", independent=TRIED)
def few_are_equivalent():
    """The rows of snippets/EQUIVALENTS.toml that a version is proved by."""
    found = of()
    share = found.equivalent / found.made
    assert share <= 0.05 and all(each["proof"] for each in left(equivalent=True))
    return measured(f"{found.equivalent} of {found.made}, {share:.2%}", share=100 * share)
