"""Other libraries beside the snippets: values, derivatives, defaults, kinks and special inputs, on the same points.

In the order of the data: `counterparts` lists what each library calls each function, `libraries` calls it, `exact`
gives the values that the notes' formulas have, `measure` and `specials` find the differences, `conventions` lists
which are a choice and why, `judge` puts each into the form of the result file, `report` prints.

Run from the repository's root: `python -m oracles`. Pages show the file that it leaves, oracles/results.json.
"""
