"""The pictures of lesson 3b: contacts by consent, the permission matrix, and what anonymity costs."""

import numpy as np

from crmlab.frames import need_table
from crmlab.identify.consent import STATES
from crmlab.language import say
from crmlab.language.style import BLUE, GREY, ORANGE, PINK, house_axes

_COLOURS = dict(zip(STATES, (BLUE, ORANGE, PINK, GREY), strict=True))
_NAMED = {
    "field_group": ("contact", "identity", "purchases", "consents", "notes"),
    "role": (
        *("owner", "assistant", "driver", "marketer", "analyst"),
        *("accountant", "agent", "supervisor", "admin"),
    ),
}
_ACTIONS = ("read", "change", "export")


def plot_consent(contacts, by="channel", names=None, ax=None):
    """Draw how many contacts were allowed, and how many not and why.

    Parameters
    ----------
    contacts : pandas.DataFrame
        As `consent_status` gives it, with ``consent`` and `by`.
    by : str, default "channel"
        Column with one bar for each of its values.
    names : dict of str to str, optional
        What to write in place of the values of `by`.
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
    >>> from crmlab.identify import plot_consent
    >>> judged = pd.DataFrame({"channel": ["sms", "sms"], "consent": ["yes", "no"]})
    >>> plot_consent(judged).get_xlabel()
    'Contacts'
    """
    table = need_table(contacts, "contacts", ["consent", by])
    counts = table.groupby([by, "consent"]).size().unstack(fill_value=0)
    counts = counts.reindex(columns=STATES, fill_value=0)
    counts = counts.loc[counts.sum(axis=1).sort_values().index]
    ax = house_axes(ax, (7.0, max(2.6, 1.3 + 0.42 * len(counts))))
    left = np.zeros(len(counts))
    for state in STATES:
        bars = counts[state].to_numpy()
        ax.barh(range(len(counts)), bars, left=left, color=_COLOURS[state], height=0.62,
                label=say(f"identify_privacy.consent_{state}"))  # fmt: skip
        left = left + bars
    shares = counts["yes"] / counts.sum(axis=1)
    for place, share in enumerate(shares):
        ax.text(
            left[place], place, " " + say("identify_privacy.share_yes", share=share), va="center", fontsize=10
        )
    ax.set_yticks(range(len(counts)), [(names or {}).get(value, value) for value in counts.index])
    ax.tick_params(axis="y", length=0)
    ax.set_xlim(0, left.max() * 1.2)
    ax.xaxis.set_major_formatter(lambda x, _: f"{x:,.0f}")
    ax.set_xlabel(say("identify_privacy.audit_x"))
    ax.figure.legend(loc="outside lower center", ncols=4, fontsize=10)
    return ax


def plot_permissions(permissions, used=None, ax=None):
    """Draw the role-permission matrix: roles down, groups of fields across, a letter for each right.

    Parameters
    ----------
    permissions : pandas.DataFrame
        ``role``, ``field_group``, ``action`` (read, change, export), ``allowed`` (1 or 0).
    used : pandas.DataFrame, optional
        Looks with ``role``, ``field_group``, ``action``: rights that nobody used are drawn hollow.
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
    >>> from crmlab.identify import plot_permissions
    >>> matrix = pd.DataFrame({"role": ["driver"], "field_group": ["contact"], "action": ["read"],
    ...                        "allowed": [1]})
    >>> [text.get_text() for text in plot_permissions(matrix).texts]
    ['R']
    """
    keys = ["role", "field_group", "action"]
    table = need_table(permissions, "permissions", [*keys, "allowed"])
    roles, groups = list(dict.fromkeys(table["role"])), list(dict.fromkeys(table["field_group"]))
    worked = None if used is None else set(map(tuple, need_table(used, "used", keys)[keys].to_numpy()))
    ax = house_axes(ax, (7.6, 0.9 + 0.4 * len(roles)))
    offsets = dict(zip(_ACTIONS, (-0.3, 0.0, 0.3), strict=True))
    for role, group, action, allowed in table[[*keys, "allowed"]].itertuples(index=False):
        if allowed != 1:
            continue
        idle = worked is not None and (role, group, action) not in worked
        ax.text(
            groups.index(group) + offsets.get(action, 0), roles.index(role),
            say(f"identify_privacy.matrix_{action}"), ha="center", va="center", fontsize=9,
            color=BLUE if idle else "white",
            bbox={"boxstyle": "round,pad=0.25", "facecolor": "white" if idle else BLUE, "edgecolor": BLUE},
        )  # fmt: skip
    ax.set_xticks(range(len(groups)), [_name(table, "field_group", group) for group in groups])
    ax.set_yticks(range(len(roles)), [_name(table, "role", role) for role in roles])
    ax.set(xlim=(-0.5, len(groups) - 0.5), ylim=(len(roles) - 0.5, -0.5))
    ax.hlines(np.arange(len(roles) - 1) + 0.5, -0.5, len(groups) - 0.5, color="#dddddd", linewidth=0.8)
    ax.tick_params(length=0)
    ax.xaxis.tick_top()
    ax.set_xlabel(say("identify_privacy.matrix_key" if used is None else "identify_privacy.matrix_key_used"))
    ax.spines[:].set_visible(False)
    return ax


def plot_anonymity(ways, ax=None):
    """Draw what protection costs: people recognised against information lost.

    Parameters
    ----------
    ways : pandas.DataFrame
        ``loss`` and ``right`` (both float, 0 to 1), and ``label`` (str, empty for none): one row for each
        extract that could be given away.
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
    >>> from crmlab.identify import plot_anonymity
    >>> ways = pd.DataFrame({"loss": [0.0, 0.4], "right": [0.9, 0.0], "label": ["as it is", "k = 5"]})
    >>> plot_anonymity(ways).get_ylabel()
    'People recognised by a guess'
    """
    table = need_table(ways, "ways", ["loss", "right", "label"])
    ax = house_axes(ax, (7.0, 4.0))
    ax.plot(table["loss"], table["right"], "o-", color=BLUE, markersize=7, clip_on=False)
    for loss, right, label in table[["loss", "right", "label"]].itertuples(index=False):
        ax.annotate(label, (loss, right), xytext=(6, 7), textcoords="offset points", fontsize=10)
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(lambda x, _: f"{x:.0%}")
    ax.set_ylim(0, max(0.05, table["right"].max() * 1.1))
    ax.set_xlim(0, 1)
    ax.set_xlabel(say("identify_privacy.anonymity_x"))
    ax.set_ylabel(say("identify_privacy.anonymity_y"))
    return ax


def _name(table, column, value):
    """Give the name of a role or group in the learner's language, where the catalogue has one."""
    return say(f"identify_privacy.{column}_{value}") if value in _NAMED[column] else value
