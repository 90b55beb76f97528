"""A block of customers while its tables are being made: what every part of the world may look at."""

from dataclasses import dataclass, field

import pandas as pd

from crmlab.story.effects import no_effects


@dataclass
class Block:
    """What is known of one block so far.

    Attributes
    ----------
    seed, block : int
        Of the random streams, see `crmlab.story.streams.stream`.
    households : pandas.DataFrame
        One row per customer, with all that is true of it (`crmlab.story.people.make_households`).
    days : pandas.DatetimeIndex
        The days of the history.
    visits : pandas.DataFrame
        Visits to the end of the year after the history: ``household`` (position), ``ordered_on``,
        ``channel``, ``budget``.  At first as they would be if nothing happened to anybody; each part that
        plans sees what the parts before it made of them.
    effects : pandas.DataFrame
        What the parts before did to visits, see `crmlab.story.effects`.
    products, orders, order_lines : pandas.DataFrame
        As the shop sees them, once everything has happened.
    tables : dict of str to pandas.DataFrame
        All tables made so far, by name.
    plans : dict
        What a part's `plan` wants its `make` to know, by the part's name.
    """

    seed: int
    block: int
    households: pd.DataFrame
    days: pd.DatetimeIndex
    visits: pd.DataFrame = None
    effects: pd.DataFrame = field(default_factory=no_effects)
    products: pd.DataFrame = None
    orders: pd.DataFrame = None
    order_lines: pd.DataFrame = None
    tables: dict = field(default_factory=dict)
    plans: dict = field(default_factory=dict)
