"""Units compared honestly, and the report made of it."""

from dataclasses import dataclass, field
from html import escape
from pathlib import Path

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_table, say_list, warn_left_out
from crmlab.language import say
from crmlab.language.catalogue import get_language
from crmlab.retain.satisfaction_checks import need_answers
from crmlab.retain.satisfaction_index import grade, grade_scale
from crmlab.retain.satisfaction_survey import mean_interval


def compare_units(answers, unit, score, mix=None, level=0.95):
    """Compare units by their mean score, with intervals, and with the mix of customers made equal.

    The adjusted mean weighs the classes of `mix` in every unit as they stand in the whole survey (direct
    standardisation).  A class that a unit does not have is left out there, the rest scaled up.

    Parameters
    ----------
    answers : table of any engine
        One row per respondent; rows without a score, unit or class are left out and counted.
    unit, score : str
        Columns.
    mix : str or list of str, optional
        Columns that describe the respondents; without them nothing is adjusted.
    level : float, default 0.95

    Returns
    -------
    pandas.DataFrame
        ``unit`` (as named), ``answers``, ``mean``, ``low``, ``high``, ``adjusted``, ``adjusted_low``,
        ``adjusted_high``, ``verdict``: ``above`` or ``below`` if the interval of the adjusted mean's
        difference from the rest of the shop, widened for the number of units (Bonferroni), leaves out 0,
        else ``open``.  A unit with fewer than five answers is left out and counted.

    Raises
    ------
    InputError
        For missing columns, text in the place of scores, or fewer than two units.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.retain import compare_units
    >>> shops = pd.DataFrame({"shop": ["a"] * 6 + ["b"] * 6, "csi": [80, 81, 82] * 2 + [60, 61, 62] * 2})
    >>> compare_units(shops, "shop", "csi")[["shop", "mean", "verdict"]].values.tolist()
    [['a', 81.0, 'above'], ['b', 61.0, 'below']]
    """
    mix = [] if mix is None else [mix] if isinstance(mix, str) else list(mix)
    table = need_table(answers, "answers", [unit, score, *mix])
    table = table.assign(**{score: need_answers(table, [score], "answers")[score]})
    whole = table.dropna(subset=[unit, score, *mix])
    few = whole[unit].map(whole[unit].value_counts()).lt(5)
    lost = [
        (len(table) - len(whole), say("satisfaction.reason_unanswered")),
        (int(few.sum()), say("satisfaction.reason_small_unit")),
    ]
    warn_left_out("answers", len(table), lost)
    whole = whole[~few]
    if whole[unit].nunique() < 2:
        raise InputError(say("satisfaction.one_unit", unit=unit))
    classes = whole[mix].astype(str).agg("|".join, axis=1) if mix else pd.Series("", index=whole.index)
    shares = classes.value_counts(normalize=True)
    units = whole[unit].drop_duplicates().sort_values()
    return pd.DataFrame([_unit(name, whole, unit, score, classes, shares, level) for name in units])


def _unit(name, whole, unit, score, classes, shares, level):
    from scipy.stats import t

    here = whole[unit] == name
    scores = whole.loc[here, score]
    reach = t.ppf((1 + level) / 2, len(scores) - 1)
    error = scores.std() / np.sqrt(len(scores))
    adjusted, spread = _standardise(scores, classes[here], shares)
    others, other_spread = _standardise(whole.loc[~here, score], classes[~here], shares)
    wide = t.ppf(1 - (1 - level) / 2 / whole[unit].nunique(), len(scores) - 1)
    far = abs(adjusted - others) > wide * np.hypot(spread, other_spread)
    return {
        unit: name,
        "answers": len(scores),
        "mean": scores.mean(),
        "low": scores.mean() - reach * error,
        "high": scores.mean() + reach * error,
        "adjusted": adjusted,
        "adjusted_low": adjusted - reach * spread,
        "adjusted_high": adjusted + reach * spread,
        "verdict": ("above" if adjusted > others else "below") if far else "open",
    }


def _standardise(scores, classes, shares):
    """Give the mean with every class at its share of the shop, and its standard error."""
    by = scores.groupby(classes)
    weight = shares[shares.index.isin(by.groups)]
    weight = weight / weight.sum()
    # One answer has no spread of its own: the spread within all classes stands in for it.
    within = float(np.sqrt(((scores - by.transform("mean")) ** 2).sum() / max(len(scores) - by.ngroups, 1)))
    mean = float((by.mean()[weight.index] * weight).sum())
    error = within * float(np.sqrt((weight**2 / by.size()[weight.index]).sum()))
    return mean, error


@dataclass
class Report:
    """A satisfaction report that shows itself as a page.

    Attributes
    ----------
    title : str
    units : pandas.DataFrame
        As it stands on the page.
    findings, decision : list of str
        Sentences.
    """

    title: str
    units: pd.DataFrame
    findings: list
    decision: list = field(default_factory=list)

    def to_markdown(self):
        """Give the page as Markdown text."""
        head = list(self.units.columns)
        rows = [head, ["---"] * len(head), *self.units.astype(str).to_numpy().tolist()]
        table = "\n".join("| " + " | ".join(row) + " |" for row in rows)
        found = "\n".join(f"- {line}" for line in self.findings)
        done = "\n".join(f"- {line}" for line in self.decision)
        parts = [f"### {self.title}", table, f"**{say('satisfaction_report.findings')}**", found]
        if self.decision:
            parts += [f"**{say('satisfaction_report.decision')}**", done]
        return "\n\n".join(parts) + "\n"

    def to_html(self, path):
        """Write the page as a file that any browser opens.

        Parameters
        ----------
        path : str or pathlib.Path

        Returns
        -------
        pathlib.Path
        """
        blocks = [f"<h1>{escape(self.title)}</h1>", self.units.to_html(index=False, border=0)]
        for key, lines in (("findings", self.findings), ("decision", self.decision)):
            if lines:
                said = "".join(f"<li>{escape(line)}</li>" for line in lines)
                blocks.append(f"<h2>{escape(say(f'satisfaction_report.{key}'))}</h2><ul>{said}</ul>")
        page = f'<!doctype html><html lang="{get_language()}"><meta charset="utf-8">'
        page += f"<title>{escape(self.title)}</title>"
        path = Path(path)
        path.write_text(page + "".join(blocks) + "</html>\n", encoding="utf-8")
        return path

    def _repr_markdown_(self):
        return self.to_markdown()

    def __repr__(self):
        return f"Report({self.title!r}, {len(self.units)})"


def satisfaction_report(
    scores,
    unit,
    facets,
    mix=None,
    score="csi",
    names=None,
    thresholds=None,
    population=None,
    remarks=(),
    decision=(),
):
    """Make the report of a satisfaction survey: one row per unit, what may be said, what to do.

    Parameters
    ----------
    scores : table of any engine
        As `satisfaction_index` gives it (0 to 100), with the columns of `unit` and `mix`.
    unit : str
    facets : list of str
    mix : str or list of str, optional
        As in `compare_units`.
    score : str, default "csi"
    names : dict of str to str, optional
        What to call units and facets.
    thresholds : list of float, optional
        Of seven grades, as in `grade`.
    population : int, optional
        Customers there are, as in `mean_interval`: for the index of all respondents.
    remarks : list of str, optional
        Sentences that stand behind what the report finds itself.
    decision : list of str, optional
        Sentences that stand at the end.

    Returns
    -------
    Report

    Raises
    ------
    InputError
        As `compare_units`; for a score off 0 to 100.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.retain import satisfaction_report
    >>> shops = pd.DataFrame({"shop": ["a"] * 6 + ["b"] * 6, "csi": [80, 81, 82] * 2 + [60, 61, 62] * 2,
    ...                       "goods": 80, "price": 50})
    >>> page = satisfaction_report(shops, "shop", ["goods", "price"])
    >>> len(page.units), "price" in page.to_markdown()
    (2, True)
    """
    names = names or {}
    table = need_table(scores, "scores", [unit, score, *facets])
    need_answers(table, [score, *facets], "scores", 0, 100)
    units = compare_units(table, unit, score, mix)
    weakest = table.groupby(unit)[list(facets)].mean().idxmin(axis=1)
    scale = grade_scale(7).set_index("grade")[f"name_{get_language()}"]
    grades = grade(units["adjusted"], thresholds).map(scale)
    head = [say(f"satisfaction_report.{key}") for key in _HEAD]
    rows = [
        [
            names.get(row[unit], row[unit]),
            f"{row['answers']:,}",
            f"{row['mean']:.1f}",
            f"{row['adjusted']:.1f} ({row['adjusted_low']:.1f}–{row['adjusted_high']:.1f})",
            grades[place],
            names.get(weakest[row[unit]], weakest[row[unit]]),
            say(f"satisfaction_report.{row['verdict']}"),
        ]
        for place, row in units.iterrows()
    ]
    title = say("satisfaction_report.title", answers=int(units["answers"].sum()))
    return Report(
        title,
        pd.DataFrame(rows, columns=head),
        _findings(table, units, unit, facets, score, names, population) + list(remarks),
        list(decision),
    )


_HEAD = ("unit", "answers", "plain", "adjusted", "grade", "weakest", "verdict")


def _findings(table, units, unit, facets, score, names, population):
    overall = mean_interval(table[score].dropna(), population)
    low = table[list(facets)].mean().idxmin()
    facet = {"facet": names.get(low, low), "mean": table[low].mean(), "rated": int(table[low].count())}
    lines = [
        say("satisfaction_report.whole", mean=overall.value, low=overall.low, high=overall.high),
        say("satisfaction_report.low_facet", answers=overall.answers, **facet),
    ]
    for verdict in ("above", "below"):
        there = [names.get(name, name) for name in units.loc[units["verdict"] == verdict, unit]]
        if there:
            lines.append(say(f"satisfaction_report.units_{verdict}", units=say_list(there)))
    still = int((units["verdict"] == "open").sum())
    if still:
        lines.append(say("satisfaction_report.units_open", count=still))
    if len(units) > 2:
        lines.append(say("satisfaction_report.stricter", count=len(units)))
    return lines
