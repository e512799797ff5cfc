"""The benchmark: the same synthetic notes, built by this builder and by others, and what each build cost.

In the order of the data: `prose` and `notes` make the notes, `syntax` writes them for each system, `systems` says how
a system is run, `projects` lays out its folder, `tree` and `measure` count what a command and all its processes used,
`samples` runs a plan of builds in turn, `real_site` times the repository's own site, `bars` judges, `report` prints,
`origin` says where figures come from, in the file that is kept.

Run from the repository's root: `python -m bench`. Linux only, since it reads /proc and waits for orphans.
"""
