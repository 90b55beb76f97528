"""Customer records: the same people, as three careless sources keep them.

**Who is written down.**  The shop ledger has a customer from the first order in the shop or by phone, with
probability `covers`; the web sign-up from the first web order; the contact centre, which works for the
shop since January 2025, from the first phone order of that year.  What is written is the head of the
household with probability `head`, else another grown-up; with probability `second_person` another
grown-up of the household is written down as well, and with probability `copies` the same person a second
time, on a later day, because nobody looked whether she was there.

**What goes wrong.**  For record j of source s and field f, independently of all else,

    kind ~ Categorical(rates of s for f), "" (as it should be) with what is left over

so that two records of one person, both with the field filled in, agree in it after standardisation with

    m_f(s, t) = (1 - e_f(s)) (1 - e_f(t)),   e_f = the rates of real errors among the values that are there

(the m of Fellegi and Sunter 1969), plus what two equal errors add; u_f is the chance that two people
share a value.  An old address is not drawn but happens: the household has moved (`crmlab.story.persons`)
since the record was made, and the source heard of it only with probability `hears_of_move`.

Spellings that are no errors (traditional characters, pinyin, order of names, five ways to write a phone
number) and those that are: see `crmlab.story.spelling`.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.story import spelling
from crmlab.story.persons import TEXT
from crmlab.story.streams import ids, pick, stream

TABLES = ("customer_records", "truth/customer_records", "record_sources", "characters")
ROOM = 5 * 4000  # record numbers kept for each block of customers
DEFAULT_PHONE, DEFAULT_BIRTHDAY = "13800000000", pd.Timestamp("1900-01-01")
GROWN_UP = 16  # age from which a person may be written down
FIELDS = ("name", "phone", "address", "birthday", "gender", "email")


@dataclass(frozen=True)
class Source:
    """One source: whom it has, and at which rate each thing goes wrong.

    Own choices, about the one record in ten that is a duplicate in files of patients (American Health
    Information Management Association 2004).  Names are misspelt or swapped, numbers are wrong or missing,
    as they are there (Just, Marc, Munns and Sandefer 2016); the rates are ours.
    """

    covers: float
    head: float
    second_person: float
    copies: float
    hears_of_move: float
    name: dict
    phone: dict
    address: dict
    birthday: dict
    gender: dict
    email: dict
    phone_formats: tuple  # shares of plain, dashes, spaces, country code, full width
    address_forms: tuple  # shares of full, short, building


LEDGER = Source(
    covers=0.80,
    head=0.92,
    second_person=0.03,
    copies=0.06,
    hears_of_move=0.35,
    name={"traditional": 0.10, "title": 0.05, "wrong_character": 0.04, "missing": 0.01},
    phone={"missing": 0.12, "default": 0.02, "shared": 0.06, "wrong": 0.03},
    address={"missing": 0.10, "no_unit": 0.08, "wrong": 0.03, "traditional": 0.06},
    birthday={"missing": 0.70, "default": 0.03, "first_of_january": 0.04, "wrong": 0.02},
    gender={"missing": 0.25, "wrong": 0.01},
    email={"missing": 1.0},
    phone_formats=(0.45, 0.35, 0.15, 0.00, 0.05),
    address_forms=(0.25, 0.65, 0.10),
)
WEB = Source(
    covers=0.80,
    head=0.85,
    second_person=0.04,
    copies=0.05,
    hears_of_move=0.60,
    name={"traditional": 0.02, "pinyin": 0.10, "pinyin_swapped": 0.05, "swapped": 0.03, "slip": 0.015,
          "wrong_character": 0.01},
    phone={"default": 0.015, "shared": 0.03, "wrong": 0.008},
    address={"missing": 0.05, "no_unit": 0.03, "wrong": 0.01, "traditional": 0.01},
    birthday={"missing": 0.12, "default": 0.08, "first_of_january": 0.02, "wrong": 0.015},
    gender={"missing": 0.15, "wrong": 0.005},
    email={"missing": 0.08, "wrong": 0.02},
    phone_formats=(0.70, 0.05, 0.05, 0.15, 0.05),
    address_forms=(0.85, 0.05, 0.10),
)  # fmt: skip
CALL_CENTRE = Source(
    covers=0.75,
    head=0.85,
    second_person=0.03,
    copies=0.12,
    hears_of_move=0.50,
    name={"title": 0.03, "wrong_character": 0.12, "missing": 0.02},
    phone={"default": 0.01, "shared": 0.08, "wrong": 0.015},
    address={"missing": 0.20, "no_unit": 0.05, "wrong": 0.06},
    birthday={"missing": 0.45, "default": 0.05, "first_of_january": 0.03, "wrong": 0.04},
    gender={"missing": 0.05, "wrong": 0.02},
    email={"missing": 0.85, "wrong": 0.06},
    phone_formats=(0.50, 0.05, 0.30, 0.15, 0.00),
    address_forms=(0.30, 0.20, 0.50),
)
SOURCES = {"ledger": LEDGER, "web": WEB, "call_centre": CALL_CENTRE}
# How each source writes a woman or a man.
GENDER_CODES = {
    "ledger": {"F": "女", "M": "男"},
    "web": {"F": "F", "M": "M"},
    "call_centre": {"F": "2", "M": "1"},
}


@dataclass(frozen=True)
class Sound:
    """What a wrong character has in common with the right one."""

    share: float = 0.76  # sounds like it: Liu, Lai, Tien, Chuang, Wu and Lee 2011; else looks like it


SOUND = Sound()
CARD_VALUES = {"SOURCE_LEDGER": LEDGER, "SOURCE_WEB": WEB, "SOURCE_CALLS": CALL_CENTRE, "SOUND": SOUND}


def make_shop(seed):
    """Give the list of sources, what a record costs in each (yuan), and the characters of names."""
    sources = pd.DataFrame(
        {
            "source": list(SOURCES),
            "name_en": ["shop ledger", "web sign-up", "contact centre"],
            "name_zh": ["店里的账本", "网上注册", "呼叫中心"],
            "kept_by": ["shop", "customer", "contractor"],
            "since_on": pd.to_datetime(["2023-01-01", "2025-01-01", "2025-01-01"]),
            "cost_per_record": [1.2, 0.4, 3.5],
        }
    )
    return {"record_sources": sources, **spelling.make_shop(seed)}


def make(block):
    """Make the records of a block, and what is true of each.

    Parameters
    ----------
    block : crmlab.story.block.Block
        With ``truth/persons`` and ``truth/addresses`` among its tables.

    Returns
    -------
    dict of str to pandas.DataFrame
        ``customer_records`` in order of entry, and ``truth/customer_records``.
    """
    entries = _list_entries(block)
    keyed, errors = pd.DataFrame(index=entries.index), pd.DataFrame(index=entries.index)
    for field in FIELDS:
        rng = stream(block.seed, f"records {field}", block.block)
        kinds = _draw_kinds(rng, entries["source"], field)
        keyed[field], errors[f"{field}_error"] = KEYING[field](rng, entries, kinds, block)
    record_id = ids("R", block.block * ROOM, len(entries), 6)
    records = pd.DataFrame(
        {
            "record_id": record_id,
            "source": entries["source"],
            "name": keyed["name"],
            "phone": keyed["phone"],
            "address": keyed["address"],
            "email": keyed["email"],
            "born_on": pd.to_datetime(keyed["birthday"]),
            "gender": keyed["gender"],
            "recorded_on": entries["recorded_on"],
            "updated_on": entries["heard_on"].fillna(entries["recorded_on"]),
        }
    ).astype(dict.fromkeys(["record_id", "source", "name", "phone", "address", "email", "gender"], TEXT))
    truth = entries[["person_id", "household_id", "customer_id"]].join(errors)
    truth.insert(0, "record_id", record_id)
    truth = truth.astype(TEXT)
    return {"customer_records": records, "truth/customer_records": truth}


def _list_entries(block):
    """List who is written down where and when, in order of entry, with all that is true of them."""
    rng = stream(block.seed, "records entries", block.block)
    persons = block.tables["truth/persons"].reset_index(names="person")
    adult = persons["born_on"] <= pd.Timestamp("2023-01-01") - pd.DateOffset(years=GROWN_UP)
    grown = persons[adult & persons["phone"].notna()]
    parts = [_entries_of(rng, name, block, persons, grown) for name in SOURCES]
    entries = pd.concat(parts, ignore_index=True)
    entries = entries.join(persons.drop(columns="role"), on="at").drop(columns=["at", "person"])
    entries["customer_id"] = entries["household_id"].map(
        block.households.set_index("household_id")["customer_id"]
    )
    entries["luck"] = rng.random(len(entries))
    entries = entries.sort_values(["recorded_on", "luck"], ignore_index=True)
    return _live_somewhere(rng, entries, block)


def _entries_of(rng, name, block, persons, grown):
    source = SOURCES[name]
    first = _first_orders(block, name)
    n = len(first)
    household = first.index.to_numpy()
    heads = persons.index[persons["role"] == "head"].to_numpy()[household]
    other = _another_grown_up(rng, block, grown, household)
    has_other = other >= 0
    person = np.where((rng.random(n) >= source.head) & has_other, other, heads)
    covered = rng.random(n) < source.covers
    copied = covered & (rng.random(n) < source.copies)
    second = covered & has_other & (rng.random(n) < source.second_person)
    alternative = np.where(person == heads, other, heads)
    left = (block.days[-1] - first).dt.days.to_numpy()
    later = first.to_numpy() + (left * rng.random((2, n))).astype("timedelta64[D]")
    return pd.concat(
        [
            pd.DataFrame({"at": person, "recorded_on": first.to_numpy()})[covered],
            pd.DataFrame({"at": person, "recorded_on": later[0]})[copied],
            pd.DataFrame({"at": alternative, "recorded_on": later[1]})[second],
        ]
    ).assign(source=name)


def _first_orders(block, name):
    """Give the day of the first order that each source can know of, by position of the household."""
    orders = block.orders[block.orders["amount"] > 0]
    known = {
        "ledger": orders["channel"] != "web",
        "web": orders["channel"] == "web",
        "call_centre": (orders["channel"] == "phone") & (orders["ordered_on"] >= "2025-01-01"),
    }[name]
    first = orders[known].groupby("customer_id")["ordered_on"].min()
    first.index = pd.Index(block.households["customer_id"]).get_indexer(first.index)
    return first.sort_index()


def _another_grown_up(rng, block, grown, household):
    """Give the row of one grown-up other than the head per household, -1 where there is none."""
    others = grown[grown["role"] != "head"]
    others = others.assign(luck=rng.random(len(others))).sort_values("luck").drop_duplicates("household_id")
    rows = pd.Series(others["person"].to_numpy(), index=others["household_id"])
    asked = block.households["household_id"].to_numpy()[household]
    return rows.reindex(asked).fillna(-1).to_numpy().astype(int)


def _live_somewhere(rng, entries, block):
    """Say where the household lived on the day of entry, and when the source heard of a later move."""
    addresses = block.tables["truth/addresses"]
    before = addresses[addresses["from_on"].isna()].set_index("household_id")
    after = addresses[addresses["from_on"].notna()].set_index("household_id")
    home = entries["household_id"].to_numpy()
    # A block of one household may have no entry at all: then only this says that these are days.
    entries = entries.assign(recorded_on=pd.to_datetime(entries["recorded_on"]))
    moved_on = pd.to_datetime(pd.Series(before["to_on"].reindex(home).to_numpy()))
    first = pd.Series(before["address"].reindex(home).to_numpy())
    second = pd.Series(after["address"].reindex(home).to_numpy())
    hears = entries["source"].map({name: source.hears_of_move for name, source in SOURCES.items()})
    heard_on = moved_on + pd.to_timedelta(rng.integers(1, 60, len(entries)), unit="D")
    in_time = (entries["recorded_on"] < moved_on) & (heard_on <= block.days[-1])
    heard = in_time & (rng.random(len(entries)) < hears)
    knows_new = heard | (entries["recorded_on"] >= moved_on)
    return entries.assign(
        true_address=second.where(moved_on.notna(), first),
        known_address=second.where(knows_new, first),
        heard_on=heard_on.where(heard),
    )


def _draw_kinds(rng, source, field):
    """Draw what goes wrong with one field of each record: a code, or an empty text for nothing."""
    kinds = np.full(len(source), "", dtype=object)
    for name, of in SOURCES.items():
        here = (source == name).to_numpy()
        rates = getattr(of, field)
        codes = np.array([*rates, ""], dtype=object)
        kinds[here] = codes[pick(rng, [*rates.values(), max(0.0, 1 - sum(rates.values()))], here.sum())]
    return kinds


def _key_names(rng, entries, kinds, block):
    u, v, luck = rng.random((3, len(kinds)))
    names, errors = entries["name_zh"].to_numpy(dtype=object).copy(), kinds.copy()
    for i in np.flatnonzero(kinds != ""):
        row, kind = entries.iloc[i], kinds[i]
        if kind == "missing":
            names[i] = None
        elif kind == "title":
            names[i] = spelling.titled(row["name_zh"], row["gender"], u[i])
        elif kind == "swapped":
            names[i] = spelling.swapped(row["name_zh"])
        elif kind == "wrong_character":
            names[i], errors[i] = spelling.wrong_character(row["name_zh"], luck[i] < SOUND.share, u[i])
        elif kind == "slip":
            names[i] = spelling.slip(row["name_en"], u[i], v[i])
        elif kind == "traditional":
            names[i] = spelling.traditional(row["name_zh"])
            errors[i] = kind if names[i] != row["name_zh"] else ""
        else:
            names[i] = spelling.pinyin_written(row["name_en"], kind == "pinyin_swapped", u[i])
    return names, errors


def _key_phones(rng, entries, kinds, block):
    u, v = rng.random((2, len(kinds)))
    phones, kinds = entries["phone"].to_numpy(dtype=object).copy(), kinds.copy()
    shared = _other_phones(block, entries)
    kinds[(kinds == "shared") & pd.isna(shared)] = ""
    phones = np.where(kinds == "shared", shared, phones)
    phones[kinds == "default"] = DEFAULT_PHONE
    for i in np.flatnonzero(kinds == "wrong"):
        phones[i] = spelling.wrong_phone(phones[i], u[i], v[i])
    written = np.empty(len(phones), dtype=object)
    forms = np.array(spelling.PHONE_FORMATS, dtype=object)
    for name, of in SOURCES.items():
        here = np.flatnonzero(entries["source"] == name)
        form = forms[pick(rng, of.phone_formats, len(here))]
        # A default is clicked, not written, and a number of ten digits has no groups.
        form = np.where([len(p) == 11 and p != DEFAULT_PHONE for p in phones[here]], form, "plain")
        written[here] = [spelling.phone_written(p, f) for p, f in zip(phones[here], form, strict=True)]
    written[kinds == "missing"] = None
    return written, kinds


def _other_phones(block, entries):
    """Give the number of somebody else in the household: the head's, or for the head the next member's."""
    persons = block.tables["truth/persons"].dropna(subset="phone")
    place = persons.groupby("household_id").cumcount()
    first, second = (persons[place == k].set_index("household_id")["phone"] for k in (0, 1))
    head, member = (phones.reindex(entries["household_id"]).to_numpy() for phones in (first, second))
    return np.where(entries["phone"].to_numpy() == head, member, head)


def _key_addresses(rng, entries, kinds, block):
    u = rng.random(len(kinds))
    addresses, kinds = entries["known_address"].to_numpy(dtype=object).copy(), kinds.copy()
    kinds[(kinds == "no_unit") & ~entries["known_address"].str.contains("幢").to_numpy()] = ""
    forms = np.array(["full", "short", "building"], dtype=object)
    for name, of in SOURCES.items():
        here = np.flatnonzero(entries["source"] == name)
        form = forms[pick(rng, of.address_forms, len(here))]
        addresses[here] = [spelling.address_written(a, f) for a, f in zip(addresses[here], form, strict=True)]
    for i in np.flatnonzero(kinds == "wrong"):
        addresses[i] = spelling.wrong_address(addresses[i], u[i])
    for i in np.flatnonzero(kinds == "no_unit"):
        addresses[i] = spelling.without_unit(addresses[i])
    for i in np.flatnonzero(kinds == "traditional"):
        addresses[i] = spelling.traditional_address(addresses[i])
    addresses[kinds == "missing"] = None
    old = (entries["known_address"] != entries["true_address"]).to_numpy() & (kinds != "missing")
    return addresses, np.where(old, "old", kinds)


def _key_birthdays(rng, entries, kinds, block):
    u = rng.random(len(kinds))
    born, kinds = entries["born_on"].copy(), kinds.copy()
    # A day or two off, or the decade of birth mistaken for the one before.
    away = np.where(u < 0.6, 1 + np.floor(u * 15), -3652)
    born = born.where(kinds != "wrong", born + pd.to_timedelta(away, unit="D"))
    january = pd.to_datetime(entries["born_on"].dt.year.astype(str) + "-01-01")
    kinds[(kinds == "first_of_january") & (january == entries["born_on"]).to_numpy()] = ""
    born = born.where(kinds != "first_of_january", january)
    return born.where(kinds != "default", DEFAULT_BIRTHDAY).where(kinds != "missing"), kinds


def _key_genders(rng, entries, kinds, block):
    gender = entries["gender"].to_numpy(dtype=object).copy()
    gender = np.where(kinds == "wrong", np.where(gender == "M", "F", "M"), gender)
    coded = [GENDER_CODES[s][g] for s, g in zip(entries["source"], gender, strict=True)]
    return np.where(kinds == "missing", None, np.array(coded, dtype=object)), kinds


def _key_emails(rng, entries, kinds, block):
    """Key the mail address: reserved names of domains (RFC 2606), so that nobody gets a mail."""
    u = rng.random(len(kinds))
    emails = np.full(len(kinds), None, dtype=object)
    names, phones = entries["name_en"].str.lower().to_numpy(), entries["phone"].to_numpy()
    for i in np.flatnonzero(kinds != "missing"):
        family, given = names[i].split()
        right = f"{given}.{family}{phones[i][-3:]}@example.com"
        emails[i] = spelling.wrong_email(right, u[i]) if kinds[i] == "wrong" else right
    # A ledger has no column for mail: what it never asked for is not missing by mistake.
    return emails, np.where((entries["source"] == "ledger").to_numpy(), "", kinds)


KEYING = {
    "name": _key_names,
    "phone": _key_phones,
    "address": _key_addresses,
    "birthday": _key_birthdays,
    "gender": _key_genders,
    "email": _key_emails,
}
