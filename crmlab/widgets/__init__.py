"""Widgets: one interactive view per lesson, on top of the rooms."""

from crmlab.widgets.anonymity import anonymity
from crmlab.widgets.baskets import basket_rules
from crmlab.widgets.coming_back import coming_back
from crmlab.widgets.lifetime import lifetime
from crmlab.widgets.mailing import mailing, profit_curve, recency_score
from crmlab.widgets.merging import merging
from crmlab.widgets.offers import next_offer
from crmlab.widgets.planning import planning
from crmlab.widgets.portfolio import portfolio
from crmlab.widgets.view import View

__all__ = [
    "View",
    "anonymity",
    "basket_rules",
    "coming_back",
    "lifetime",
    "mailing",
    "merging",
    "next_offer",
    "planning",
    "portfolio",
    "profit_curve",
    "recency_score",
]
