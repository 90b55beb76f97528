"""Choice tasks as a table: who was shown what, what she took, and its levels as numbers."""

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_table, say_list, warn_left_out
from crmlab.language import say


def choice_table(answers, designs, by=("version", "task"), customer="customer_id"):
    """Lay out choices one row for each alternative that a respondent saw.

    Parameters
    ----------
    answers : DataFrame of any engine
        One row for each respondent and task: `customer`, the columns `by`, and ``chosen`` (number of the
        alternative she took).
    designs : DataFrame of any engine
        One row for each alternative: the columns `by`, ``alternative`` and the attributes, which are empty
        for "none of these".
    by : tuple of str
        What says which alternatives belong to which answer.
    customer : str

    Returns
    -------
    pandas.DataFrame
        ``choice_id`` (int from 1, one for each respondent and task), `customer`, `by`, ``alternative``, the
        attributes, and ``chosen`` (int: 1 for the alternative taken, else 0).

    Raises
    ------
    InputError
        For a missing column, or if no answer fits a design.

    Warns
    -----
    LeftOutWarning
        With counts: answers that are missing, without a design, or for an alternative that was not shown.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.personalize import choice_table
    >>> answers = pd.DataFrame({"customer_id": ["a"], "version": [1], "task": [1], "chosen": [2]})
    >>> designs = pd.DataFrame({"version": 1, "task": 1, "alternative": [1, 2], "price": [3.0, 6.0]})
    >>> choice_table(answers, designs)[["choice_id", "customer_id", "price", "chosen"]]
       choice_id customer_id  price  chosen
    0          1           a    3.0       0
    1          1           a    6.0       1
    """
    by = list(by)
    wanted = {name: name for name in [*by, "chosen"]}
    answers = need_table(answers, "answers", {"customer": customer, **wanted})
    designs = need_table(designs, "designs", [*by, "alternative"])
    shown = designs.groupby(by)["alternative"].agg(set)
    seen = answers[by].merge(shown.rename("_shown").reset_index(), on=by, how="left")["_shown"]
    missing = answers["chosen"].isna().to_numpy()
    no_design = seen.isna().to_numpy() & ~missing
    chosen = answers["chosen"].to_numpy()
    wrong = np.array(
        [
            isinstance(there, set) and not gone and took not in there
            for there, gone, took in zip(seen, missing, chosen, strict=True)
        ],
        dtype=bool,
    )
    reasons = [
        (int(missing.sum()), say("conjoint.reason_no_answer")),
        (int(no_design.sum()), say("conjoint.reason_no_design")),
        (int(wrong.sum()), say("conjoint.reason_not_shown")),
    ]
    kept = answers[~(missing | no_design | wrong)]
    warn_left_out("answers", len(answers), reasons)
    if kept.empty:
        raise InputError(say("conjoint.no_choices", columns=say_list(by)))
    kept = kept[[customer, *by, "chosen"]].reset_index(drop=True)
    kept.insert(0, "choice_id", np.arange(1, len(kept) + 1))
    table = kept.rename(columns={"chosen": "_taken"}).merge(designs, on=by)
    table = table.sort_values(["choice_id", "alternative"], ignore_index=True)
    table["chosen"] = (table.pop("_taken") == table["alternative"]).astype("int64")
    return table


def code_levels(table, numbers=("price",), bases=None, none="none"):
    """Give the features of alternatives as numbers: 0 and 1 for each level but the base.

    Parameters
    ----------
    table : DataFrame of any engine
        One row for each alternative.
    numbers : tuple of str
        Attributes that are taken as the numbers they are.
    bases : dict of str to object
        For each attribute with levels the level against which the others are measured:
        ``{"hours": 24, "packaging": "plastic"}``.
    none : str or None
        Name of the feature that is 1 where all attributes are empty, "none of these"; None: no such feature.

    Returns
    -------
    pandas.DataFrame of float64, same rows
        The numbers, then one column for each other level, as ``hours_2``, then `none`.  An empty attribute
        gives zeros.

    Raises
    ------
    InputError
        For a missing column, a base that is no level, or an alternative with only some attributes.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.personalize import code_levels
    >>> services = pd.DataFrame({"price": [3.0, 0.0, None], "hours": [2, 24, None]})
    >>> code_levels(services, bases={"hours": 24})
       price  hours_2  none
    0    3.0      1.0   0.0
    1    0.0      0.0   0.0
    2    0.0      0.0   1.0
    """
    bases = dict(bases or {})
    attributes = [*numbers, *bases]
    table = need_table(table, "table", attributes)
    empty = table[attributes].isna()
    if (empty.any(axis=1) & ~empty.all(axis=1)).any():
        raise InputError(say("conjoint.half_empty", columns=say_list(attributes)))
    coded = {name: table[name].astype("float64").fillna(0.0) for name in numbers}
    for name, base in bases.items():
        levels = sorted(table[name].dropna().unique(), key=lambda level: (isinstance(level, str), level))
        if base not in levels:
            raise InputError(
                say("conjoint.no_base", column=name, base=base, levels=say_list(map(_word, levels)))
            )
        for level in levels:
            if level != base:
                coded[f"{name}_{_word(level)}"] = (table[name] == level).astype("float64")
    if none is not None:
        coded[none] = empty.all(axis=1).astype("float64")
    return pd.DataFrame(coded, index=table.index)


def _word(level):
    """Write a level as in a name: 2 for 2.0."""
    return str(int(level)) if not isinstance(level, str) and float(level).is_integer() else str(level)
