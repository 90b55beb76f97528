"""The bundled tables: load one, typed; read its card; or work on another shop of the same kind."""

import difflib
import hashlib
import io
import json
import re
from functools import cache, lru_cache
from pathlib import Path

import pandas as pd

from crmlab.frames import InputError
from crmlab.language import get_language, say

_world = None  # the tables of another seed's shop, while `use_world` says so


def load(name):
    """Load a table of the shop.

    Parameters
    ----------
    name : str
        One of `table_names`, such as ``"orders"``; the truth is in ``"truth/customers"`` and the like.

    Returns
    -------
    pandas.DataFrame
        A fresh copy; ids and codes are text, dates ``datetime64``, money ``float64`` in yuan.

    Raises
    ------
    crmlab.frames.InputError
        If there is no such table, or its file is missing or is no longer as it was bundled.

    Examples
    --------
    >>> import crmlab as crm
    >>> crm.load("orders").columns.tolist()
    ['order_id', 'customer_id', 'ordered_on', 'channel', 'amount', 'refund_of']
    """
    resource = _resource(name)
    if _world is not None:
        return _of_this_world(name).copy()
    path = folder() / resource["path"]
    try:
        changed = path.stat().st_mtime_ns
    except OSError as error:
        raise InputError(say("data.no_file", path=path, name=name)) from error
    return _read(path, changed, name).copy()


def describe(name):
    """Show the card of a table: what it is, its columns and units, and how it was made.

    Parameters
    ----------
    name : str
        One of `table_names`.

    Returns
    -------
    Card
        Markdown in the learner's language; a notebook shows it laid out.

    Examples
    --------
    >>> import crmlab as crm
    >>> crm.set_language("en")
    >>> print(crm.describe("products"))  # doctest: +ELLIPSIS
    # Products: `products`
    ...
    """
    resource = _resource(name)
    path = folder() / "cards" / f"{resource['table'].replace('/', '_')}.{get_language()}.md"
    return Card(path.read_text(encoding="utf-8"))


class Card(str):
    """A page of Markdown that a notebook lays out and `print` prints."""

    def _repr_markdown_(self):
        # Below the headings of the notebook in which it is shown; the making is for those who ask.
        what, made, how = self.partition("\n## " + say("data.card_made"))
        folded = f"\n<details><summary>{say('data.card_made')}</summary>{how}\n</details>\n" if made else ""
        return re.sub(r"^#", "###", what, flags=re.M) + folded

    def __repr__(self):
        return str(self)


def table_names():
    """Give the names of all bundled tables.

    Examples
    --------
    >>> import crmlab as crm
    >>> "orders" in crm.data.table_names()
    True
    """
    return [resource["table"] for resource in _package()["resources"]]


def use_world(seed):
    """Make `load` give the tables of another shop of the same kind, or, with None, the bundled ones.

    Parameters
    ----------
    seed : int or None
        The seed of the world, see `crmlab.story.simulate`.

    Examples
    --------
    >>> import crmlab as crm
    >>> crm.data.use_world(None)
    """
    global _world
    _of_this_world.cache_clear()
    _world = None if seed is None else _simulated(seed)


@lru_cache(maxsize=1)  # whoever comes back from the bundled shop does not wait again
def _simulated(seed):
    # The one place where data meets the simulator: a learner's own shop is made, not read.
    from crmlab.story import simulate

    return simulate(seed=seed)


def _resource(name):
    for resource in _package()["resources"]:
        if resource["table"] == name:
            return resource
    near = difflib.get_close_matches(str(name), table_names(), n=1)
    raise InputError(
        say("data.no_table", name=name, names=", ".join(table_names()))
        + (say("data.did_you_mean", name=near[0]) if near else "")
    )


@cache
def folder():
    """Give the folder of the bundled data, in a checkout and inside an installed wheel alike.

    Returns
    -------
    pathlib.Path

    Examples
    --------
    >>> import crmlab as crm
    >>> (crm.data.folder() / "datapackage.json").exists()
    True
    """
    inside = Path(__file__).parents[1] / "datasets"  # in an installed wheel
    return inside if inside.is_dir() else Path(__file__).parents[2] / "datasets"


@cache
def _package():
    path = folder() / "datapackage.json"
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(say("data.no_package", path=path)) from error


# Read once and copied from then on: lessons, and the checks at every mistake they know, load a table again
# and again.  All tables together take less than 40 MB.
@cache
def _read(path, changed, name):
    resource, content = _resource(name), path.read_bytes()
    if "sha256:" + hashlib.sha256(content).hexdigest() != resource["hash"]:
        raise InputError(say("data.changed_file", path=path, name=name))
    kinds = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
    return pd.read_csv(
        io.BytesIO(content),
        dtype={name: "str" for name, kind in kinds.items() if kind == "string"},
        parse_dates=[name for name, kind in kinds.items() if kind in ("date", "datetime")],
        # Only an empty cell is missing: "NA" would be somebody's initials.
        keep_default_na=False,
        na_values=[""],
    )


@cache
def _of_this_world(name):
    """Give a simulated table the types that it would have if it were read from its file."""
    table, resource = _world[name], _resource(name)
    for field in resource["schema"]["fields"]:
        name = field["name"]
        missing = table[name].isna()
        if field["type"] == "string":
            table = table.assign(**{name: table[name].astype("str").mask(missing)})
        elif field["type"] in ("integer", "number"):
            whole = field["type"] == "integer" and not missing.any()
            table = table.assign(**{name: table[name].astype("int64" if whole else "float64")})
    return table
