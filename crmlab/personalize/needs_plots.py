"""The pictures of needs, willingness to pay and menus."""

import numpy as np

from crmlab.frames import need_columns, need_rows, open_frame
from crmlab.language import say
from crmlab.language.style import AMBER, BLUE, COLOURS, GREEN, GREY, ORANGE, PINK, house_axes
from crmlab.personalize.needs import CATEGORIES

_KANO_COLOURS = dict(zip(CATEGORIES, (BLUE, GREEN, AMBER, "#D0D0D0", ORANGE, PINK), strict=True))


def plot_needs(centres, shares, labels=None, names=None, ax=None):
    """Draw the mean points of each need segment beside those of all.

    Parameters
    ----------
    centres : pandas.DataFrame
        One row for each segment, one column for each part: mean points.
    shares : Series or dict
        Share of each segment among the people.
    labels, names : Series or dict, optional
        What the parts and the segments are called on the figure.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.personalize import plot_needs
    >>> centres = pd.DataFrame({"price": [40, 14], "delivery": [10, 36]}, index=["thrifty", "hurried"])
    >>> plot_needs(centres, {"thrifty": 0.6, "hurried": 0.4}).get_xlabel()
    'Mean points of 100'
    """
    need_rows(len(centres), "centres")
    ax = house_axes(ax, (7.0, 4.0))
    parts = list(centres.columns)
    share = np.array([shares[one] for one in centres.index], dtype=float)
    everyone = share @ centres.to_numpy(dtype=float) / share.sum()
    order = np.argsort(everyone)
    places = np.arange(len(parts))
    lowest, highest = centres.min().to_numpy()[order], centres.max().to_numpy()[order]
    ax.hlines(places, lowest, highest, color="#D0D0D0", linewidth=2)
    ax.plot(everyone[order], places, "|", color=GREY, markersize=16, label=say("needs.profile_all"))
    for colour, marker, (segment, row), part in zip(
        COLOURS, "osD^v", centres.iterrows(), share, strict=False
    ):
        name = str(segment) if names is None else str(names[segment])
        label = say("needs.group_size", name=name, share=part)
        ax.plot(row.to_numpy(dtype=float)[order], places, marker, color=colour, markersize=9, label=label)
    shown = [str(parts[at]) if labels is None else str(labels[parts[at]]) for at in order]
    ax.set_yticks(places, shown)
    ax.set_xlim(left=0)
    ax.set_xlabel(say("needs.profile_x"))
    ax.legend(loc="lower right")
    return ax


def plot_kano(summary, feature="feature_id", labels=None, ax=None):
    """Draw the shares of Kano's categories, one bar for each feature.

    Parameters
    ----------
    summary : pandas.DataFrame
        As `kano_summary` gives it.
    feature : str
    labels : Series or dict, optional
        What the features are called on the figure.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.personalize import kano_summary, plot_kano
    >>> pairs = pd.DataFrame({"feature_id": ["tag"] * 2, "functional": [2, 1], "dysfunctional": [5, 3]})
    >>> plot_kano(kano_summary(pairs)).get_xlabel()
    'Share of answers'
    """
    wanted = {name: name for name in (feature, *CATEGORIES, "answers")}
    need_columns(open_frame(summary, "summary"), wanted, "summary")
    ax = house_axes(ax, (7.5, 4.4))
    rows = summary.iloc[::-1]
    share = rows[list(CATEGORIES)].div(rows["answers"], axis=0)
    left = np.zeros(len(rows))
    for category in CATEGORIES:
        width = share[category].to_numpy()
        ax.barh(
            range(len(rows)),
            width,
            left=left,
            height=0.7,
            color=_KANO_COLOURS[category],
            label=f"{category} {say(f'needs.{category}')}",
        )
        for place in np.flatnonzero(width >= 0.08):
            dark = category in ("M", "O")
            ax.annotate(
                category,
                (left[place] + width[place] / 2, place),
                ha="center",
                va="center",
                color="white" if dark else "black",
            )
        left += width
    shown = [str(one) if labels is None else str(labels[one]) for one in rows[feature]]
    ax.set_yticks(range(len(rows)), shown)
    ax.set_xlim(0, 1)
    ax.xaxis.set_major_formatter(lambda x, _: f"{x:.0%}")
    ax.set_xlabel(say("needs.kano_x"))
    ax.legend(ncols=3, loc="lower center", bbox_to_anchor=(0.35, 1.0), fontsize=10)
    return ax


def plot_worth(tables, labels=None, names=None, truth=None, ax=None):
    """Draw willingness to pay with its intervals, one colour for each group.

    Parameters
    ----------
    tables : dict of str to pandas.DataFrame
        For each group what `willingness_to_pay` gives.
    labels, names : Series or dict, optional
        What the features and the groups are called on the figure; only features in `labels` are drawn.
    truth : dict of str to Series, optional
        For each group the true willingness to pay by feature; drawn as a cross.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.personalize import plot_worth
    >>> worth = pd.DataFrame({"feature": ["fast"], "wtp": [3.0], "low": [2.0], "high": [4.0]})
    >>> plot_worth({"all": worth}).get_xlabel()
    'Willingness to pay (yuan per delivery)'
    """
    ax = house_axes(ax, (7.0, 4.6))
    first = next(iter(tables.values()))
    features = (
        list(first["feature"]) if labels is None else [one for one in labels if one in set(first["feature"])]
    )
    step = 0.8 / len(tables)
    ax.axvline(0, color=GREY, linewidth=1)
    # Shapes as well as colours, for those who print in grey.
    styles = zip(COLOURS, "osD^v", tables.items(), strict=False)
    for number, (colour, marker, (group, table)) in enumerate(styles):
        rows = table.set_index("feature").loc[features]
        places = np.arange(len(features))[::-1] + 0.4 - step * (number + 0.5)
        reach = np.abs(rows[["low", "high"]].to_numpy().T - rows["wtp"].to_numpy())
        name = str(group) if names is None else str(names[group])
        ax.errorbar(
            rows["wtp"], places, xerr=reach, fmt=marker, color=colour, markersize=6, capsize=3, label=name
        )
        if truth is not None and group in truth:
            real = truth[group].loc[features].to_numpy(dtype=float)
            last = number == len(tables) - 1
            ax.plot(
                real,
                places,
                "x",
                color="black",
                markersize=9,
                zorder=5,
                label=say("conjoint.truth") if last else None,
            )
    shown = [one if labels is None else str(labels[one]) for one in features]
    ax.set_yticks(np.arange(len(features))[::-1], shown)
    ax.set_xlabel(say("conjoint.worth_x"))
    ax.legend()
    return ax


def plot_menus(table, ax=None):
    """Draw what menus earn, before and after the cost of variety, by their size.

    Parameters
    ----------
    table : pandas.DataFrame
        As `menus` gives it.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.personalize import plot_menus
    >>> plot_menus(pd.DataFrame({"size": [1, 2], "margin": [9.0, 11.0], "profit": [7.0, 7.5]})).get_ylabel()
    'Yuan a month'
    """
    need_columns(open_frame(table, "table"), {name: name for name in ("size", "margin", "profit")}, "table")
    ax = house_axes(ax, (7.0, 3.8))
    for column, colour, marker in (("margin", GREY, "o"), ("profit", BLUE, "s")):
        ax.plot(table["size"], table[column], marker=marker, color=colour, markersize=8)
        ax.annotate(
            say(f"configure.menu_{column}"),
            (table["size"].iloc[-1], table[column].iloc[-1]),
            xytext=(12, 0),
            textcoords="offset points",
            va="center",
            color=colour,
        )
    best = table.loc[table["profit"].idxmax()]
    ax.plot(
        [best["size"]],
        [best["profit"]],
        "o",
        color=ORANGE,
        markersize=17,
        fillstyle="none",
        markeredgewidth=2,
    )
    ax.set_xticks(table["size"])
    ax.set_xlim(0.7, table["size"].max() + 1.3)
    ax.set_ylim(min(0, table["profit"].min() * 1.1), table["margin"].max() * 1.15)
    ax.set_xlabel(say("configure.menu_x"))
    ax.set_ylabel(say("configure.menu_y"))
    return ax
