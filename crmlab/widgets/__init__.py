"""Widgets: one interactive view per lesson, on top of the rooms."""

from crmlab.widgets.mailing import mailing
from crmlab.widgets.view import View

__all__ = ["View", "mailing"]
