"""Recovery: Student's sleep data, offers by hand, upper edges by brute force, and the planted effects."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import crmlab as crm
from crmlab.frames import InputError, LeftOutWarning
from crmlab.interact import compare_means, follow_up, offer_effects, recovery_table, switch_points


@pytest.fixture(scope="module")
def by_rota():
    log = crm.load("complaints")
    log["offer"] = log["recovery"].replace({"refund": "made_good", "replacement": "made_good"})
    log = log[(log["by_rota"] == 1) & ~log["complaint_id"].isin(set(log["repeat_of"].dropna()))]
    with pytest.warns(LeftOutWarning):
        return follow_up(log, crm.load("orders"))


def test_welchs_interval_on_students_sleep_data():
    """Student (1908); R's t.test(extra ~ group, data = sleep) gives p = 0.07939 and -3.3655 to 0.2055."""
    first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    found = compare_means(first, second)
    assert found.p_value == pytest.approx(0.07939, abs=5e-6)
    assert (found.low, found.high) == pytest.approx((-3.3654832, 0.2054832), abs=5e-7)


def test_offers_are_compared_with_newcombes_interval():
    """Newcombe (1998), example (a): 56 of 70 against 48 of 80, difference 0.2, 0.0524 to 0.3339."""
    gone = [1] * 56 + [0] * 14 + [1] * 48 + [0] * 32
    cases = pd.DataFrame({"offer": ["none"] * 70 + ["voucher"] * 80, "gone": gone})
    row = offer_effects(cases).set_index("offer").loc["voucher"]
    assert row[["saved", "saved_low", "saved_high"]].tolist() == pytest.approx(
        [0.2, 0.0524, 0.3339], abs=5e-5
    )


def test_the_planted_order_of_the_offers_is_found(by_rota):
    """The card: logit 0, -0.4, -0.9, -1.7; the true saving lies in the interval of each offer."""
    effects = offer_effects(by_rota)
    assert effects["offer"].tolist() == ["none", "apology", "voucher", "made_good"]
    true = by_rota.merge(crm.load("truth/complaints")).groupby("offer")["go_chance"].mean()
    for row in effects[1:].itertuples():
        assert row.saved_low < true["none"] - true[row.offer] < row.saved_high


def test_gone_is_seen_for_those_who_went(by_rota):
    then = by_rota.merge(crm.load("truth/complaints")).groupby("then")["gone"].mean()
    assert then["left"] == 1
    assert then["away"] > 0.95
    assert then["stays"] < 0.2


DAY = pd.Timestamp("2025-03-01")


def orders_on(*days, amount=10.0):
    dates = [DAY + pd.Timedelta(days=day) for day in days]
    return pd.DataFrame({"customer_id": "C1", "ordered_on": dates, "amount": amount})


CASE = pd.DataFrame(
    {"complaint_id": ["T1"], "customer_id": ["C1"], "closed_at": [DAY + pd.Timedelta(hours=15)]}
)


@pytest.mark.parametrize(("day", "gone"), [(0, 1), (1, 0), (90, 0), (91, 1)])
def test_the_window_begins_after_the_day_of_closing_and_ends_with_its_last_day(day, gone):
    assert follow_up(CASE, orders_on(day), until="2025-12-31")["gone"].tolist() == [gone]


def test_refunds_are_money_and_no_visit():
    orders = pd.concat([orders_on(-5, -1), orders_on(-2, 3, amount=-4.0)])
    found = follow_up(CASE, orders, until="2025-12-31").iloc[0]
    assert (found["gone"], found["visits_before"], found["spent_before"]) == (1, 2, 16.0)


def test_what_cannot_be_followed_is_counted(language):
    cases = pd.concat(
        [CASE, CASE.assign(closed_at=pd.NaT), CASE.assign(closed_at=DAY + pd.Timedelta(days=9))]
    )
    says = {
        "en": "2 of 3 rows left out: 1 not closed yet, 1 closed less than 90",
        "zh": "共3行，略去2行：1行还没结案",
    }
    with pytest.warns(LeftOutWarning, match=says[language]):
        follow_up(cases, orders_on(0), until=DAY + pd.Timedelta(days=90))


LINES = st.lists(
    st.tuples(st.floats(0, 0.6), st.floats(0, 60)).map(lambda pair: tuple(round(x, 3) for x in pair)),
    min_size=1,
    max_size=6,
)


@settings(deadline=None, max_examples=80)
@given(LINES, st.floats(0, 3000))
def test_the_edge_of_lines_names_the_best_offer_at_every_stake(lines, stake):
    offers = pd.DataFrame(
        [(f"o{at}", *line) for at, line in enumerate(lines)], columns=["offer", "saved", "cost"]
    )
    edge = switch_points(offers)
    assert edge["from_stake"].is_monotonic_increasing
    chosen = edge[edge["from_stake"] <= stake]["offer"].iloc[-1]
    net = offers.set_index("offer").eval("saved * @stake - cost")
    assert net[chosen] == pytest.approx(net.max(), abs=1e-6)
    table = recovery_table(offers, [stake])
    assert table["best"].sum() == 1
    assert table.query("best")["net"].iloc[0] == pytest.approx(net.max(), abs=1e-6)


def test_decision_table_by_hand():
    offers = pd.DataFrame(
        {"offer": ["none", "apology", "refund"], "saved": [0, 0.05, 0.15], "cost": [0, 2, 20]}
    )
    assert switch_points(offers).to_numpy().tolist() == [
        ["none", 0.0],
        ["apology", pytest.approx(40)],
        ["refund", pytest.approx(180)],
    ]
    best = recovery_table(offers, [30, 100, 300]).query("best")
    assert best["offer"].tolist() == ["none", "apology", "refund"]
    assert best["net"].tolist() == pytest.approx([0, 3, 25])


def test_an_offer_that_drives_away_is_never_best():
    offers = pd.DataFrame({"offer": ["none", "form"], "saved": [0, -0.1], "cost": [0, 1]})
    assert switch_points(offers)["offer"].tolist() == ["none"]


OFFERS = pd.DataFrame({"offer": ["none"], "saved": [0.0], "cost": [0.0]})
BAD = {
    "no control": (
        lambda: offer_effects(CASE.assign(offer="gift", gone=0)),
        "control='...'",
        "control='...'",
    ),
    "not 0 or 1": (lambda: offer_effects(CASE.assign(offer="none", gone="no")), "1 \\(yes\\)", "1（是）"),
    "one number": (lambda: compare_means([1], [1, 2]), "at least two", "至少要两个"),
    "nothing varies": (lambda: compare_means([1, 1], [2, 2]), "no error", "没有误差"),
    "percent": (
        lambda: recovery_table(OFFERS.assign(saved=15.0), [100]),
        "0.15 for 15 points",
        "15个百分点写0.15",
    ),
    "negative cost": (lambda: switch_points(OFFERS.assign(cost=-1.0)), "cannot be negative", "不能是负数"),
    "negative stake": (lambda: recovery_table(OFFERS, [-5]), "cannot be negative", "不能是负数"),
    "too late": (lambda: follow_up(CASE, orders_on(5)), "Wait for fewer days", "缩短等待的天数"),
    "text for dates": (
        lambda: follow_up(CASE.assign(closed_at="March"), orders_on(5)),
        "to_datetime",
        "to_datetime",
    ),
    "days": (lambda: follow_up(CASE, orders_on(5), days=0), "1 or more", "不小于1"),
}


@pytest.mark.filterwarnings("ignore::crmlab.frames.LeftOutWarning")
@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_answered_in_both_languages(case, language):
    call, en, zh = BAD[case]
    with pytest.raises(InputError, match=en if language == "en" else zh):
        call()


def test_the_means_of_equal_groups_do_not_differ():
    values = np.arange(10.0)
    found = compare_means(values, values)
    assert found.difference == 0
    assert found.p_value == 1
