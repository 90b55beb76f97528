"""Differentiate: which customers are worth what.

`abc`, `rfm`, `segments`, `cohort_table`, `value_by_tenure` and `life_cycle` take a table of any engine and
give back the same kind; the rest take pandas.
"""

from crmlab.differentiate.abc import abc, gini, pareto_curve, top_share
from crmlab.differentiate.bgnbd import BGNBD
from crmlab.differentiate.clusters import clusters, compare_k, explained_share
from crmlab.differentiate.cohorts import cohort_table, life_cycle, value_by_tenure
from crmlab.differentiate.contracts import ShiftedBetaGeometric, average_retention
from crmlab.differentiate.contribution import activity_rates, contribution, whale_curve
from crmlab.differentiate.gammagamma import GammaGamma
from crmlab.differentiate.lifetime import (
    lifetime_conventions,
    lifetime_sensitivity,
    lifetime_value,
    payback_periods,
)
from crmlab.differentiate.lifetime_plots import plot_cohorts, plot_survival, plot_tenure
from crmlab.differentiate.migration import migration, migration_value, transition_matrix
from crmlab.differentiate.paretonbd import ParetoNBD
from crmlab.differentiate.pipeline import Choices, Process, differentiate_customers
from crmlab.differentiate.plots import plot_cell_response, plot_pareto, plot_rfm_heatmap, plot_segments
from crmlab.differentiate.portfolio import (
    Plan,
    budget_curve,
    choose_strategies,
    greedy_strategies,
    proportional_strategies,
    strategy_options,
)
from crmlab.differentiate.portfolio_plots import plot_budget, plot_k, plot_relation, plot_whale
from crmlab.differentiate.relation import relation_index, relation_names, value_relation
from crmlab.differentiate.residual import residual_value
from crmlab.differentiate.response import MailingProfit, cell_response, mailing_profit
from crmlab.differentiate.rfm import rfm
from crmlab.differentiate.segments import default_rules, segment_names, segments
from crmlab.differentiate.summary import summary
from crmlab.differentiate.tiers import grade, standard_cost, tier_moves, tiers

__all__ = [
    "BGNBD",
    "Choices",
    "GammaGamma",
    "MailingProfit",
    "ParetoNBD",
    "Plan",
    "Process",
    "ShiftedBetaGeometric",
    "abc",
    "activity_rates",
    "average_retention",
    "budget_curve",
    "cell_response",
    "choose_strategies",
    "clusters",
    "cohort_table",
    "compare_k",
    "contribution",
    "default_rules",
    "differentiate_customers",
    "explained_share",
    "gini",
    "grade",
    "greedy_strategies",
    "life_cycle",
    "lifetime_conventions",
    "lifetime_sensitivity",
    "lifetime_value",
    "mailing_profit",
    "migration",
    "migration_value",
    "pareto_curve",
    "payback_periods",
    "plot_budget",
    "plot_cell_response",
    "plot_cohorts",
    "plot_k",
    "plot_pareto",
    "plot_relation",
    "plot_rfm_heatmap",
    "plot_segments",
    "plot_survival",
    "plot_tenure",
    "plot_whale",
    "proportional_strategies",
    "relation_index",
    "relation_names",
    "residual_value",
    "rfm",
    "segment_names",
    "segments",
    "standard_cost",
    "strategy_options",
    "summary",
    "tier_moves",
    "tiers",
    "top_share",
    "transition_matrix",
    "value_by_tenure",
    "value_relation",
    "whale_curve",
]
