"""Mine: from the owner's sentence to the list on the counter, and which model found it."""

from crmlab.mine.actions import ActionList, action_list
from crmlab.mine.card import model_card
from crmlab.mine.compare import (
    AucInterval,
    Difference,
    McNemar,
    auc_interval,
    chance_of,
    mcnemar,
    mcnemar_counts,
    paired_bootstrap,
    scoreboard,
)
from crmlab.mine.drift import drift_report, psi, rates_held
from crmlab.mine.eval_plots import (
    plot_calibration,
    plot_confusion,
    plot_gains,
    plot_precision_recall,
    plot_profit,
    plot_roc,
)
from crmlab.mine.impurity import best_cut, entropy, gain, gini_impurity
from crmlab.mine.knowledge import measure_rules
from crmlab.mine.lift import gains, lift_table
from crmlab.mine.prepare import encode, first_look
from crmlab.mine.profit import BestCutoff, best_cutoff, break_even, profit_at, profit_curve
from crmlab.mine.queries import timed_queries
from crmlab.mine.stability import cluster_stability, rule_stability
from crmlab.mine.tree_plots import plot_drift, plot_impurity, plot_pruning, plot_tree
from crmlab.mine.tree_text import leaf_limits, pruning_path, tree_rules
from crmlab.mine.windows import (
    came_in_window,
    check_apart,
    known_before,
    leak_dates,
    split_customers,
    time_split,
)

__all__ = [
    "ActionList",
    "AucInterval",
    "BestCutoff",
    "Difference",
    "McNemar",
    "action_list",
    "auc_interval",
    "best_cut",
    "best_cutoff",
    "break_even",
    "came_in_window",
    "chance_of",
    "check_apart",
    "cluster_stability",
    "drift_report",
    "encode",
    "entropy",
    "first_look",
    "gain",
    "gains",
    "gini_impurity",
    "known_before",
    "leaf_limits",
    "leak_dates",
    "lift_table",
    "mcnemar",
    "mcnemar_counts",
    "measure_rules",
    "model_card",
    "paired_bootstrap",
    "plot_calibration",
    "plot_confusion",
    "plot_drift",
    "plot_gains",
    "plot_impurity",
    "plot_precision_recall",
    "plot_profit",
    "plot_pruning",
    "plot_roc",
    "plot_tree",
    "profit_at",
    "profit_curve",
    "pruning_path",
    "psi",
    "rates_held",
    "rule_stability",
    "scoreboard",
    "split_customers",
    "time_split",
    "timed_queries",
    "tree_rules",
]
