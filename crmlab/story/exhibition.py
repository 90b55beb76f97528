"""The fair: 4,700 visiting cards, and what became of them.

The case (practice textbook): a stand at a fair brought 4,700 cards; more than 1,000 visitors were given
literature; 20 million yuan went into marketing last year, and nobody could say what came of it.  These
three figures are the case's givens; everything else is drawn.  The stand, of October 2024, belongs to the
mill whose rice Hejia sells, and the budget is the mill's; Hejia's salespeople make the calls.

**People.**  `Fair.people` people left the 4,700 cards, so some left two or three, on other days, typed by
other clerks (`exhibition_keying`).  At the stand a card was marked A, B or C for interest, or not at all.
Literature went to 1,046 cards, the likelier the better the mark, and for a given mark by chance: it has *no*
effect of its own.

**The rota.**  After the fair the cards were shuffled: a fifth was called within two working days (*fast*), a
fifth after one to three weeks (*slow*), the rest never (*none*).  A person counts as called when first
called.  For each person

    logit P(meeting) = intercept + mark + kind of firm + fast or slow

Of the meetings `Fair.quote` lead to a quote, and of those `Fair.win` to a contract, whose yearly amount is
lognormal and whose margin is a fixed share.  Contracts of people from Hejia's town are accounts of Hejia.

**The budget.**  In month t channel c spends x and brings Poisson(k_c * (x / 10,000) ** elasticity) leads, of
whom a fixed share become customers.  (The effect of a fast call follows the finding that leads called within
the hour are qualified several times as often: Oldroyd, McElheran and Elkington 2011.)
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.story import accounts
from crmlab.story.accounts_firms import SEGMENTS
from crmlab.story.accounts_names import FIRST, PLACES, SECOND, draw_phones
from crmlab.story.exhibition_keying import JOB_WORDS, KEYING, key_in
from crmlab.story.names import draw_names
from crmlab.story.streams import ids, pick, stream


@dataclass(frozen=True)
class Fair:
    cards: int = 4700  # given by the case
    literature: int = 1046  # the case: more than 1,000
    budget: int = 20_000_000  # yuan, given by the case
    people: int = 3960
    firms: int = 2900
    first_day: str = "2024-10-16"
    days: int = 4
    other_firms: float = 0.18  # share of firms that have nothing to do with food
    intercept: float = -3.45
    mark_a: float = 1.40
    mark_b: float = 0.70
    mark_c: float = 0.0
    unmarked: float = 0.20
    other: float = -1.20
    chain: float = 0.40
    fast: float = 1.10
    slow: float = 0.35
    called: float = 0.2  # share of cards in each of fast and slow
    answers: float = 0.45  # chance that a call is answered
    quote: float = 0.70
    win: float = 0.45
    amount_median: float = 24_000.0  # yuan a year
    amount_sigma: float = 0.8
    margin: float = 0.16
    fair_cost: int = 640_000  # of the budget
    cost_per_call: float = 12.0
    elasticity: float = 0.60  # of leads to spend


FAIR = Fair()
CARD_VALUES = {"FAIR": FAIR, "KEYING": KEYING}
TABLES = (
    "exhibition_cards", "exhibition_follow_up", "exhibition_calls", "exhibition_deals", "exhibition_budget",
    "truth/exhibition_cards",
)  # fmt: skip
MARKS, MARK_SHARES = np.array(["A", "B", "C", None], dtype=object), (0.12, 0.28, 0.25, 0.35)
MARK_EFFECTS = np.array([FAIR.mark_a, FAIR.mark_b, FAIR.mark_c, FAIR.unmarked])
LITERATURE_WEIGHTS = np.array([10.0, 3.0, 0.8, 0.4])
TOWNS = ("本市", "杭州", "宁波", "绍兴", "嘉兴", "湖州", "金华", "温州", "苏州", "上海", "无锡", "南京")
OTHER_PLACES = (
    ("广告", "Advertising"),
    ("软件", "Software"),
    ("印刷厂", "Printing Works"),
    ("学院", "College"),
)
CALLERS = np.array(["M01", "M03", "M05", "M07", "M08"], dtype=object)  # employed all through
# Channel: share of the budget without the fair, leads per month at 10,000 yuan, share that become customers.
CHANNELS = {
    "television": (0.36, 75.0, 0.030),
    "online": (0.24, 130.0, 0.045),
    "outdoor": (0.18, 60.0, 0.025),
    "print": (0.12, 40.0, 0.030),
    "telephone": (0.10, 70.0, 0.060),
}
SOON = pd.Timestamp("2024-11-30")
FIRST_CALL = pd.Timestamp("2024-10-21")  # the Monday after the fair, on which the fast calls begin


def make_shop(seed, made=None):
    """Make all tables about the fair.

    Parameters
    ----------
    seed : int
        The world's seed.
    made : dict of str to pandas.DataFrame, optional
        Tables that hold those of `crmlab.story.accounts`, if they are made already.

    Returns
    -------
    dict of str to pandas.DataFrame
        The tables of `TABLES`, by name.

    Examples
    --------
    >>> from crmlab.story.exhibition import make_shop
    >>> len(make_shop(1)["exhibition_cards"])
    4700
    """
    people = _make_people(seed)
    cards = _hand_over(stream(seed, "fair cards"), people)
    people = _see_what_comes(stream(seed, "fair outcomes"), people, cards)
    _become_accounts(people, made or accounts.make_shop(seed))
    calls, booked = _make_calls(stream(seed, "fair calls"), people, cards)
    deals = _make_deals(stream(seed, "fair deals"), people, cards, booked)
    seen = cards[["card_id", "collected_on"]].assign(
        **key_in(stream(seed, "fair keying"), people.iloc[cards["person"]]),
        interest=MARKS[cards["mark"]],
        literature=cards["literature"].astype(int),
    )
    follow_up = cards[["card_id", "rota"]].assign(
        manager_id=pd.Series(CALLERS[cards["caller"]]).where(cards["rota"] != "none")
    )
    return {
        "exhibition_cards": seen,
        "exhibition_follow_up": follow_up,
        "exhibition_calls": calls,
        "exhibition_deals": deals,
        "exhibition_budget": _make_budget(stream(seed, "fair budget"), int(deals["won_on"].notna().sum())),
        "truth/exhibition_cards": _true_cards(people, cards),
    }


def _make_people(seed):
    rng, n = stream(seed, "fair people"), FAIR.people
    firms = _make_firms(rng, FAIR.firms)
    firm = np.concatenate([np.arange(FAIR.firms), rng.integers(FAIR.firms, size=n - FAIR.firms)])
    people = firms.iloc[firm].reset_index(drop=True).assign(firm=firm)
    names = draw_names(rng, n)
    jobs = np.array(list(JOB_WORDS), dtype=object)
    usual, other = jobs[pick(rng, (3, 3, 4, 2, 2, 0), n)], jobs[pick(rng, (2, 0, 3, 0, 3, 3), n)]
    people["job"] = np.where(people["segment"] == "other", other, usual)
    people["phone"] = draw_phones(rng, n)
    mailbox = names["name_en"].str.lower().str.replace(" ", "")
    people["email"] = mailbox + "@" + people["firm_en"].str.split(" ").str[0].str.lower() + ".example"
    return people.join(names)


def _make_firms(rng, n):
    """Draw firms: town, brand and kind of place; no two the same."""
    kinds = [*SEGMENTS, "other"]
    shares = [facts[0] * (1 - FAIR.other_firms) for facts in SEGMENTS.values()]
    kind = pick(rng, [*shares, FAIR.other_firms], n)
    town = pick(rng, [1.2, *np.ones(len(TOWNS) - 1)], n)
    brand, place = np.zeros(n, dtype=int), np.zeros(n, dtype=int)
    for k, name in enumerate(kinds):
        here = np.flatnonzero(kind == k)
        drawn = rng.choice(400 * len(_places(name)), size=len(here), replace=False)
        brand[here], place[here] = drawn % 400, drawn // 400
    rows = [
        (*_firm_name(kinds[k], b, p), TOWNS[t]) for k, b, p, t in zip(kind, brand, place, town, strict=True)
    ]
    return pd.DataFrame(rows, columns=["segment", "firm_zh", "firm_en", "form", "town"])


def _places(segment):
    return OTHER_PLACES if segment == "other" else PLACES[segment]


def _firm_name(segment, brand, place):
    a, b = FIRST[brand % 20], SECOND[brand // 20]
    zh, en = _places(segment)[place]
    form = "有限公司" if segment in ("chain", "hotel", "restaurant", "other") else ""
    return segment, a[0] + b[0] + zh, f"{a[1]}{b[1]} {en}", form


def _hand_over(rng, people):
    """Let the people leave their cards, and shuffle the cards for the rota."""
    n, p = FAIR.cards, len(people)
    person = np.concatenate([np.arange(p), rng.integers(p, size=n - p)])
    rng.shuffle(person)
    mark_of_person = pick(rng, MARK_SHARES, p)
    # A second card gets a mark of its own: often the same, for the stand has several people on it.
    first = ~pd.Series(person).duplicated().to_numpy()
    mark = np.where(first | (rng.random(n) < 0.6), mark_of_person[person], pick(rng, MARK_SHARES, n))
    weight = LITERATURE_WEIGHTS[mark]
    chosen = np.argsort(rng.exponential(1, n) / weight)[: FAIR.literature]
    rota = np.full(n, "none", dtype=object)
    shuffled, share = rng.permutation(n), int(FAIR.called * n)
    rota[shuffled[:share]], rota[shuffled[share : 2 * share]] = "fast", "slow"
    day = np.sort(rng.integers(FAIR.days, size=n))
    return pd.DataFrame(
        {
            "card_id": ids("X", 0, n, 4),
            "collected_on": pd.Timestamp(FAIR.first_day) + pd.to_timedelta(day, unit="D"),
            "person": person,
            "first": first,
            "mark": mark,
            "literature": np.isin(np.arange(n), chosen),
            "rota": rota,
            "caller": rng.integers(len(CALLERS), size=n),
        }
    )


def _see_what_comes(rng, people, cards):
    """Add what would come of each person: her chance under each rota, and what does come."""
    first = cards[cards["first"]].set_index("person").sort_index()
    fast = cards.loc[cards["rota"] == "fast", "person"]
    slow = cards.loc[cards["rota"] == "slow", "person"]
    who = np.arange(len(people))
    rota = np.select([np.isin(who, fast), np.isin(who, slow)], ["fast", "slow"], "none").astype(object)
    base = (
        FAIR.intercept
        + MARK_EFFECTS[first["mark"]]
        + FAIR.other * (people["segment"] == "other").to_numpy()
        + FAIR.chain * (people["segment"] == "chain").to_numpy()
    )
    chance = {name: 1 / (1 + np.exp(-base - add)) for name, add in _effects().items()}
    happens = np.select([rota == "fast", rota == "slow"], [chance["fast"], chance["slow"]], chance["none"])
    u = rng.random((len(people), 3))
    meets = u[:, 0] < happens
    quoted = meets & (u[:, 1] < FAIR.quote)
    return people.assign(
        rota=rota,
        **{f"chance_{name}": values for name, values in chance.items()},
        meets=meets,
        quoted=quoted,
        won=quoted & (u[:, 2] < FAIR.win),
        account_id=None,
        opened_on=pd.NaT,
        noticed_on=pd.NaT,
    )


def _effects():
    return {"fast": FAIR.fast, "slow": FAIR.slow, "none": 0.0}


def _become_accounts(people, shop):
    """Let the accounts that Hejia owes to the fair be some of those who signed."""
    here = shop["accounts"].query("source == 'exhibition' and opened_on.notna()")
    deciders = shop["account_roles"].query("role == 'decider'")["person_id"]
    contacts = shop["account_contacts"][shop["account_contacts"]["person_id"].isin(deciders)]
    contacts = contacts.drop_duplicates("account_id").set_index("account_id")
    signed = people["won"] & (people["segment"] != "other")
    # Whoever signed soon had been called at once; whoever came late came of herself.
    called, herself = (iter(people.index[signed & (people["rota"] == rota)]) for rota in ("fast", "none"))
    for account in here.itertuples():
        at = next(called if account.noticed_on <= SOON else herself, None)
        if at is None:
            continue
        contact = contacts.loc[account.account_id]
        brand = account.name_en.split(" ")[0].lower()
        people.loc[at, ["firm_zh", "firm_en", "segment", "form"]] = [
            account.name_zh, account.name_en, account.segment, "",
        ]  # fmt: skip
        people.loc[at, ["name_zh", "name_en", "phone", "town"]] = [
            contact["name_zh"], contact["name_en"], contact["phone"], "本市",
        ]  # fmt: skip
        people.loc[at, "email"] = contact["name_en"].lower().replace(" ", "") + f"@{brand}.example"
        people.loc[at, "account_id"] = account.account_id
        people.loc[at, "opened_on"] = account.opened_on
        people.loc[at, "noticed_on"] = account.noticed_on


def _make_calls(rng, people, cards):
    """Make the calls; a meeting is booked in the last call to the card by which its person was first called.

    Returns
    -------
    tuple
        ``exhibition_calls``, and the cards on which a meeting was booked with the day of the call.
    """
    called = cards[cards["rota"] != "none"].copy()
    n = len(called)
    own = people["rota"].to_numpy()[called["person"]] == called["rota"]
    book = (
        own & people["meets"].to_numpy()[called["person"]] & ~called.duplicated(["person", "rota"]).to_numpy()
    )
    # Up to three tries, until somebody answers; whoever books answered.
    tries = rng.geometric(FAIR.answers, n)
    answered = (tries <= 3) | book
    tries = np.minimum(tries, 3)
    fast = (called["rota"] == "fast").to_numpy()
    start = np.where(fast, rng.integers(0, 2, n), rng.integers(5, 15, n))  # working days
    refused = rng.random(n) < 0.65
    called = called.assign(tries=tries, answered=answered, book=book, start=start, refused=refused)
    rows = called.loc[called.index.repeat(tries)]
    number = rows.groupby(level=0).cumcount().to_numpy()
    last = number + 1 == rows["tries"].to_numpy()
    minute = 540 + rng.integers(0, 480, len(rows))
    day = np.busday_offset(
        FIRST_CALL.to_datetime64().astype("datetime64[D]"), rows["start"].to_numpy() + number
    )
    at = pd.to_datetime(day) + pd.to_timedelta(minute, unit="min")
    talks = last & rows["answered"].to_numpy()
    outcome = np.select(
        [talks & rows["book"].to_numpy(), talks & rows["refused"].to_numpy(), talks],
        ["meeting", "refused", "later"],
        "no_answer",
    )
    calls = pd.DataFrame(
        {
            "card_id": rows["card_id"].to_numpy(),
            "manager_id": CALLERS[rows["caller"]],
            "called_at": at,
            "attempt": number + 1,
            "outcome": outcome,
        }
    ).sort_values(["called_at", "card_id"], ignore_index=True)
    booked = calls[calls["outcome"] == "meeting"].set_index("card_id")["called_at"]
    return calls, booked


def _make_deals(rng, people, cards, booked):
    """Give one row per person who met: on the card of the booking call, else on her first card."""
    met = people[people["meets"]]
    by_call = cards[cards["card_id"].isin(booked.index)].set_index("person")["card_id"]
    by_first = cards[cards["first"]].set_index("person")["card_id"]
    card = by_call.reindex(met.index).fillna(by_first.reindex(met.index))
    called_on = card.map(booked).dt.normalize()
    n = len(met)
    fair_end = pd.Timestamp(FAIR.first_day) + pd.Timedelta(days=FAIR.days)
    by_herself = pd.Series(fair_end + pd.to_timedelta(rng.integers(10, 200, n), unit="D"), index=met.index)
    soon = called_on + pd.to_timedelta(rng.integers(2, 15, n), unit="D")
    met_on = soon.where(called_on.notna(), by_herself)
    quoted_on = met_on + pd.to_timedelta(rng.integers(3, 22, n), unit="D")
    won_on = quoted_on + pd.to_timedelta(rng.integers(7, 60, n), unit="D")
    known = met["opened_on"].notna()
    span = (met["opened_on"] - met["noticed_on"]) * 0.6
    met_on = met_on.where(~known, met["noticed_on"] + (span / 2).dt.floor("D"))
    quoted_on = quoted_on.where(~known, met["noticed_on"] + span.dt.floor("D"))
    won_on = won_on.where(~known, met["opened_on"])
    amount = (FAIR.amount_median * np.exp(rng.normal(0, FAIR.amount_sigma, n)) / 100).round() * 100.0
    deals = pd.DataFrame(
        {
            "card_id": card,
            "account_id": met["account_id"],
            "met_on": met_on,
            "quoted_on": quoted_on.where(met["quoted"]),
            "won_on": won_on.where(met["won"]),
            "amount": pd.Series(amount, index=met.index).where(met["won"], 0.0),
        }
    ).sort_values(["met_on", "card_id"], ignore_index=True)
    deals["margin"] = (FAIR.margin * deals["amount"]).round(2)
    deals.insert(0, "deal_id", ids("XD", 0, n, 3))
    return deals


def _make_budget(rng, won_at_fair):
    """Spread the budget over channels and months; the fair has one row, with its cards for leads."""
    months = pd.date_range("2024-01-01", "2024-12-01", freq="MS")
    rest, rows = FAIR.budget - FAIR.fair_cost, []
    for channel, (share, per_unit, becomes) in CHANNELS.items():
        weight = np.exp(rng.normal(0, 0.5, 12))
        spend = (rest * share * weight / weight.sum() / 100).round() * 100
        spend[-1] += round(rest * share) - spend.sum()  # to the yuan
        leads = rng.poisson(per_unit * (spend / 10_000) ** FAIR.elasticity)
        won = rng.binomial(leads, becomes)
        rows.append(
            pd.DataFrame({"month_on": months, "channel": channel, "spend": spend, "leads": leads, "won": won})
        )
    fair = {"month_on": [months[9]], "channel": ["fair"], "spend": [float(FAIR.fair_cost)]}
    rows.append(pd.DataFrame({**fair, "leads": [FAIR.cards], "won": [won_at_fair]}))
    return pd.concat(rows).sort_values(["month_on", "channel"], ignore_index=True)


def _true_cards(people, cards):
    person = cards["person"].to_numpy()
    truth = pd.DataFrame(
        {
            "card_id": cards["card_id"],
            "lead_id": np.array([f"XL{p + 1:04d}" for p in person], dtype=object),
            "segment": people["segment"].to_numpy()[person],
        }
    )
    for name in ("fast", "slow", "none"):
        truth[f"chance_{name}"] = people[f"chance_{name}"].to_numpy()[person].round(3)
    return truth
