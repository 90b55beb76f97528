"""Pictures of how good a score is; scikit-learn's own displays where it has one, in the house style."""

import numpy as np

from crmlab.frames import InputError
from crmlab.language import say
from crmlab.language.style import BLUE, COLOURS, GREY, house_axes
from crmlab.mine.lift import gains, need_scores
from crmlab.mine.profit import profit_curve

_DASHED = (0, (4, 3))


def plot_roc(outcome, scores, ax=None):
    """Draw the ROC curve of each score, with its area in the legend (Fawcett 2006).

    Parameters
    ----------
    outcome : array of 0 and 1, shape (n,)
    scores : dict of str to array of shape (n,), or pandas.DataFrame
        The names stand in the legend.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    crmlab.frames.InputError
        As `crmlab.mine.gains`.

    Examples
    --------
    >>> from crmlab.mine import plot_roc
    >>> len(plot_roc([1, 0, 1, 0], {"model": [0.9, 0.2, 0.6, 0.7]}).lines)
    2
    """
    from sklearn.metrics import RocCurveDisplay

    def draw(came, score, name, ax, colour):
        RocCurveDisplay.from_predictions(came, score, name=name, ax=ax, curve_kwargs={"color": colour})

    ax = _draw_each(draw, outcome, scores, ax)
    _draw_diagonal(ax)
    return _square(ax, "false_positives", "true_positives", "lower right")


def plot_precision_recall(outcome, scores, ax=None):
    """Draw precision against recall of each score; the dashed line is the precision of a draw by lot.

    Parameters
    ----------
    outcome, scores, ax
        As for `plot_roc`.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    crmlab.frames.InputError
        As `crmlab.mine.gains`.

    Examples
    --------
    >>> from crmlab.mine import plot_precision_recall
    >>> len(plot_precision_recall([1, 0, 1, 0], {"model": [0.9, 0.2, 0.6, 0.7]}).lines)
    2
    """
    from sklearn.metrics import PrecisionRecallDisplay

    def draw(came, score, name, ax, colour):
        PrecisionRecallDisplay.from_predictions(came, score, name=name, ax=ax, curve_kwargs={"color": colour})

    ax = _draw_each(draw, outcome, scores, ax)
    ax.axhline(np.mean(outcome), color=GREY, linewidth=1, linestyle=_DASHED)
    return _square(ax, "recall", "precision", "upper right")


def plot_calibration(outcome, chances, bins=10, ax=None):
    """Set the predicted chances, in groups of one size, against what came.

    Parameters
    ----------
    outcome, ax
        As for `plot_roc`.
    chances : dict of str to array of shape (n,), or pandas.DataFrame
        Between 0 and 1.
    bins : int, default 10

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    crmlab.frames.InputError
        As `crmlab.mine.gains`; for scores that are no chances.

    Examples
    --------
    >>> from crmlab.mine import plot_calibration
    >>> len(plot_calibration([1, 0, 1, 0], {"model": [0.9, 0.2, 0.6, 0.7]}, bins=2).lines)
    2
    """
    from sklearn.calibration import CalibrationDisplay

    def draw(came, chance, name, ax, colour):
        odd = chance[(chance < 0) | (chance > 1)]
        if len(odd):
            raise InputError(say("mine_process.not_a_chance", column=name, value=f"{odd[0]:g}"))
        CalibrationDisplay.from_predictions(
            came, chance, n_bins=bins, strategy="quantile", ref_line=False, name=name, ax=ax, color=colour
        )

    ax = _draw_each(draw, outcome, chances, ax)
    for line in ax.lines:
        line.set_clip_on(False)  # markers at 0 and 1 stay whole
    _draw_diagonal(ax, "perfect")
    return _square(ax, "predicted_chance", "came", "upper left")


def plot_confusion(outcome, decision, ax=None):
    """Draw the confusion matrix: what was decided against what came.

    Parameters
    ----------
    outcome, decision : array of 0 and 1, shape (n,)
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    crmlab.frames.InputError
        As `crmlab.mine.gains`.

    Examples
    --------
    >>> from crmlab.mine import plot_confusion
    >>> len(plot_confusion([1, 0, 1], [1, 0, 0]).texts)
    4
    """
    from sklearn.metrics import ConfusionMatrixDisplay

    chosen, came = need_scores(decision, outcome, "decision")
    ax = house_axes(ax, (4.6, 3.8))
    ConfusionMatrixDisplay.from_predictions(
        came,
        chosen.astype(int),
        display_labels=[say("mine_methods.no"), say("mine_methods.yes")],
        cmap="Blues",
        colorbar=False,
        values_format=",d",
        ax=ax,
    )
    ax.spines[:].set_visible(False)
    ax.set(xlabel=say("mine_methods.decided"), ylabel=say("mine_methods.truly"))
    return ax


def plot_gains(outcome, scores, ax=None):
    """Draw which share of the responses is reached by contacting which share of the list.

    Parameters
    ----------
    outcome, scores, ax
        As for `plot_roc`.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    crmlab.frames.InputError
        As `crmlab.mine.gains`.

    Examples
    --------
    >>> from crmlab.mine import plot_gains
    >>> len(plot_gains([1, 0, 1, 0], {"model": [0.9, 0.2, 0.6, 0.7]}).lines)
    2
    """

    def draw(came, score, name, ax, colour):
        curve = gains(score, came)
        ax.plot(curve["share"], curve["captured"], color=colour, label=name)

    ax = _draw_each(draw, outcome, scores, ax)
    _draw_diagonal(ax, "by_lot")
    return _square(ax, "share", "captured", "lower right")


def plot_profit(outcome, scores, gain, cost, ax=None):
    """Draw the profit of each list as it is contacted from the top; a triangle marks the best stop.

    Parameters
    ----------
    outcome, scores, ax
        As for `plot_roc`.
    gain, cost : float
        As for `crmlab.mine.break_even`.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    crmlab.frames.InputError
        As `crmlab.mine.profit_curve`.

    Examples
    --------
    >>> from crmlab.mine import plot_profit
    >>> len(plot_profit([1, 0, 1, 0], {"model": [0.9, 0.2, 0.6, 0.7]}, gain=5, cost=1).lines)
    4
    """
    ax = house_axes(ax, (7.0, 4.2))
    for colour, name in _coloured(scores):
        curve = profit_curve(scores[name], outcome, gain, cost)
        best = curve["profit"].idxmax()
        ax.plot(curve["share"], curve["profit"], color=colour, label=name)
        ax.plot(curve["share"][best], curve["profit"][best], "v", color=colour, markersize=9)
    ax.plot([], [], "v", color=GREY, markersize=9, label=say("mine_methods.best_stop"))
    ax.axhline(0, color=GREY, linewidth=1)
    ax.set_xlim(0, 1)
    ax.xaxis.set_major_formatter(lambda x, _: f"{x:.0%}")
    ax.yaxis.set_major_formatter(lambda y, _: f"{y:,.0f}")
    ax.set(xlabel=say("mine_methods.share"), ylabel=say("mine_methods.profit"))
    ax.legend()
    return ax


def _draw_each(draw, outcome, scores, ax):
    """Give a square frame in which each score is drawn in a colour of its own."""
    ax = house_axes(ax, (6.0, 4.6))
    for colour, name in _coloured(scores):
        score, came = need_scores(scores[name], outcome, str(name))
        draw(came, score, name, ax, colour)
    return ax


def _draw_diagonal(ax, key=None):
    label = say(f"mine_methods.{key}") if key else None
    ax.plot([0, 1], [0, 1], color=GREY, linewidth=1, linestyle=_DASHED, label=label)


def _coloured(scores):
    colours = [BLUE, *COLOURS[1:]]
    return [(colours[at % len(colours)], name) for at, name in enumerate(scores)]


def _square(ax, x, y, corner):
    ax.set(xlim=(0, 1), ylim=(0, 1.02), aspect="auto")
    ax.spines[["top", "right"]].set_visible(False)
    ax.xaxis.set_major_formatter(lambda v, _: f"{v:.0%}")
    ax.yaxis.set_major_formatter(lambda v, _: f"{v:.0%}")
    ax.set(xlabel=say(f"mine_methods.{x}"), ylabel=say(f"mine_methods.{y}"))
    ax.legend(loc=corner, fontsize=9)
    return ax
