"""Who hides in which crowd: equivalence classes, k-anonymity, l-diversity, and the attack that tests them."""

import pandas as pd

from crmlab.frames import InputError, need_columns, need_rows, open_frame, to_pandas
from crmlab.language import say


def equivalence_classes(table, quasi, sensitive=None):
    """Group the rows that look alike to somebody who knows only the quasi-identifiers.

    Parameters
    ----------
    table : pandas.DataFrame
        The extract, one row for each person.
    quasi : list of str
        Columns by which somebody could be recognised: date of birth, gender, district.  A missing value is a
        value like any other.
    sensitive : str, optional
        A column that must stay hidden.

    Returns
    -------
    pandas.DataFrame, one row for each class, smallest first
        `quasi`; ``people`` (int); with `sensitive` also ``different`` (int, its different values).

    Raises
    ------
    InputError
        For a missing column or an empty table.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import equivalence_classes
    >>> extract = pd.DataFrame({"born": ["1965", "1965", "1964"], "spend": ["low", "low", "high"]})
    >>> equivalence_classes(extract, ["born"], "spend")
       born  people  different
    0  1964       1          1
    1  1965       2          1
    """
    table, quasi = _extract(table, quasi, sensitive)
    if sensitive is None:
        classes = table.groupby(quasi, dropna=False).size().reset_index(name="people")
    else:
        sized = {"people": (sensitive, "size"), "different": (sensitive, _different)}
        classes = table.groupby(quasi, dropna=False).agg(**sized).reset_index()
    return classes.sort_values(["people", *quasi], ignore_index=True, kind="stable")


def k_anonymity(table, quasi):
    """Give the size of the smallest class: each person looks like at least k - 1 others (Sweeney 2002).

    Parameters
    ----------
    table, quasi
        As for `equivalence_classes`.

    Returns
    -------
    int
        1 if somebody stands alone.

    Raises
    ------
    InputError
        As `equivalence_classes`.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import k_anonymity
    >>> k_anonymity(pd.DataFrame({"born": ["1965", "1965", "1964", "1964"]}), ["born"])
    2
    """
    return int(equivalence_classes(table, quasi)["people"].min())


def l_diversity(table, quasi, sensitive):
    """Give the fewest different sensitive values in a class: distinct l-diversity.

    A class whose people all share one value gives it away without telling them apart (Machanavajjhala and
    others 2007).

    Parameters
    ----------
    table, quasi
        As for `equivalence_classes`.
    sensitive : str

    Returns
    -------
    int
        1 if some class gives its value away.

    Raises
    ------
    InputError
        As `equivalence_classes`.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import l_diversity
    >>> extract = pd.DataFrame({"born": ["1965", "1965"], "spend": ["low", "high"]})
    >>> l_diversity(extract, ["born"], "spend")
    2
    """
    return int(equivalence_classes(table, quasi, sensitive)["different"].min())


def linkage_attack(extract, roll, on, person, truth=None):
    """Try to put names to the rows of an extract, with a list that has names and the same columns.

    A row counts as named when its values occur once in the extract and once on the list: then the two belong
    together, as far as the attacker can tell.  She may be wrong: compare with the truth.

    Parameters
    ----------
    extract : pandas.DataFrame
        What was given away, without names.
    roll : pandas.DataFrame
        What the attacker has: `on` and `person`.  Generalise it as the extract was, before calling.
    on : list of str
        Columns of both.
    person : str
        Column of `roll` that says who it is.
    truth : str, optional
        Column of `extract` that says who it really is, where that is known.  The attack does not look at it.

    Returns
    -------
    pandas.DataFrame
        The extract with ``candidates`` (int, people on the list who fit) and ``named`` (`person`, missing
        where nobody can be named); with `truth` also ``chance`` (float, 0 to 1, that she is hit by picking
        one of the candidates at random: 0 if the right person is not among them).

    Raises
    ------
    InputError
        For a missing column or an empty table.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import linkage_attack
    >>> extract = pd.DataFrame({"born": ["1965", "1964", "1964"], "spend": ["low", "high", "low"]})
    >>> roll = pd.DataFrame({"born": ["1965", "1964", "1964"], "name": ["Wang", "Li", "Zhao"]})
    >>> linkage_attack(extract, roll, ["born"], "name")["named"].fillna("-").tolist()
    ['Wang', '-', '-']
    """
    extract, on = _extract(extract, on, None, "extract")
    roll, _ = _extract(roll, on, person, "roll")
    on_list = roll.groupby(on, dropna=False)[person]
    known = on_list.agg(candidates="size", crmlab_first="first").reset_index()
    alike = extract.groupby(on, dropna=False)[on[0]].transform("size")
    linked = extract.merge(known, on=on, how="left")
    linked["candidates"] = linked["candidates"].fillna(0).astype(int)
    alone = (alike.to_numpy() == 1) & (linked["candidates"] == 1)
    linked["named"] = linked.pop("crmlab_first").where(alone)
    if truth is not None:
        need_columns(open_frame(extract, "extract"), {"truth": truth}, "extract")
        there = pd.MultiIndex.from_frame(linked[[*on, truth]]).isin(
            pd.MultiIndex.from_frame(roll[[*on, person]])
        )
        linked["chance"] = (1 / linked["candidates"].clip(lower=1)).where(there, 0.0)
    return linked.set_axis(extract.index)


def _different(values):
    return values.nunique(dropna=False)


def _extract(table, quasi, other=None, name="table"):
    if isinstance(quasi, str):
        raise InputError(say("identify_privacy.quasi_is_text", column=quasi))
    quasi = list(quasi)
    if not quasi:
        raise InputError(say("identify_privacy.no_quasi"))
    if other in quasi:
        raise InputError(say("identify_privacy.sensitive_is_quasi", column=other))
    table = to_pandas(table, name)
    wanted = [*quasi, *([other] if other is not None else [])]
    need_columns(open_frame(table, name), {column: column for column in wanted}, name)
    need_rows(len(table), name)
    return table, quasi
