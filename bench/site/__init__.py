"""How the built site fares with readers: how fast a page is there, how much it weighs, what Lighthouse makes of it.

In the order of the data: `kinds` names the pages that are measured, `server` serves the site as a host does, `browsers`
finds the programs and `packages` the Node packages, `lighthouse` runs one of them, `bars` judges, `report` prints. The
tests in `tests/browser/` use the same pages, server and programs.

Run from the repository's root: `python -m bench.site --site site`.
"""
