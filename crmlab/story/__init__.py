"""The world of 禾家 (Hejia): a simulated shop whose truth is known.

`simulate` makes the shop's tables for any number of customers and any seed; ``datasets/`` is what it
writes at the default size and seed.  Each module makes one part of the world and says in its
docstring, as prose and as formula, by what process.  True parameters stand in one place,
`crmlab.story.truth`, and are printed on the tables' cards.

Truth and observation are kept apart: tables under ``truth/`` hold what no shop could know.  No room
that analyses data imports this one.
"""

from crmlab.story.world import DEFAULT_CUSTOMERS, DEFAULT_SEED, END, START, TODAY, simulate

__all__ = ["DEFAULT_CUSTOMERS", "DEFAULT_SEED", "END", "START", "TODAY", "simulate"]
