"""Effects without a draw: like compared with like."""

from dataclasses import dataclass
from math import sqrt

from crmlab.frames import InputError, need_rows, say_list, warn_left_out
from crmlab.interact.checks import need_both_groups, need_table, zero_one
from crmlab.language import say


@dataclass(frozen=True)
class LikeWithLike:
    """What a measure did to those who got it, compared class by class.

    Attributes
    ----------
    effect : float
        Difference in the share that answered, averaged over the treated; -1 to 1.
    low, high : float
        Ends of its 95 % interval.
    treated : int
        Treated people it rests on.
    classes : pandas.DataFrame
        One row for each class with both kinds of people: the columns of `by`, ``treated``, ``untreated``,
        ``share``, ``share_untreated``, ``difference``.
    """

    effect: float
    low: float
    high: float
    treated: int
    classes: object


def like_with_like(people, by, treated="treated", responded="responded"):
    """Compare the treated with the untreated within classes of people who are alike.

    Direct standardisation to the treated (Cochran 1968): in each class the difference of the shares, then
    the mean of these, each class counting as many times as it has treated people.  It mends only what the
    classes hold: whatever else the chooser looked at still spoils the result.

    Parameters
    ----------
    people : pandas.DataFrame
        One row per person.
    by : list of str
        Columns that make the classes: what the chooser could see.
    treated, responded : str
        Columns of 0 and 1.

    Returns
    -------
    LikeWithLike

    Raises
    ------
    InputError
        For a missing column, values other than 0 and 1, nobody treated or untreated, or no class that holds
        both.

    Warns
    -----
    LeftOutWarning
        With counts: people without a class, and treated people in classes without untreated.

    Notes
    -----
    The interval takes the classes as fixed and is normal; for classes of a handful it is rough.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.interact import like_with_like
    >>> people = pd.DataFrame({"often": [1, 1, 1, 1, 0, 0, 0, 0], "treated": [1, 1, 1, 0, 1, 0, 0, 0],
    ...                        "responded": [1, 1, 1, 1, 0, 0, 0, 0]})
    >>> like_with_like(people, ["often"]).effect
    0.0
    """
    by = [by] if isinstance(by, str) else list(by)
    wanted = {"treated": treated, "responded": responded, **{f"by[{at}]": name for at, name in enumerate(by)}}
    table = need_table(people, "people", wanted)
    blank = table[by].isna().any(axis=1)
    table = table[~blank]
    need_rows(len(table), "people")
    table = table.assign(
        crmlab_t=zero_one(table[treated], treated), crmlab_y=zero_one(table[responded], responded)
    )
    need_both_groups(table["crmlab_t"])
    classes = _by_class(table, by)
    alone = classes["untreated"].eq(0)
    lonely = int(classes.loc[alone, "treated"].sum())
    warn_left_out(
        "people",
        len(blank),
        [
            (int(blank.sum()), say("frames.reason_without", column=say_list(by))),
            (lonely, say("interact_tests.reason_no_like")),
        ],
    )
    classes = classes[~alone & classes["treated"].gt(0)].reset_index(drop=True)
    if classes.empty:
        raise InputError(say("interact_tests.strata_none"))
    weight = classes["treated"] / classes["treated"].sum()
    effect = float((weight * classes["difference"]).sum())
    error = sqrt(float((weight**2 * _variance(classes)).sum()))
    return LikeWithLike(
        effect, effect - 1.96 * error, effect + 1.96 * error, int(classes["treated"].sum()), classes
    )


def _by_class(table, by):
    rows = table.groupby(by, observed=True)
    treated, size = rows["crmlab_t"].sum(), rows.size()
    yes = table["crmlab_y"].mul(table["crmlab_t"]).groupby([table[name] for name in by], observed=True).sum()
    all_yes = rows["crmlab_y"].sum()
    classes = treated.rename("treated").to_frame()
    classes["untreated"] = size - treated
    classes["share"] = yes / treated.where(treated > 0)
    classes["share_untreated"] = (all_yes - yes) / classes["untreated"].where(classes["untreated"] > 0)
    classes["difference"] = classes["share"] - classes["share_untreated"]
    return classes.reset_index()


def _variance(classes):
    treated = classes["share"] * (1 - classes["share"]) / classes["treated"]
    untreated = classes["share_untreated"] * (1 - classes["share_untreated"]) / classes["untreated"]
    return treated + untreated
