"""Writing the world to files: CSV tables, their cards, and a Frictionless data package over all."""

import hashlib
import json
from pathlib import Path

from crmlab.story.areas import area_of, list_areas
from crmlab.story.cards import read_cards, resource_name, table_schema, write_card
from crmlab.story.export import make_till_export
from crmlab.story.world import DEFAULT_CUSTOMERS, DEFAULT_SEED, simulate


def write_datasets(folder, customers=DEFAULT_CUSTOMERS, seed=DEFAULT_SEED):
    """Make the world and write it to a folder: the same arguments give the same bytes.

    Parameters
    ----------
    folder : str or pathlib.Path
        Made if it is not there.
    customers, seed : int
        See `crmlab.story.simulate`.

    Returns
    -------
    list of pathlib.Path
        The files written.
    """
    folder = Path(folder)
    world = simulate(customers, seed)
    written, resources = [], []
    for name, card in read_cards().items():
        table = world[name]
        path = folder / f"{name}.csv"
        _put(path, _as_written(table, card).to_csv(index=False, lineterminator="\n"))
        resources.append(_resource(name, card, path, len(table)))
        written.append(path)
        for language in ("en", "zh"):
            page = folder / "cards" / f"{name.replace('/', '_')}.{language}.md"
            _put(page, write_card(card, language, len(table), seed))
            written.append(page)
    export = folder / "own" / "till_export.csv"
    _put(export, make_till_export().to_csv(index=False, lineterminator="\n"))
    package = folder / "datapackage.json"
    _put(package, _package(resources, customers, seed))
    return [*written, export, package]


def _put(path, text):
    """Write a file whole or not at all: what stops half-way leaves nothing under the final name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(path.name + ".part")
    try:
        half.write_text(text, encoding="utf-8", newline="\n")
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def _as_written(table, card):
    """Write days and times as text, each in its own form."""
    forms = {"date": "%Y-%m-%d", "datetime": "%Y-%m-%dT%H:%M:%S"}
    columns = {c["name"]: forms[c["type"]] for c in card["schema"]["columns"] if c["type"] in forms}
    return table.assign(**{name: table[name].dt.strftime(form) for name, form in columns.items()})


def _resource(name, card, path, rows):
    content = path.read_bytes()
    return {
        "name": resource_name(name),
        "table": name,
        "area": area_of(name),
        "path": f"{name}.csv",
        "title": card["title"]["en"],
        "title_zh": card["title"]["zh"],
        "description": card["what"]["en"].strip(),
        "description_zh": card["what"]["zh"].strip(),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "rows": rows,
        "bytes": len(content),
        "hash": "sha256:" + hashlib.sha256(content).hexdigest(),
        "schema": table_schema(card),
    }


def _package(resources, customers, seed):
    package = {
        "name": "crmlab-hejia",
        "title": "Hejia: the simulated shop of CRM Lab",
        "title_zh": "禾家：CRM实验室的模拟商店",
        "profile": "tabular-data-package",
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": "Creative Commons Attribution 4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "customers": customers,
        "seed": seed,
        "areas": list_areas(),
        "resources": resources,
    }
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"
