"""Cards: what each table is, column by column, and by what process it was made, in both languages.

One TOML file per table in ``cards/`` is the source of three things: the card in English, the card in
Chinese, and the table's entry in ``datapackage.json``.  True parameters are filled in from
`crmlab.story.truth`, so a card can't say another number than the one that was used.
"""

import csv
import tomllib
from functools import cache
from pathlib import Path

from crmlab.language import language_is, run_on, say
from crmlab.story import baskets, products, truth, world
from crmlab.story.parts import card_values, table_names

SOURCES = Path(__file__).parent / "cards"
GIVEN = {
    "ARRIVAL": truth.ARRIVAL,
    "PURCHASES": truth.PURCHASES,
    "SPEND": truth.SPEND,
    "REFUNDS": truth.REFUNDS,
    "LETTER": truth.LETTER,
    "PRICE_FACTOR": ", ".join(f"{year}: {factor}" for year, factor in products.PRICE_FACTOR.items()),
    "MOST_LINES": baskets.MOST_LINES,
    "HORIZON": world.HORIZON,
    **card_values(),
}
WORDS = {
    "en": {
        "rows": "{rows:,} rows; key: {key}.",
        "columns": "| column | type | unit | meaning |",
        "licence": "Licence: CC BY 4.0. The data are simulated (seed {seed}); nobody in them exists.",
        "column_head": "Columns",
    },
    "zh": {
        "rows": "共{rows:,}行；主键：{key}。",
        "columns": "| 列 | 类型 | 单位 | 含义 |",
        "licence": "许可：CC BY 4.0。数据全部由模拟生成（随机种子{seed}），其中没有真实的人或企业。",
        "column_head": "各列",
    },
}
TYPES_ZH = {"string": "文本", "number": "小数", "integer": "整数", "date": "日期", "datetime": "时刻"}


@cache
def read_cards():
    """Read the card of every table, by the table's name, truth last."""
    cards = {}
    for table in table_names():
        path = SOURCES / f"{table.replace('/', '_')}.toml"
        card = tomllib.loads(path.read_text(encoding="utf-8"))
        card["table"] = table
        card["key"] = [card["key"]] if isinstance(card["key"], str) else card["key"]
        cards[table] = card
    return cards


def write_card(card, language, rows, seed):
    """Write a card as Markdown.

    Parameters
    ----------
    card : dict
        One of `read_cards`.
    language : {"en", "zh"}
    rows, seed : int
        Of the table it goes with.

    Returns
    -------
    str
    """
    words = WORDS[language]
    lines = [
        f"# {card['title'][language]}: `{card['table']}`"
        if language == "en"
        else f"# {card['title'][language]}：`{card['table']}`",
        _paragraph(card["what"][language], language),
        words["rows"].format(rows=rows, key=", ".join(f"`{k}`" for k in card["key"])),
        f"## {words['column_head']}",
        _column_table(card, language),
        f"## {_made(language)}",
        _paragraph(card["made"][language].format(**GIVEN), language),
        words["licence"].format(seed=seed),
    ]
    return "\n\n".join(lines) + "\n"


def _made(language):
    with language_is(language):
        return say("data.card_made")


def _paragraph(text, language):
    return run_on(text.strip()) if language == "zh" else text.strip()


@cache
def units():
    """Give the Chinese name of every unit that cards use: `cards/units.csv`."""
    with (SOURCES / "units.csv").open(encoding="utf-8", newline="") as table:
        return {row["en"]: row["zh"] for row in csv.DictReader(table)}


def _column_table(card, language):
    zh = language == "zh"
    rows = [WORDS[language]["columns"], "|---|---|---|---|"]
    for column in card["schema"]["columns"]:
        unit = column.get("unit", "")
        kind = TYPES_ZH[column["type"]] if zh else column["type"]
        rows.append(
            f"| `{column['name']}` | {kind} | {units()[unit] if zh and unit else unit} | {column[language]} |"
        )
    return "\n".join(rows)


def table_schema(card):
    """Give a card's Frictionless table schema: fields, keys, and what a foreign key points to."""
    fields = []
    for column in card["schema"]["columns"]:
        field = {
            "name": column["name"],
            "type": column["type"],
            "title": column["en"],
            "title_zh": column["zh"],
        }
        if "unit" in column:
            field["unit"] = column["unit"]
        fields.append(field)
    schema = {"fields": fields, "primaryKey": card["key"], "missingValues": [""]}
    if "foreign" in card:
        schema["foreignKeys"] = [
            {
                "fields": [here],
                # Frictionless writes the own table as "".
                "reference": {
                    "resource": "" if table == card["table"] else resource_name(table),
                    "fields": [there],
                },
            }
            for here, table, there in card["foreign"]
        ]
    return schema


def resource_name(table):
    """Give a table's name in the data package, where a slash is not allowed."""
    return table.replace("/", "-").replace("_", "-")
