"""Complaints: from what went wrong to what the customer did next, and the text in which she told it.

The process has three stages, each in a module of its own: what goes wrong, and who says so
(`crmlab.story.dissatisfaction`); how the desk answers, and who leaves (`crmlab.story.complaint_desk`); the
words (`crmlab.story.complaint_texts`).  Leaving for good is an effect of factor 0 on the household's visits,
staying away one of factor `AWAY`; what she would have bought is left out, not made up.
"""

from types import SimpleNamespace

import numpy as np
import pandas as pd

from crmlab.story import complaint_desk, complaint_texts, dissatisfaction
from crmlab.story.dissatisfaction import (
    GOING,
    GOODS,
    PER_BLOCK,
    log_regular,
    make_audit,
    make_incidents,
    order_of,
)
from crmlab.story.effects import COLUMNS
from crmlab.story.streams import ids, stream
from crmlab.story.survey_latent import make_latent

TABLES = ("complaints", "problem_audit", "truth/complaints", "truth/dissatisfactions")
CARD_VALUES = {**dissatisfaction.CARD_VALUES, **complaint_desk.CARD_VALUES, **complaint_texts.CARD_VALUES}
FOR_EVER = pd.Timestamp("2100-01-01")
AWAY = 0.001  # factor of those who stay away: 0 itself means for good
STAYS, STAYS_AWAY, LEAVES = "stays", "away", "left"
VOUCHER = (10, 10, 20, 30)  # yuan, by severity
LEAST_REFUND = 5.0  # yuan


def plan(block):
    """Draw all failures and complaints, and give the departures that follow as effects.

    Leaves in ``block.plans["complaints"]``: ``incidents`` and ``cases`` of those who were customers then.
    """
    rng = stream(block.seed, "complaints", block.block)
    incidents = make_incidents(block)
    satisfaction, regular = make_latent(block)["satisfaction"].to_numpy(), log_regular(block)
    cases = complaint_desk.take_in(rng, incidents[incidents["voiced"]])
    who = cases["household"]
    cases = complaint_desk.handle(rng, block.seed, cases, satisfaction[who], regular[who])
    second = complaint_desk.complain_again(rng, cases)
    who = second["household"]
    second = complaint_desk.handle(rng, block.seed, second, satisfaction[who], regular[who])
    cases = pd.concat([cases.assign(repeat_of=-1), second], ignore_index=True)
    departures = _in_turn(_departures(rng, incidents, cases))
    there = was_there(incidents["household"], incidents["noticed_on"], departures)
    incidents, cases = incidents[there], cases[there.to_numpy()[cases["incident"]]]
    ends = departures.set_index("incident")["ends"]
    block.plans["complaints"] = SimpleNamespace(
        incidents=incidents.assign(then=_then(incidents.index, ends)),
        cases=cases.assign(then=np.where(cases["goes"], _then(cases["incident"], ends), STAYS)),
        departures=departures,
    )
    return departures[COLUMNS]


def _departures(rng, incidents, cases):
    """Give who goes, from the day after she was annoyed or her case was closed, and until when."""
    silent, aloud = incidents[incidents["walks"]], cases[cases["goes"]]
    begins = pd.concat([silent["noticed_on"], aloud["closed_at"].dt.normalize()]) + pd.Timedelta(days=1)
    n = len(begins)
    for_good = rng.random(n) < GOING.for_good
    days = rng.integers(GOING.away_days[0], GOING.away_days[1] + 1, n)
    return pd.DataFrame(
        {
            "household": np.concatenate([silent["household"], aloud["household"]]).astype(int),
            "begins": begins.to_numpy(),
            "ends": np.where(for_good, FOR_EVER.to_datetime64(), begins + pd.to_timedelta(days, unit="D")),
            "factor": np.where(for_good, 0.0, AWAY),
            "incident": np.concatenate([silent.index, aloud["incident"]]).astype(int),
            "noticed_on": pd.concat(
                [silent["noticed_on"], incidents["noticed_on"].loc[aloud["incident"]]]
            ).to_numpy(),
        }
    )


def _in_turn(departures):
    """Leave out what would have annoyed a customer who was away already."""
    departures = departures.sort_values(["household", "noticed_on"], kind="stable", ignore_index=True)
    spells, kept = {}, []
    for row in departures.itertuples():
        before = spells.setdefault(row.household, [])
        kept.append(all(not begins <= row.noticed_on < ends for begins, ends in before))
        if kept[-1]:
            before.append((row.begins, row.ends))
    return departures[np.array(kept, dtype=bool)].reset_index(drop=True)


def was_there(household, day, departures):
    """Mark the visits, or what else happens on a day, of households that had not gone or stayed away.

    Parameters
    ----------
    household, day : pandas.Series
        On the same index.
    departures : pandas.DataFrame
        Effects: ``household``, ``begins``, ``ends``.

    Returns
    -------
    pandas.Series of bool
    """
    rows = pd.DataFrame({"row": day.index, "household": household.to_numpy(), "day": day.to_numpy()})
    met = rows.merge(departures[["household", "begins", "ends"]], on="household")
    away = met[(met["day"] >= met["begins"]) & (met["day"] < met["ends"])]
    return ~day.index.to_series().isin(away["row"])


def _then(incident, ends):
    """Say what each customer did after an incident: stays, away or left."""
    until = ends.reindex(incident).to_numpy()
    return np.where(np.isnat(until), STAYS, np.where(until == FOR_EVER.to_datetime64(), LEAVES, STAYS_AWAY))


def make(block):
    """Make the complaints of a block, the audit, and the truth about both.

    Parameters
    ----------
    block : crmlab.story.block.Block

    Returns
    -------
    dict of str to pandas.DataFrame
    """
    planned = block.plans["complaints"]
    incidents = planned.incidents[planned.incidents["noticed_on"] <= block.days[-1]]
    cases = planned.cases[planned.cases["opened_at"] < block.days[-1] + pd.Timedelta(days=1)]
    cases = cases.sort_values(["opened_at", "household"], kind="stable")
    order = pd.Series(order_of(block, incidents["household"], incidents["noticed_on"]), incidents.index)
    goods = _blame_product(block, incidents, order)
    return {
        "complaints": _complaint_table(block, cases, order, goods),
        "problem_audit": make_audit(block, incidents),
        "truth/complaints": _true_complaints(block, cases),
        "truth/dissatisfactions": _true_incidents(block, incidents, order),
    }


def _blame_product(block, incidents, order):
    """Give the line of the order that each failure of goods is about: product_id, quantity, unit_price."""
    rng = stream(block.seed, "complaints product", block.block)
    lines = block.order_lines[block.order_lines["quantity"] > 0].reset_index(drop=True)
    first = lines.reset_index().groupby("order_id")["index"].agg(["min", "size"])
    placed = block.orders["order_id"].reindex(order.to_numpy()).to_numpy()
    span = first.reindex(placed)
    dice = rng.random(len(incidents))
    blamed = (incidents["category"].isin(GOODS) & (order >= 0)).to_numpy() & span["size"].notna().to_numpy()
    line = span["min"].fillna(0).to_numpy() + np.floor(dice * span["size"].fillna(0).to_numpy())
    chosen = lines.iloc[np.where(blamed, line, 0).astype(int)].set_index(incidents.index)
    return chosen.where(pd.Series(blamed, incidents.index))[["product_id", "quantity", "unit_price"]]


def _complaint_ids(block, cases):
    return pd.Series(ids("T", block.block * PER_BLOCK, len(cases), 6), cases.index)


def _complaint_table(block, cases, order, goods):
    names = _complaint_ids(block, cases)
    end = block.days[-1] + pd.Timedelta(days=1)
    answered, closed = (cases[name].where(cases[name] < end) for name in ("first_response_at", "closed_at"))
    at = order.loc[cases["incident"]].to_numpy()
    goods = goods.loc[cases["incident"]].set_index(cases.index)
    recovery = pd.Series(np.array(complaint_desk.OFFERS, dtype=object)[cases["offer"]], cases.index)
    made_good = recovery == "made_good"
    recovery = recovery.mask(made_good & cases["replaces"], "replacement").replace("made_good", "refund")
    words = complaint_texts.write(block, cases, goods["product_id"])
    is_closed = closed.notna()
    table = pd.DataFrame(
        {
            "complaint_id": names,
            "customer_id": block.households["customer_id"].to_numpy()[cases["household"]],
            "order_id": np.where(at >= 0, block.orders["order_id"].to_numpy()[at], None),
            "opened_at": cases["opened_at"],
            "channel": cases["channel"],
            "category": cases["category"],
            "severity": cases["severity"],
            "product_id": goods["product_id"],
            "language": words["language"],
            "text": words["text"],
            "mood": cases["mood"],
            "handled_by": cases["handled_by"],
            "first_response_at": answered,
            "times_contacted": cases["times"],
            "by_rota": cases["by_rota"],
            "recovery": recovery.where(is_closed),
            "recovery_value": _value(block, cases, recovery, goods, at).where(is_closed),
            "closed_at": closed,
            "outcome": np.where(is_closed, np.where(cases["solved"], "resolved", "unresolved"), "open"),
            "repeat_of": names.reindex(cases["repeat_of"]).to_numpy(),
            "satisfaction": cases["satisfaction"].where(is_closed & (cases["satisfaction"] > 0)),
        }
    )
    table["satisfaction"] = table["satisfaction"].astype("Int64")
    return table.reset_index(drop=True)


def _value(block, cases, recovery, goods, at):
    """Give what the shop handed over, in yuan."""
    price = (goods["unit_price"]).to_numpy(dtype=float)
    paid = np.where(at >= 0, block.orders["amount"].to_numpy()[at], 0.0)
    # Where no product is to blame a refund is a tenth of the bill, and never less than the delivery costs.
    back = np.where(np.isnan(price), np.maximum(0.1 * paid, LEAST_REFUND), np.nan_to_num(price))
    voucher = np.array(VOUCHER, dtype=float)[cases["severity"] - 1]
    worth = np.select([recovery == "voucher", recovery.isin(["refund", "replacement"])], [voucher, back], 0.0)
    return pd.Series(worth.round(2), cases.index)


def _true_complaints(block, cases):
    return pd.DataFrame(
        {
            "complaint_id": _complaint_ids(block, cases).to_numpy(),
            "go_chance": np.where(cases["again"], 0.0, cases["go_chance"]).round(4),
            "then": cases["then"].to_numpy(),
        }
    )


def _true_incidents(block, incidents, order):
    at = order.to_numpy()
    return pd.DataFrame(
        {
            "dissatisfaction_id": ids("D", block.block * PER_BLOCK, len(incidents), 6),
            "customer_id": block.households["customer_id"].to_numpy()[incidents["household"]],
            "order_id": np.where(at >= 0, block.orders["order_id"].to_numpy()[at], None),
            "noticed_on": incidents["noticed_on"].to_numpy(),
            "category": incidents["category"].to_numpy(),
            "severity": incidents["severity"].to_numpy(),
            "voiced": incidents["voiced"].to_numpy(dtype=int),
            "then": incidents["then"].to_numpy(),
        }
    )
