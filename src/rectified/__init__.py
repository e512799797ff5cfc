"""Rectified: notes on activation functions whose formulas, code, numbers and claims are checked by the build.

The modules, in the order of the data:

- read: `markdown`, `notes`, `links`, `snippets`, `claims`, `contents`, `mathml`, `active`, together `project`;
- run: `jobs`, and in child processes `running` (cells of notes), `labs`, `verdicts` (claims, which speak `evidence`);
- check: `latex` and `formulas`, `accuracy`, `numbers`, with what ran in `findings`; `mutants` tries the checks;
- weave: `weave` and `drawing` make Markdown pages, `published` the files for other programs;
- render: `plugin`, the one package that knows MkDocs, called by `build`, which swaps the finished site in
  (`site_folder`), and has nothing to do when nothing has changed (`unchanged`).

What was found and made is kept in a `cache`, by all it depends on: its own files and the `surroundings` of all.
`problems` is what a writer is told; `settings`, `summary`, `reporter`, `alone` and `__main__` serve the command line.
"""
