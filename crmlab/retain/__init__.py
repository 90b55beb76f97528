"""Retain: how satisfied customers are, how loyal, who leaves, and whom to win back."""

from crmlab.retain.causes import CODE_BOOK, agreement, code_reasons, pareto_table
from crmlab.retain.churn import churn_rates, lifetimes, return_curve
from crmlab.retain.churn_model import (
    auc,
    churn_table,
    leak_check,
    lift_table,
    saving_profit,
    worth_contacting,
)
from crmlab.retain.churn_plots import plot_calibration, plot_kaplan_meier, plot_pareto_reasons
from crmlab.retain.drivers import drivers, importance_performance, relative_importance
from crmlab.retain.kano import better_worse, kano, kano_category
from crmlab.retain.loyalty import buying_behaviour, loyalty_score, loyalty_types
from crmlab.retain.loyalty_plots import (
    plot_curves,
    plot_loyalty_types,
    plot_recommend,
    plot_slopes,
    plot_step_effects,
)
from crmlab.retain.loyalty_regression import FactorRegression, loyalty_factors
from crmlab.retain.loyalty_stages import loyalty_ladder, loyalty_stage, stage_moves, step_effects
from crmlab.retain.moderated import Moderation, moderation
from crmlab.retain.nps import NetPromoter, NpsDifference, compare_nps, net_promoter, nps_sample_size
from crmlab.retain.report import Report, compare_units, satisfaction_report
from crmlab.retain.retention_value import retention_gain
from crmlab.retain.satisfaction_index import (
    acsi,
    grade,
    grade_scale,
    grade_table,
    indicator_tree,
    satisfaction_index,
)
from crmlab.retain.satisfaction_moments import product_satisfaction, weakest_link
from crmlab.retain.satisfaction_own import read_survey
from crmlab.retain.satisfaction_plots import (
    plot_gaps,
    plot_grades,
    plot_importance,
    plot_intervals,
    plot_kano,
    plot_pulse,
    plot_quadrants,
)
from crmlab.retain.satisfaction_survey import (
    Estimate,
    mean_interval,
    pulse,
    response_styles,
    response_weights,
    survey_sample_size,
    top_box,
)
from crmlab.retain.satisfaction_weights import (
    RANDOM_INDEX,
    PairwiseWeights,
    ahp_weights,
    entropy_weights,
    pairwise_matrix,
)
from crmlab.retain.scale import (
    Reliability,
    cronbach_alpha,
    difference_reliability,
    omega_of,
    one_factor,
    reliability,
)
from crmlab.retain.servqual import servqual
from crmlab.retain.survival import CoxFit, LogRank, cox, kaplan_meier, log_rank, median_time, survival_at
from crmlab.retain.winback import compare_lists, visits_expected, winback_value
from crmlab.retain.zones import Zones, find_zones, fit_curves

__all__ = [
    "CODE_BOOK",
    "RANDOM_INDEX",
    "CoxFit",
    "Estimate",
    "FactorRegression",
    "LogRank",
    "Moderation",
    "NetPromoter",
    "NpsDifference",
    "PairwiseWeights",
    "Reliability",
    "Report",
    "Zones",
    "acsi",
    "agreement",
    "ahp_weights",
    "auc",
    "better_worse",
    "buying_behaviour",
    "churn_rates",
    "churn_table",
    "code_reasons",
    "compare_lists",
    "compare_nps",
    "compare_units",
    "cox",
    "cronbach_alpha",
    "difference_reliability",
    "drivers",
    "entropy_weights",
    "find_zones",
    "fit_curves",
    "grade",
    "grade_scale",
    "grade_table",
    "importance_performance",
    "indicator_tree",
    "kano",
    "kano_category",
    "kaplan_meier",
    "leak_check",
    "lifetimes",
    "lift_table",
    "log_rank",
    "loyalty_factors",
    "loyalty_ladder",
    "loyalty_score",
    "loyalty_stage",
    "loyalty_types",
    "mean_interval",
    "median_time",
    "moderation",
    "net_promoter",
    "nps_sample_size",
    "omega_of",
    "one_factor",
    "pairwise_matrix",
    "pareto_table",
    "plot_calibration",
    "plot_curves",
    "plot_gaps",
    "plot_grades",
    "plot_importance",
    "plot_intervals",
    "plot_kano",
    "plot_kaplan_meier",
    "plot_loyalty_types",
    "plot_pareto_reasons",
    "plot_pulse",
    "plot_quadrants",
    "plot_recommend",
    "plot_slopes",
    "plot_step_effects",
    "product_satisfaction",
    "pulse",
    "read_survey",
    "relative_importance",
    "reliability",
    "response_styles",
    "response_weights",
    "retention_gain",
    "return_curve",
    "satisfaction_index",
    "satisfaction_report",
    "saving_profit",
    "servqual",
    "stage_moves",
    "step_effects",
    "survey_sample_size",
    "survival_at",
    "top_box",
    "visits_expected",
    "weakest_link",
    "winback_value",
    "worth_contacting",
]
