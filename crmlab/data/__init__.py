"""Data: the bundled tables of the shop, their cards, and a learner's own export in their place."""

from crmlab.data.environment import check_environment
from crmlab.data.map import plot_tables
from crmlab.data.own import read_own
from crmlab.data.tables import describe, folder, load, table_names, use_world

__all__ = [
    "check_environment",
    "describe",
    "folder",
    "load",
    "plot_tables",
    "read_own",
    "table_names",
    "use_world",
]
