"""A shorter history: what happened before the start or after the end is left out, and what hangs on it."""

import pandas as pd

from crmlab.story.cards import read_cards


def check_window(start, end, first, last):
    """Read the two days and see that they lie in the history, in their order.

    Parameters
    ----------
    start, end : str or date
    first, last : str
        The history's own.

    Returns
    -------
    (start, end) : pair of pandas.Timestamp, or None if it is the whole history

    Raises
    ------
    ValueError
        If a day cannot be read, the end comes before the start, or either lies outside the history.
    """
    try:
        start, end = pd.Timestamp(start), pd.Timestamp(end)
    except (ValueError, TypeError) as error:
        raise ValueError(f"simulate: start and end must be days such as '2024-01-01': {error}") from error
    if end < start:
        raise ValueError(f"simulate: the end, {end.date()}, comes before the start, {start.date()}.")
    if start < pd.Timestamp(first) or end > pd.Timestamp(last):
        raise ValueError(
            f"simulate: {start.date()} to {end.date()} is not within the history, {first} to {last}."
        )
    return None if (start, end) == (pd.Timestamp(first), pd.Timestamp(last)) else (start, end)


def cut(world, window):
    """Leave out what happened outside the window.

    A table whose card names the day of its happening under ``when`` keeps the rows of the window, and one
    that names under ``since`` the day from which a row holds keeps what began by its end.  Then rows that
    point to a row which is gone are left out too, table by table.

    Parameters
    ----------
    world : dict of str to pandas.DataFrame
    window : pair of pandas.Timestamp

    Returns
    -------
    dict of str to pandas.DataFrame
    """
    cards = read_cards()
    start, after = window[0], window[1] + pd.Timedelta(days=1)
    kept = {}
    for name, table in world.items():
        kept[name] = table[_is_inside(table, cards[name], start, after)].reset_index(drop=True)
    while _drop_orphans(kept, cards):
        pass
    return kept


def _is_inside(table, card, start, after):
    if "when" in card:
        return table[card["when"]].between(start, after, inclusive="left")
    if "since" in card:
        return ~(table[card["since"]] >= after)  # a missing day: since always
    return slice(None)


def _drop_orphans(world, cards):
    """Drop rows whose foreign key points to nothing; tell whether any was."""
    dropped = False
    for name, table in world.items():
        for here, target, there in cards[name].get("foreign", []):
            orphan = table[here].notna() & ~table[here].isin(world[target][there])
            if orphan.any():
                table = world[name] = table[~orphan].reset_index(drop=True)
                dropped = True
    return dropped
