"""Widgets: one interactive view per lesson, on top of the rooms.

A widget and its rooms are imported when it is first asked for: a lesson waits for its own only.
"""

from importlib import import_module

# A module bears another name than its widget: once imported it would stand in the widget's place.
_MODULES = {
    "View": "view",
    "anonymity": "anonymity_view",
    "basket_rules": "baskets",
    "coming_back": "coming_back_view",
    "cutoff": "cutoff_view",
    "growing": "growing_view",
    "lifetime": "lifetime_view",
    "mailing": "mailing_view",
    "merging": "merging_view",
    "next_offer": "offers",
    "planning": "planning_view",
    "portfolio": "portfolio_view",
    "profit_curve": "mailing_view",
    "recency_score": "mailing_view",
    "saving": "saving_view",
    "satisfaction": "satisfaction_view",
    "recovering": "recovering_view",
    "retention_points": "retention_view",
    "share_simulator": "share_view",
}
__all__ = [
    "View",
    "anonymity",
    "basket_rules",
    "coming_back",
    "cutoff",
    "growing",
    "lifetime",
    "mailing",
    "merging",
    "next_offer",
    "planning",
    "portfolio",
    "profit_curve",
    "recency_score",
    "recovering",
    "retention_points",
    "satisfaction",
    "saving",
    "share_simulator",
]


def __getattr__(name):
    if name in _MODULES:
        return getattr(import_module(f"crmlab.widgets.{_MODULES[name]}"), name)
    raise AttributeError(f"crmlab.widgets has no {name!r}; it has {', '.join(__all__)}")


def __dir__():
    return __all__
