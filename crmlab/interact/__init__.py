"""Interact: whom to contact, by which channel and how often, what it changes, and what goes wrong."""

from crmlab.interact.budget import allocate_budget, best_spend, fit_response
from crmlab.interact.contacts import best_hours, contact_room, pressure
from crmlab.interact.experiments import Comparison, compare_shares, false_alarms, power_of, sample_size
from crmlab.interact.logs import merge_logs, sessions, sla_clock
from crmlab.interact.matching import LikeWithLike, like_with_like
from crmlab.interact.plots import plot_hours, plot_response_curves, plot_uplift_curves
from crmlab.interact.uplift import TwoModelUplift, expected_curve, qini, uplift_curve

__all__ = [
    "Comparison",
    "LikeWithLike",
    "TwoModelUplift",
    "allocate_budget",
    "best_hours",
    "best_spend",
    "compare_shares",
    "contact_room",
    "expected_curve",
    "false_alarms",
    "fit_response",
    "like_with_like",
    "merge_logs",
    "plot_hours",
    "plot_response_curves",
    "plot_uplift_curves",
    "power_of",
    "pressure",
    "qini",
    "sample_size",
    "sessions",
    "sla_clock",
    "uplift_curve",
]
