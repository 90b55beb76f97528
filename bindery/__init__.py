"""Bind lessons into notebooks: one source, two languages, executed and held to the house rules.

`lessons/<id>_<name>/lesson.py` and `exercises.py` are what authors write.  `python -m bindery` makes of
them what learners open: `notebooks/`, `exercises/`, `exercises/solutions/` (each in `en` and `zh`) and the
compiled answers in `crmlab/check/answers/`.  Same source, same bytes.  Nothing here is imported by a learner.
"""
