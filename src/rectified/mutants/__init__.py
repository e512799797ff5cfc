"""Deliberately wrong versions of code, formulas, numbers and words, and which checks notice them.

`wrong_code`, `wrong_formulas` and `wrong_text` make them; `noticing` tries claims on wrong snippets, `trial` all
checks, in child processes; `survey` tries everything of a project, `results` keeps what came of it, `command` tells it.
"""
