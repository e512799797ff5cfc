"""Rectified: notes on activation functions whose formulas, code, numbers and claims are checked by the build.

The modules, in the order of the data:

- read: `markdown`, `notes`, `links`, `snippets`, `claims`, `contents`, `mathml`, `active`, together `project`;
- run: `jobs`, and in child processes `running` (cells of notes), `labs`, `verdicts` (claims, which speak `evidence`);
- check: `latex` and `formulas`, `accuracy`, `numbers`, together with what ran in `findings`; `mutants` for the tests;
- weave: `weave` and `drawing` make Markdown pages, `published` the files for other programs;
- render: `plugin`, the one module that knows MkDocs, called by `build`, which swaps the finished site in.

`problems` is what a writer is told; `settings`, `summary`, `alone` and `__main__` serve the command line.
"""
