"""The pictures of lifetime value: cohorts, and value by tenure."""

import numpy as np

from crmlab.differentiate.plots import _percent
from crmlab.frames import InputError, need_table
from crmlab.language import say
from crmlab.language.style import BLUE, GREY, ORANGE, house_axes

VALUES = ("retention", "amount_per_customer")
CURVES = ("average", "sbg")


def plot_cohorts(cohorts, value="retention", ax=None):
    """Draw a cohort table as a heat map: a row for each cohort, a column for each age.

    Parameters
    ----------
    cohorts : pandas, Polars, PyArrow, DuckDB or PySpark frame
        As `cohort_table` gives it.
    value : {"retention", "amount_per_customer"}
        What the numbers and the shades show.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    InputError
        For another `value`, a missing column or an empty table.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.differentiate import plot_cohorts
    >>> cohorts = pd.DataFrame({"cohort": ["2024", "2024", "2025"], "age": [0, 1, 0],
    ...                         "retention": [1, 0.5, 1]})
    >>> [text.get_text() for text in plot_cohorts(cohorts).texts]
    ['100', '50', '100']
    """
    if value not in VALUES:
        raise InputError(say("lifetime.bad_cohort_value", value=repr(value)))
    table = need_table(cohorts, "cohorts", ["cohort", "age", value])
    grid = table.pivot_table(index="cohort", columns="age", values=value)
    shares = value == "retention"
    numbers = grid.to_numpy() * (100 if shares else 1)
    ax = house_axes(ax, (max(4.0, 1.6 + 0.5 * grid.shape[1]), max(2.4, 1.2 + 0.3 * grid.shape[0])))
    # Age 0 is 100% by definition; the shades are for the rest.
    later = numbers[:, 1:] if shares and grid.shape[1] > 1 else numbers
    top = np.nanmax(later) if np.isfinite(later).any() else np.nanmax(numbers)
    ax.imshow(numbers, cmap="Blues", aspect="auto", vmin=0, vmax=top)
    for (row, column), number in np.ndenumerate(numbers):
        if np.isfinite(number):
            colour = "white" if number > 0.55 * top else "black"
            ax.text(column, row, f"{number:.0f}", ha="center", va="center", color=colour, fontsize=9)
    ax.set_xticks(range(grid.shape[1]), grid.columns)
    ax.set_yticks(range(grid.shape[0]), grid.index)
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    lengths = {4: "year", 6: "quarter", 7: "month"}
    ax.set_xlabel(say(f"lifetime.plot_age_{lengths.get(len(str(grid.index[0])), 'quarter')}"))
    ax.set_ylabel(say("lifetime.plot_cohort"))
    return ax


def plot_tenure(tenure, ax=None):
    """Draw the money of each period of tenure: per customer who ever came, and per customer who still bought.

    Parameters
    ----------
    tenure : pandas, Polars, PyArrow, DuckDB or PySpark frame
        As `value_by_tenure` gives it.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    InputError
        For a missing column or an empty table.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.differentiate import plot_tenure
    >>> tenure = pd.DataFrame({"tenure": [1, 2], "amount_per_customer": [90.0, 40.0],
    ...                        "amount_per_active": [90.0, 80.0]})
    >>> len(plot_tenure(tenure).lines)
    2
    """
    table = need_table(tenure, "tenure", ["tenure", "amount_per_customer", "amount_per_active"]).sort_values(
        "tenure"
    )
    ax = house_axes(ax, (7.0, 3.8))
    lines = (
        ("amount_per_active", ORANGE, "plot_tenure_active"),
        ("amount_per_customer", BLUE, "plot_tenure_customer"),
    )
    for column, colour, word in lines:
        ax.plot(table["tenure"], table[column], color=colour, marker="o", markersize=5)
        ax.annotate(
            say(f"lifetime.{word}"), (table["tenure"].iloc[-1], table[column].iloc[-1]), color=colour,
            # The upper line is named above it, the lower, which falls, below it.
            xytext=(0, 9 if column == "amount_per_active" else -18), textcoords="offset points", ha="right",
        )  # fmt: skip
    money = table[["amount_per_active", "amount_per_customer"]]
    ax.set_ylim(min(0, money.min(axis=None)), 1.2 * money.max(axis=None))
    ax.xaxis.get_major_locator().set_params(integer=True)
    ax.set_xlabel(say("lifetime.plot_tenure"))
    ax.set_ylabel(say("lifetime.plot_yuan"))
    return ax


def plot_survival(observed, curves, ax=None):
    """Draw who is left after each renewal: dots as seen, a line for each model.

    Parameters
    ----------
    observed : list, array or Series of float
        Share of customers left after 0, 1, 2 ... renewals.
    curves : dict of str to list, array or Series of float
        Name of each model, and its shares from renewal 0 on; ``"average"`` and ``"sbg"`` are spoken in the
        learner's language.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> from crmlab.differentiate import plot_survival
    >>> len(plot_survival([1, 0.8, 0.7], {"constant": [1, 0.8, 0.64, 0.51]}).lines)
    2
    """
    ax = house_axes(ax, (7.0, 3.8))
    ax.plot(range(len(observed)), observed, linestyle="", marker="o", markersize=5, color=GREY)
    longest, highest = 0, max((shares[-1] for shares in curves.values()), default=0)
    for (name, shares), colour in zip(curves.items(), (ORANGE, BLUE, GREY), strict=False):
        ax.plot(range(len(shares)), shares, color=colour)
        longest = max(longest, len(shares))
        told = say(f"lifetime.curve_{name}") if name in CURVES else name
        ax.annotate(
            told,
            (len(shares) - 1, shares[-1]),
            color=colour,
            # Curves fall: above the highest and below the others there is room.
            xytext=(0, 7 if shares[-1] >= highest else -16),
            textcoords="offset points",
            ha="right",
        )
    ax.set_xlim(0, max(longest, len(observed)) - 0.7)
    ax.set_ylim(0, 1.03)
    _percent(ax.yaxis)
    ax.set_xlabel(say("lifetime.plot_renewals"))
    ax.set_ylabel(say("lifetime.plot_left"))
    return ax
