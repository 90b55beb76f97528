"""Widgets: one interactive view per lesson, on top of the rooms."""

from crmlab.widgets.mailing import mailing, profit_curve, recency_score
from crmlab.widgets.view import View

__all__ = ["View", "mailing", "profit_curve", "recency_score"]
