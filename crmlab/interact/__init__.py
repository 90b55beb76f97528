"""Interact: whom to contact, by which channel and how often, what it changes, and what goes wrong."""

from crmlab.interact.budget import allocate_budget, best_spend, fit_response
from crmlab.interact.complaints import Iceberg, handling, iceberg
from crmlab.interact.complaints_charts import p_chart, u_chart, xmr_chart
from crmlab.interact.complaints_plots import plot_confusion, plot_control_chart, plot_recovery
from crmlab.interact.contacts import best_hours, contact_room, pressure
from crmlab.interact.experiments import Comparison, compare_shares, false_alarms, power_of, sample_size
from crmlab.interact.logs import merge_logs, sessions, sla_clock
from crmlab.interact.matching import LikeWithLike, like_with_like
from crmlab.interact.plots import plot_hours, plot_response_curves, plot_uplift_curves
from crmlab.interact.recovery import (
    MeansCompared,
    compare_means,
    follow_up,
    offer_effects,
    recovery_table,
    switch_points,
)
from crmlab.interact.text import TextClassifier, script_of
from crmlab.interact.text_judge import Agreement, agreement, confusion, escalation_costs
from crmlab.interact.uplift import TwoModelUplift, expected_curve, qini, uplift_curve

__all__ = [
    "Agreement",
    "Comparison",
    "Iceberg",
    "LikeWithLike",
    "MeansCompared",
    "TextClassifier",
    "TwoModelUplift",
    "agreement",
    "allocate_budget",
    "best_hours",
    "best_spend",
    "compare_means",
    "compare_shares",
    "confusion",
    "contact_room",
    "escalation_costs",
    "expected_curve",
    "false_alarms",
    "fit_response",
    "follow_up",
    "handling",
    "iceberg",
    "like_with_like",
    "merge_logs",
    "offer_effects",
    "p_chart",
    "plot_confusion",
    "plot_control_chart",
    "plot_hours",
    "plot_recovery",
    "plot_response_curves",
    "plot_uplift_curves",
    "power_of",
    "pressure",
    "qini",
    "recovery_table",
    "sample_size",
    "script_of",
    "sessions",
    "sla_clock",
    "switch_points",
    "u_chart",
    "uplift_curve",
    "xmr_chart",
]
