"""Differentiate: which customers are worth what.

`abc`, `rfm` and `segments` take a table of any engine and give back the same kind; the rest take pandas.
"""

from crmlab.differentiate.abc import abc, gini, pareto_curve, top_share
from crmlab.differentiate.plots import plot_cell_response, plot_pareto, plot_rfm_heatmap, plot_segments
from crmlab.differentiate.response import MailingProfit, cell_response, mailing_profit
from crmlab.differentiate.rfm import rfm
from crmlab.differentiate.segments import default_rules, segment_names, segments

__all__ = [
    "MailingProfit",
    "abc",
    "cell_response",
    "default_rules",
    "gini",
    "mailing_profit",
    "pareto_curve",
    "plot_cell_response",
    "plot_pareto",
    "plot_rfm_heatmap",
    "plot_segments",
    "rfm",
    "segment_names",
    "segments",
    "top_share",
]
