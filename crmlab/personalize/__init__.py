"""Personalize: what each customer needs, and what to put before her.

`item_counts` and `pair_counts` take a table of any engine and give back the same kind; the rest answer in
pandas.
"""

from crmlab.personalize.baskets import item_counts, pair_counts, to_lines
from crmlab.personalize.baskets_own import read_lines
from crmlab.personalize.baskets_plots import plot_judged, plot_shelf_move, plot_within
from crmlab.personalize.baskets_rules import (
    association_rules,
    check_rules,
    holm,
    shuffle_baskets,
    shuffled_pairs,
    split_and_check,
)
from crmlab.personalize.baskets_strata import ShelfMove, lift_within, shelf_move
from crmlab.personalize.configure import (
    customisation_kind,
    menu_draws,
    menus,
    part_worth_utility,
    variants,
)
from crmlab.personalize.conjoint import (
    ChoiceFit,
    choice_shares,
    fit_choices,
    log_likelihood,
    willingness_to_pay,
)
from crmlab.personalize.conjoint_own import read_choices
from crmlab.personalize.conjoint_table import choice_table, code_levels
from crmlab.personalize.itemsets import exact_share, frequent_itemsets
from crmlab.personalize.needs import kano_category, kano_summary, log_ratios, need_named, straight_liners
from crmlab.personalize.needs_plots import plot_kano, plot_menus, plot_needs, plot_worth
from crmlab.personalize.needs_rules import apply_rules, rule_coverage
from crmlab.personalize.points_own import read_points
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
    "ChoiceFit",
    "ShelfMove",
    "apply_rules",
    "association_rules",
    "candidates",
    "check_rules",
    "choice_shares",
    "choice_table",
    "code_levels",
    "customisation_kind",
    "exact_share",
    "fit_choices",
    "frequent_itemsets",
    "hits",
    "holm",
    "item_counts",
    "item_similarity",
    "judge",
    "kano_category",
    "kano_summary",
    "lift_within",
    "log_likelihood",
    "log_ratios",
    "menu_draws",
    "menus",
    "need_named",
    "next_best_offer",
    "offer_value",
    "pair_counts",
    "paired_interval",
    "part_worth_utility",
    "plot_judged",
    "plot_kano",
    "plot_menus",
    "plot_needs",
    "plot_shelf_move",
    "plot_within",
    "plot_worth",
    "purchase_table",
    "read_choices",
    "read_lines",
    "read_points",
    "rule_coverage",
    "score_factors",
    "score_popular",
    "score_similar",
    "shelf_move",
    "shuffle_baskets",
    "shuffled_pairs",
    "split_and_check",
    "straight_liners",
    "to_lines",
    "top",
    "variants",
    "willingness_to_pay",
]
