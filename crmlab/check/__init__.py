"""Answers to exercises: checked at once, with hints and a solution for who asks.

>>> from crmlab.check import ____, check, hint, solution

An exercise's stub ends in ``check("04a.2", top_share)``.  The answers lie beside this file, bound from
``lessons/*/exercises.py``; they are worked out in a namespace of their own, never from tables that a
learner may have changed.
"""

from crmlab.check.asking import check, hint, solution
from crmlab.check.filling import fill
from crmlab.check.judging import judge
from crmlab.check.sentinel import ____
from crmlab.check.shops import variant
from crmlab.check.verdict import Verdict

__all__ = ["Verdict", "____", "check", "fill", "hint", "judge", "solution", "variant"]
