"""Collecting: what a record costs, how many to ask, and which fields of a form earn their place."""

from pathlib import Path
from statistics import NormalDist

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_columns, need_numbers, need_rows, open_frame
from crmlab.language import say

FORM = Path(__file__).with_name("form_fields.csv")


def cost_per_valid(records, valid, costs, by="source"):
    """Say what a valid record costs in each channel: what was paid for all over how many can be used.

    Parameters
    ----------
    records : pandas.DataFrame
        One row for each record, with `by`.
    valid : pandas.Series of bool
        Which of them can be used; by the same index.
    costs : dict of str to float
        Yuan for one record, by channel.
    by : str, default "source"

    Returns
    -------
    pandas.DataFrame
        One row for each channel, the cheapest valid record first: `by`, ``records``, ``valid`` (int),
        ``valid_rate``, ``cost`` (yuan, of all), ``cost_per_valid`` (yuan; infinite where none is valid).

    Raises
    ------
    InputError
        For a channel without a cost, a negative cost, or no rows.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import cost_per_valid
    >>> records = pd.DataFrame({"source": ["web", "web", "call"]})
    >>> cost_per_valid(records, pd.Series([True, False, True]), {"web": 1.0, "call": 3.0}).values.tolist()
    [['web', 2, 1, 0.5, 2.0, 2.0], ['call', 1, 1, 1.0, 3.0, 3.0]]
    """
    need_columns(open_frame(records, "records"), {"by": by}, "records")
    need_rows(len(records), "records")
    channels = records[by].dropna().unique()
    for channel in channels:
        if not costs.get(channel, -1) >= 0:
            raise InputError(say("identify_collect.no_cost", channel=channel, value=costs.get(channel)))
    rows = pd.DataFrame({by: records[by], "records": 1, "valid": valid.astype(int)})
    table = rows.groupby(by, as_index=False).sum()
    table["valid_rate"] = table["valid"] / table["records"]
    table["cost"] = table["records"] * table[by].map(costs)
    with np.errstate(divide="ignore"):
        table["cost_per_valid"] = table["cost"] / table["valid"]
    return table.sort_values(["cost_per_valid", by], ignore_index=True)


def sample_size(margin, population=None, share=0.5, confidence=0.95):
    """Say how many answers a survey needs to know a share within a margin (Cochran 1977, ch. 4).

    Parameters
    ----------
    margin : float
        Half the width of the interval, such as 0.05.
    population : int, optional
        How many there are to ask; left out, endlessly many.
    share : float, default 0.5
        What you expect; 0.5 is the safest.
    confidence : float, default 0.95

    Returns
    -------
    int
        Answers needed; with a response rate of r, ask 1 / r times as many.

    Raises
    ------
    InputError
        If a share, margin or confidence is not between 0 and 1, or the population is below 1.

    Notes
    -----
    Rounded to the nearest, as in the table of Krejcie and Morgan (1970), which this gives again.

    Examples
    --------
    >>> from crmlab.identify import sample_size
    >>> sample_size(0.05), sample_size(0.05, population=4000)
    (384, 351)
    """
    given = {"margin": margin, "share": share, "confidence": confidence}
    for name, value in given.items():
        if isinstance(value, (bool, str)) or not 0 < value < 1:
            raise InputError(say("identify_collect.not_a_share", name=name, value=repr(value)))
    if population is not None and not population >= 1:
        raise InputError(say("identify_collect.bad_population", value=repr(population)))
    # Chi-square with one degree of freedom is the square of the normal deviate.
    spread = NormalDist().inv_cdf((1 + confidence) / 2) ** 2 * share * (1 - share)
    if population is None:
        return round(spread / margin**2)
    return round(spread * population / (margin**2 * (population - 1) + spread))


def form_fields():
    """Give the sixty fields that Hejia's departments wanted on the sign-up form.

    Returns
    -------
    pandas.DataFrame
        One row for each field: ``field``, ``name_en``, ``name_zh``, ``asked_by`` (who wanted it), ``seconds``
        (to fill in), ``fill_rate`` (share who do), ``uses`` (decisions that read it in a year),
        ``sensitive`` (1: harms her if it leaks), ``known_from`` (what tells it anyway; empty: nothing).

    Examples
    --------
    >>> from crmlab.identify import form_fields
    >>> len(form_fields())
    60
    """
    return pd.read_csv(FORM)


def prune_form(fields, yuan_per_use, yuan_per_second, yuan_per_risk):
    """Say which fields of a form earn their place.

    A field is kept if nothing else tells it and what it earns for each record in a year, ``uses`` x
    ``fill_rate`` x `yuan_per_use`, is more than it costs, ``seconds`` x `yuan_per_second`, plus
    `yuan_per_risk` if it is sensitive.

    Parameters
    ----------
    fields : pandas.DataFrame
        As `form_fields` gives them.
    yuan_per_use, yuan_per_second, yuan_per_risk : float

    Returns
    -------
    pandas.DataFrame
        `fields` with ``earns``, ``costs`` (yuan a record and year), ``keep`` (bool) and ``why``:
        ``earns``, ``known``, ``unused``, ``dear`` or ``risky`` (it would pay but for the risk).

    Raises
    ------
    InputError
        For a missing column or text where numbers are needed.

    Examples
    --------
    >>> from crmlab.identify import form_fields, prune_form
    >>> pruned = prune_form(form_fields(), 0.1, 0.02, 1.0)
    >>> bool(pruned.set_index("field").loc["mobile", "keep"])
    True
    """
    numbers = ("seconds", "fill_rate", "uses", "sensitive")
    frame = open_frame(fields, "fields")
    need_columns(frame, {name: name for name in (*numbers, "known_from")}, "fields")
    for name in numbers:
        need_numbers(frame, name, "fields")
    earns = fields["uses"] * fields["fill_rate"] * yuan_per_use
    effort, risk = fields["seconds"] * yuan_per_second, fields["sensitive"] * yuan_per_risk
    known, unused = fields["known_from"].notna(), fields["uses"].eq(0)
    why = np.select(
        [known, unused, earns > effort + risk, earns > effort], ["known", "unused", "earns", "risky"], "dear"
    )
    table = fields.assign(earns=earns.round(4), costs=(effort + risk).round(4), keep=why == "earns")
    return table.assign(why=why)
