"""Personalize: what each customer needs, and what to put before her.

`item_counts` and `pair_counts` take a table of any engine and give back the same kind; the rest answer in
pandas.
"""

from crmlab.personalize.baskets import item_counts, pair_counts, to_lines
from crmlab.personalize.baskets_plots import plot_judged, plot_shelf_move, plot_within
from crmlab.personalize.baskets_rules import association_rules, check_rules, holm, shuffle_baskets
from crmlab.personalize.baskets_strata import ShelfMove, lift_within, shelf_move
from crmlab.personalize.itemsets import exact_share, frequent_itemsets
from crmlab.personalize.recommend import (
    item_similarity,
    purchase_table,
    score_factors,
    score_popular,
    score_similar,
    top,
)
from crmlab.personalize.recommend_judge import hits, judge, paired_interval
from crmlab.personalize.recommend_offer import candidates, next_best_offer, offer_value

__all__ = [
    "ShelfMove",
    "association_rules",
    "candidates",
    "check_rules",
    "exact_share",
    "frequent_itemsets",
    "hits",
    "holm",
    "item_counts",
    "item_similarity",
    "judge",
    "lift_within",
    "next_best_offer",
    "offer_value",
    "pair_counts",
    "paired_interval",
    "plot_judged",
    "plot_shelf_move",
    "plot_within",
    "purchase_table",
    "score_factors",
    "score_popular",
    "score_similar",
    "shelf_move",
    "shuffle_baskets",
    "to_lines",
    "top",
]
