"""The pictures of the chapter: Pareto curve, RFM heat map, segments, response by cell."""

import numpy as np

from crmlab.differentiate.abc import pareto_curve
from crmlab.differentiate.segments import SEGMENTS, name_of
from crmlab.frames import InputError, need_table
from crmlab.language import say
from crmlab.language.style import AMBER, BLUE, GREY, ORANGE, house_axes

_HEAT = {"customers": "heat_customers", "monetary": "heat_monetary"}
_READABLE_ROWS = 26  # more names than this would overlap


def plot_pareto(values, cuts=(0.8, 0.95), ax=None):
    """Draw the Pareto curve, marking where it crosses the cuts of the ABC classes.

    Parameters
    ----------
    values : list, numpy array, or Series of any engine
        One number for each customer, in yuan.
    cuts : pair of float, default (0.8, 0.95)
        Shares of the money to mark.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    InputError
        As `pareto_curve`.

    Examples
    --------
    >>> from crmlab.differentiate import plot_pareto
    >>> plot_pareto([70, 10, 20, 0]).get_ylabel()
    'Share of the money'
    """
    curve = pareto_curve(values)
    ax = house_axes(ax, (7.0, 4.4))
    ax.plot([0, 1], [0, 1], color=GREY, linewidth=1.2, linestyle=(0, (4, 3)))
    ax.plot(curve["customers_share"], curve["value_share"], color=BLUE)
    ax.text(
        0.86, 0.82, say("differentiate.pareto_equal"), color=GREY, ha="center", va="top",
        rotation_mode="anchor", rotation=45, transform_rotates_text=True,
    )  # fmt: skip
    marks = []
    for cut in cuts:
        # The first whole customer with whom the cut is reached: she is the last of her class.
        at = curve.index[curve["value_share"] >= cut - 1e-12][0]
        x, y = curve.loc[at, ["customers_share", "value_share"]]
        ax.plot([0, x, x], [cut, cut, 0], color=ORANGE, linewidth=1)
        ax.plot([x], [y], marker="o", color=ORANGE, markersize=6)
        marks.append(say("differentiate.pareto_mark", customers=x, value=cut))
    # Below the diagonal there is always room, wherever the curve runs.
    ax.text(
        0.98, 0.04, "\n".join(marks), ha="right", va="bottom", linespacing=1.6,
        bbox={"facecolor": "white", "pad": 3},
    )  # fmt: skip
    _percent(ax.xaxis)
    _percent(ax.yaxis)
    ax.set(xlim=(0, 1), ylim=(0, 1.03))
    ax.set_xlabel(say("differentiate.pareto_x"))
    ax.set_ylabel(say("differentiate.pareto_y"))
    return ax


def plot_rfm_heatmap(rfm_table, value="customers", ax=None):
    """Draw recency against frequency scores, each cell with its customers or their average money.

    Parameters
    ----------
    rfm_table : pandas, Polars, PyArrow, DuckDB or PySpark frame
        As `rfm` gives it.
    value : {"customers", "monetary"}
        What the numbers and the shades show: how many customers, or yuan per customer on average.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    InputError
        For another `value`, or a missing column.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.differentiate import plot_rfm_heatmap
    >>> scores = pd.DataFrame({"r_score": [1, 5], "f_score": [2, 5], "monetary": [10.0, 90.0]})
    >>> [text.get_text() for text in plot_rfm_heatmap(scores, "monetary").texts]
    ['10', '90']
    """
    if value not in _HEAT:
        raise InputError(say("differentiate.bad_heat", value=repr(value)))
    wanted = ["r_score", "f_score", *(["monetary"] if value == "monetary" else [])]
    table = need_table(rfm_table, "rfm_table", wanted)
    cells = table.groupby(["r_score", "f_score"])
    grid = (cells.size() if value == "customers" else cells["monetary"].mean()).unstack("f_score")
    top = int(max(table["r_score"].max(), table["f_score"].max()))
    grid = grid.reindex(index=range(1, top + 1), columns=range(1, top + 1))

    ax = house_axes(ax, (6.4, 4.6))
    image = ax.imshow(grid, origin="lower", cmap="Blues", aspect="auto", vmin=0)
    middle = image.norm.vmax / 2
    for (row, column), number in np.ndenumerate(grid.to_numpy()):
        if not np.isnan(number):
            dark = number > middle
            ax.text(
                column, row, f"{number:,.0f}", ha="center", va="center", color="white" if dark else "black"
            )
    ax.set_xticks(range(top), range(1, top + 1))
    ax.set_yticks(range(top), range(1, top + 1))
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    ax.set_xlabel(say("differentiate.f_axis"))
    ax.set_ylabel(say("differentiate.r_axis"))
    bar = ax.figure.colorbar(image, ax=ax, label=say(f"differentiate.{_HEAT[value]}"))
    bar.outline.set_visible(False)
    return ax


def plot_segments(segmented, ax=None):
    """Draw each segment's share of the customers beside its share of the money.

    Parameters
    ----------
    segmented : pandas, Polars, PyArrow, DuckDB or PySpark frame
        As `segments` gives it, with ``segment`` and ``monetary``.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    InputError
        For a missing column, or no money at all.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.differentiate import plot_segments
    >>> shop = pd.DataFrame({"segment": ["champions", "new"], "monetary": [90.0, 10.0]})
    >>> len(plot_segments(shop).patches)
    4
    """
    table = need_table(segmented, "segmented", ["segment", "monetary"])
    by_segment = table.groupby("segment")["monetary"].agg(["size", "sum"])
    if by_segment["sum"].sum() <= 0:
        raise InputError(say("differentiate.nothing_above_zero"))
    shares = by_segment / by_segment.sum()
    usual = [code for code in SEGMENTS if code in shares.index]
    shares = shares.loc[[*usual, *sorted(set(shares.index) - set(usual))]]

    ax = house_axes(ax, (7.0, max(2.4, 0.9 + 0.46 * len(shares))))
    at = np.arange(len(shares))
    first = say("differentiate.segments_customers"), say("differentiate.segments_money")
    for offset, column, colour, word in zip((-0.2, 0.2), ("size", "sum"), (GREY, BLUE), first, strict=True):
        bars = ax.barh(at + offset, shares[column], height=0.38, color=colour)
        labels = [f"{share:.0%}" for share in shares[column]]
        # The first pair says what the colours mean, so no legend is needed.
        labels[0] = word.format(share=labels[0])
        ax.bar_label(bars, labels, padding=4, color=colour, fontsize=10)
    ax.set_yticks(at, [name_of(code) for code in shares.index])
    ax.invert_yaxis()
    ax.set_xlim(min(0, shares["sum"].min() * 1.2), shares.max(axis=None) * 1.3)
    ax.tick_params(axis="y", length=0)
    _percent(ax.xaxis)
    ax.set_xlabel(say("differentiate.segments_x"))
    return ax


def plot_cell_response(response, break_even=None, ax=None):
    """Draw the response rate of each cell with its 95 % interval, best first.

    Parameters
    ----------
    response : pandas.DataFrame
        As `cell_response` gives it; its first column names the cells or segments.
    break_even : float, optional
        Response rate, 0 to 1, drawn as a line.  Cells whose interval lies above it are filled; hollow ones,
        whose interval holds it, are undecided; grey ones lie below.
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
    >>> from crmlab.differentiate import plot_cell_response
    >>> response = pd.DataFrame({"cell": ["555", "111"], "rate": [0.1, 0.01], "low": [0.08, 0.0],
    ...                          "high": [0.12, 0.03]})
    >>> ax = plot_cell_response(response, break_even=0.04)
    >>> [tick.get_text() for tick in ax.get_yticklabels()]
    ['555', '111']
    """
    table = need_table(response, "response", ["rate", "low", "high"])
    table = table.sort_values("rate", ascending=False, kind="stable", ignore_index=True)
    size = len(table)
    crowded = size > _READABLE_ROWS

    ax = house_axes(ax, (7.0, min(7.0, max(2.6, 1.1 + 0.34 * size))))
    for kind, colour, fill, rows in _by_verdict(table, break_even):
        ax.hlines(
            rows.index, rows["low"], rows["high"], color=colour, linewidth=1 if crowded else 2, alpha=0.6
        )
        ax.plot(
            rows["rate"], rows.index, linestyle="", marker="o", color=colour, markerfacecolor=fill,
            markersize=3 if crowded else 7, label=kind and say(f"differentiate.response_{kind}"),
        )  # fmt: skip
    if "control_rate" in table:
        ax.plot(
            table["control_rate"], table.index, linestyle="", marker="D", markersize=3 if crowded else 6,
            markerfacecolor="white", markeredgecolor="black", clip_on=False,
            label=say("differentiate.response_control"),
        )  # fmt: skip
    if break_even is not None or "control_rate" in table:
        ax.legend(loc="lower right")
    if break_even is not None:
        ax.axvline(break_even, color=ORANGE, linewidth=1.6, linestyle=(0, (4, 3)))
        ax.annotate(
            say("differentiate.response_break_even", rate=break_even), (break_even, 0.0), color=ORANGE,
            # Best first, so beside the line there is room at the bottom; a title may stand above.
            xycoords=("data", "axes fraction"), xytext=(5, 5), textcoords="offset points",
        )  # fmt: skip
    step = -(-size // _READABLE_ROWS)
    ax.set_yticks(range(0, size, step), [name_of(name) for name in table.iloc[::step, 0]])
    ax.set_ylim(size - 0.4, -0.6)
    ax.set_xlim(left=0)
    _percent(ax.xaxis)
    ax.set_xlabel(say("differentiate.response_x"))
    if table.columns[0] in ("cell", "r_score", "f_score", "m_score"):
        ax.set_ylabel(say(f"differentiate.response_y_{table.columns[0]}"))
    return ax


def _by_verdict(table, break_even):
    """Part the rows by where their interval lies: above break-even, around it, below it."""
    if break_even is None:
        return [(None, BLUE, BLUE, table)]
    sure, below = table["low"] > break_even, table["high"] < break_even
    kinds = [
        ("sure", BLUE, BLUE, table[sure]),
        ("undecided", AMBER, "white", table[~sure & ~below]),
        ("below", GREY, GREY, table[below]),
    ]
    return [kind for kind in kinds if len(kind[3])]


def _percent(axis):
    axis.set_major_formatter(lambda share, _: f"{round(100 * share, 6):g}%")
