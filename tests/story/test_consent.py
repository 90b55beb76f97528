"""Consent and access: what the forms did, who took it back, and whether an audit finds every violation."""

from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from crmlab.story import access, consent, persons, records
from crmlab.story.streams import BLOCK
from tests.story import blocks
from tests.story.blocks import END, OTHER_SEED, SEED

PARTS = (persons, records, consent, access)
make_block = partial(blocks.make_block, parts=PARTS)


@pytest.fixture(params=[SEED, OTHER_SEED])
def either(request):
    return request.getfixturevalue("block" if request.param == SEED else "other")


@pytest.fixture(scope="module")
def rules():
    return access.make_shop(SEED)


# Consent


def test_the_same_seed_gives_the_same_tables_and_small_blocks_work():
    for n in (1, 2, 40):
        one, two = make_block(3, 0, n).tables, make_block(3, 0, n).tables
        for name in one:
            pd.testing.assert_frame_equal(one[name], two[name])


def test_small_and_large_blocks_have_the_same_types(block):
    small = make_block(3, 0, 2).tables
    for name, table in block.tables.items():
        assert (small[name].dtypes.astype(str) == table.dtypes.astype(str)).all(), name


def test_keys_foreign_keys_and_dates(block):
    given, asked = block.tables["consents"], block.tables["data_requests"]
    assert not given.duplicated(["customer_id", "purpose", "channel", "form"]).any()
    assert asked["request_id"].is_unique
    for table in (given, asked):
        assert table["customer_id"].isin(block.households["customer_id"]).all()
    joined = block.households.set_index("customer_id")["joined_on"]
    assert (given["stated_on"] >= given["customer_id"].map(joined)).all() and given["stated_on"].max() <= END
    gone = given[given["withdrawn_on"].notna()]
    assert (gone["withdrawn_on"] >= gone["stated_on"]).all() and gone["withdrawn_on"].max() <= END
    assert (gone["granted"] == 1).all()
    answered = asked.dropna(subset="answered_on")
    assert answered["answered_on"].between(answered["received_on"], END).all()


def test_requests_of_two_blocks_share_no_id(block):
    second = make_block(number=1, n=600).tables
    for name in ("data_requests", "access_log"):
        column = block.tables[name].columns[0]
        assert not set(block.tables[name][column]) & set(second[name][column])


def test_the_share_of_yes_is_as_planted(either):
    answers = (
        either.tables["consents"].groupby(["form", "purpose", "channel"])["granted"].agg(["mean", "size"])
    )
    assert len(answers) == sum(len(items) for items in consent.ITEMS.values())
    for (form, purpose, _), row in answers.iterrows():
        chance = consent.chance_of_yes(form, purpose)
        assert abs(row["mean"] - chance) < 3.5 * np.sqrt(chance * (1 - chance) / row["size"])


def test_without_the_default_effect_both_web_forms_are_alike(monkeypatch):
    plain = replace(consent.CONSENT, marketing_ticked=0.48, profiling_ticked=0.40, sharing_ticked=0.12)
    monkeypatch.setattr(consent, "CONSENT", plain)
    given = make_block().tables["consents"]
    web = given[given["form"].str.startswith("web") & (given["channel"] == "sms")]
    table = pd.crosstab(web["form"], web["granted"])
    assert stats.chi2_contingency(table).pvalue > 0.001


def test_who_says_yes_once_tends_to_say_yes_again(either):
    """Two items of one paper slip: sign agreement gives their correlation back (Sheppard 1899)."""
    slip = either.tables["consents"].query("form == 'paper_slip'")
    wide = slip.pivot_table(index="customer_id", columns="channel", values="granted", aggfunc="first")
    agree = (wide["phone"] == wide["sms"]).mean()
    correlation = -np.cos(np.pi * agree)
    assert correlation == pytest.approx(consent.CONSENT.likeness, abs=0.17)


def test_consents_are_taken_back_at_the_true_rates(either):
    """Withdrawals of a form per 30 days of consent; customers who sent a request are left out."""
    given = either.tables["consents"]
    given = given[
        (given["granted"] == 1) & ~given["customer_id"].isin(either.tables["data_requests"]["customer_id"])
    ]
    sheets = given.drop_duplicates(["customer_id", "form"])
    days = (sheets["withdrawn_on"].fillna(END) - sheets["stated_on"]).dt.days
    ticked = sheets["form"] == "web_ticked"
    for here, rate in ((ticked, consent.CONSENT.taken_back_ticked), (~ticked, consent.CONSENT.taken_back)):
        events, months = sheets.loc[here, "withdrawn_on"].notna().sum(), days[here].sum() / 30
        # A time is rounded up to whole days, half a day on average: no matter at these rates.
        assert abs(events / months - rate) < 3.5 * np.sqrt(events) / months


def test_late_answers_are_as_many_as_the_times_say(block, other):
    asked = pd.concat([b.tables["data_requests"] for b in (block, other)])
    assert 0.015 < len(asked) / (2 * BLOCK) <= consent.REQUESTS.share * 1.15
    due = asked[asked["due_on"] <= END]
    late = (due["answered_on"].isna() | (due["answered_on"] > due["due_on"])).mean()
    r = consent.REQUESTS
    slow = stats.norm.sf(np.log(r.limit_days / r.median_days) / r.spread)
    chance = 1 - (1 - slow) * (1 - r.unanswered)
    assert abs(late - chance) < 3.5 * np.sqrt(chance * (1 - chance) / len(due))


def test_some_requests_to_stop_were_forgotten_and_an_audit_finds_them(block, other):
    forgotten = answered = 0
    for b in (block, other):
        given, asked = b.tables["consents"], b.tables["data_requests"]
        stop = asked[(asked["kind"] == "stop_marketing") & asked["answered_on"].notna()]
        held = given[(given["purpose"] == "marketing") & (given["granted"] == 1)].merge(
            stop, on="customer_id"
        )
        held = held[held["stated_on"] <= held["answered_on"]]
        held = held[held["withdrawn_on"].isna() | (held["withdrawn_on"] >= held["answered_on"])]
        open_still = held["withdrawn_on"].isna() | (held["withdrawn_on"] > held["answered_on"])
        forgotten += held.loc[open_still, "customer_id"].nunique()
        answered += held["customer_id"].nunique()
    assert stats.binomtest(forgotten, answered, consent.REQUESTS.forgotten).pvalue > 0.001 and forgotten > 0


# Access


def test_the_rules_are_complete(rules):
    matrix, staff = rules["permissions"], rules["staff_roles"]
    assert not matrix.duplicated(["role", "field_group", "action"]).any()
    assert len(matrix) == len(access.MATRIX) * len(access.FIELD_GROUPS) * len(access.ACTIONS)
    assert staff["staff_id"].is_unique and set(staff["role"]) == set(matrix["role"])
    assert (
        matrix["most_records"].notna() == ((matrix["action"] == "export") & (matrix["allowed"] == 1))
    ).all()


def test_the_log_has_keys_and_order(block, rules):
    log, lists = block.tables["access_log"], block.tables["access_exports"]
    assert log["access_id"].is_unique and log["accessed_at"].is_monotonic_increasing
    assert log["accessed_at"].between("2025-01-01", "2025-12-31 23:59:59").all()
    assert log["staff_id"].isin(rules["staff_roles"]["staff_id"]).all()
    assert log["customer_id"].dropna().isin(block.households["customer_id"]).all()
    assert (log["customer_id"].isna() == (log["action"] == "export")).all()
    assert lists["access_id"].isin(log["access_id"]).all() and not lists.duplicated().any()
    sizes = lists.groupby("access_id").size()
    assert (log.set_index("access_id")["records"].loc[sizes.index] == sizes).all()


def audit(block, rules):
    """Check each row of the log against the rules, the orders and the consents, as a learner would."""
    log = block.tables["access_log"].merge(rules["staff_roles"], on="staff_id")
    log = log.merge(rules["permissions"], on=["role", "field_group", "action"], how="left")
    day, hour = log["accessed_at"].dt.normalize(), log["accessed_at"].dt.hour
    orders = block.orders[block.orders["channel"] == "phone"]
    phoned = set(zip(orders["customer_id"], orders["ordered_on"], strict=True))
    found = {
        "no_permission": log["allowed"] == 0,
        "after_leaving": day > log["to_on"],
        "out_of_hours": (hour < log["from_hour"]) | (hour >= log["to_hour"]),
        "too_many": log["records"] > log["most_records"].astype(float),
    }
    asked = (
        (log["role"] == "agent")
        & (log["reason"] == "order")
        & ~found["no_permission"]
        & ~found["after_leaving"]
    )
    found["no_reason"] = asked & ~pd.Series(list(zip(log["customer_id"], day, strict=True))).isin(
        list(phoned)
    )
    found = {kind: set(log.loc[here, "access_id"]) for kind, here in found.items()}
    return found | {"no_consent": unconsented(block, log)}


def unconsented(block, log):
    """Give the lists with somebody whose latest statement that day is not a yes."""
    bad = set()
    given = block.tables["consents"].sort_values(["customer_id", "stated_on"], kind="stable")
    for number, who in block.tables["access_exports"].groupby("access_id")["customer_id"]:
        row = log[log["access_id"] == number].iloc[0]
        item = ("marketing", "sms") if row["reason"] == "advertising" else ("sharing", "any")
        day = row["accessed_at"].normalize()
        said = given[
            (given["purpose"] == item[0]) & (given["channel"] == item[1]) & (given["stated_on"] < day)
        ]
        last = said.groupby("customer_id").tail(1)
        yes = last[(last["granted"] == 1) & ~(last["withdrawn_on"] <= day)]
        if not who.isin(yes["customer_id"]).all():
            bad.add(number)
    return bad


def test_an_audit_finds_every_planted_violation_and_nothing_else(either, rules):
    planted = either.tables["truth/access_log"].groupby("violation")["access_id"].agg(set).to_dict()
    found = audit(either, rules)
    assert set(planted) == set(found)
    for kind in planted:
        assert found[kind] == planted[kind], kind


def test_violations_are_few(block):
    assert 0.01 < len(block.tables["truth/access_log"]) / len(block.tables["access_log"]) < 0.06


def test_nothing_planted_nothing_found(monkeypatch, rules):
    none = access.Violations(*[0.0] * len(access.VIOLATIONS.__dataclass_fields__))
    monkeypatch.setattr(access, "VIOLATIONS", none)
    monkeypatch.setattr(access, "ACCESS", replace(access.ACCESS, careless_months=(), partner_list=0))
    clean = make_block(n=1500)
    assert clean.tables["truth/access_log"].empty
    assert not set().union(*audit(clean, rules).values())


def test_the_curious_agent_stands_out(either):
    """Reads of one customer by one person: the highest counts are all the same agent's."""
    log = either.tables["access_log"].query("action == 'read' and reason == 'order'")
    counts = log.groupby(["staff_id", "customer_id"]).size().nlargest(3)
    planted = either.tables["truth/access_log"].query("violation == 'no_reason'").merge(log, on="access_id")
    assert set(counts.index.get_level_values("staff_id")) == set(planted["staff_id"])
