"""The complaints desk: charts against published numbers, handling by hand, the iceberg against the truth."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import crmlab as crm
from crmlab.frames import InputError, LeftOutWarning
from crmlab.interact import (
    confusion,
    handling,
    iceberg,
    p_chart,
    plot_confusion,
    plot_control_chart,
    plot_recovery,
    u_chart,
    xmr_chart,
)
from crmlab.interact.complaints_charts import D2, RANGE_SPREAD, XMR

# NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.3.2: thirty wafers of fifty chips.
WAFERS = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22]
WAFERS += [8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6]
# The same, 6.3.2.2: ten batches.
FLOW = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
# Montgomery, Introduction to Statistical Quality Control: 26 samples of 100 printed circuit boards.
BOARDS = [
    21,
    24,
    16,
    12,
    15,
    5,
    28,
    20,
    31,
    25,
    20,
    24,
    16,
    19,
    10,
    17,
    13,
    22,
    18,
    39,
    30,
    24,
    16,
    19,
    17,
    15,
]


def test_the_constants_are_those_of_the_tables():
    """d2 = 1.128, d3 = 0.853, E2 = 2.66, D4 = 3.267 for moving ranges of two (any table of constants)."""
    assert pytest.approx(1.128, abs=5e-4) == D2
    assert pytest.approx(0.853, abs=5e-4) == RANGE_SPREAD
    assert pytest.approx(2.66, abs=2e-3) == XMR
    assert pytest.approx(3.267, abs=2e-3) == 1 + 3 * RANGE_SPREAD / D2


def test_p_chart_gives_the_handbooks_numbers():
    chart = p_chart(WAFERS, [50] * 30)
    assert chart["centre"][0] == pytest.approx(0.2313, abs=5e-5)
    assert chart["high"][0] == pytest.approx(0.4102, abs=1e-4)
    assert chart["low"][0] == pytest.approx(0.0524, abs=1e-4)
    assert chart.index[chart["signal"] == "beyond"].tolist() == [14, 22]


def test_xmr_chart_gives_the_handbooks_numbers():
    chart = xmr_chart(FLOW)
    assert chart["centre"][0] == pytest.approx(50.81)
    assert chart["moving_range"].mean() == pytest.approx(1.8778, abs=5e-5)
    assert chart["high"][0] == pytest.approx(55.8041, abs=2e-3)
    assert chart["low"][0] == pytest.approx(45.8159, abs=2e-3)
    assert (chart["signal"] == "").all()


def test_u_chart_of_equal_areas_gives_montgomerys_c_chart():
    chart = u_chart(BOARDS, [1] * 26)
    assert chart["centre"][0] == pytest.approx(19.85, abs=5e-3)
    assert chart["high"][0] == pytest.approx(33.22, abs=1e-2)
    assert chart["low"][0] == pytest.approx(6.48, abs=1e-2)
    assert chart.index[chart["signal"] == "beyond"].tolist() == [5, 19]


def test_fewer_counted_means_wider_limits_and_never_below_nothing():
    chart = p_chart([1, 10], [10, 100])
    assert chart["high"][0] > chart["high"][1]
    assert (chart["low"] >= 0).all()
    assert p_chart([9, 10], [10, 10])["high"].max() == 1


def test_a_run_of_eight_is_a_signal_and_seven_are_none():
    level = [10, 12, 8, 12, 8, 12, 8, 10]
    eight = xmr_chart(level + [11] * 8, base=8)
    assert eight["signal"].tolist()[-2:] == ["", "run"]
    assert (xmr_chart(level + [11] * 7, base=8)["signal"] == "").all()


def test_the_base_fixes_the_limits_whatever_comes_later():
    calm = [10, 12, 9, 11, 10, 12, 9, 11]
    short, long = xmr_chart(calm), xmr_chart([*calm, 40, 60], base=8)
    assert long["high"][0] == pytest.approx(short["high"][0])
    assert long["signal"].tolist()[-2:] == ["beyond", "beyond"]
    assert xmr_chart([*calm, 40, 60])["high"][0] > 2 * long["high"][0]  # without a base a signal hides itself


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 40)), min_size=1, max_size=30), st.integers(2, 9)
)
def test_a_rate_scales_with_its_unit(pairs, factor):
    counts, sizes = zip(*pairs, strict=True)
    one, other = u_chart(counts, sizes), u_chart(counts, [size * factor for size in sizes])
    assert np.allclose(one["high"], factor * other["high"])
    assert one["signal"].tolist() == other["signal"].tolist()


@settings(deadline=None, max_examples=50)
@given(st.lists(st.floats(-1e4, 1e4), min_size=2, max_size=40), st.floats(-1e4, 1e4))
def test_xmr_moves_with_its_values(values, shift):
    moved = xmr_chart(np.array(values) + shift)
    still = xmr_chart(values)
    assert np.allclose(moved["high"] - shift, still["high"], atol=1e-6)


def test_a_month_without_complaints_to_judge_is_left_out_and_counted(language):
    says = {"en": "1 of 3 rows left out: 1 with a size of 0", "zh": "共3行，略去1行：1行总数是0"}
    with pytest.warns(LeftOutWarning, match=says[language]):
        chart = p_chart(pd.Series([1, 0, 2], ["Jan", "Feb", "Mar"]), [10, 0, 10])
    assert chart["point"].tolist() == ["Jan", "Mar"]


BAD = {
    "turned round": (lambda: p_chart([50], [20]), "A share needs the part first", "先写部分"),
    "negative": (lambda: u_chart([-1], [20]), "cannot be negative", "不能是负数"),
    "lengths": (lambda: p_chart([1], [1, 2]), "equally long", "各列要一样长"),
    "base too long": (lambda: xmr_chart([1, 2, 3], base=8), "only 3", "只有3个点"),
    "base too short": (lambda: xmr_chart([1, 2, 3], base=2), "8 or more", "不小于8"),
    "text": (lambda: xmr_chart(["a", "b"]), "numbers", "数"),
    "too few customers": (lambda: iceberg(AUDIT, 3), "so there must be at least", "客户总数不会比这少"),
    "nobody told": (
        lambda: iceberg(AUDIT.assign(told_shop=0), 99),
        "none of them told",
        "没有一个跟店里说过",
    ),
    "no column": (lambda: iceberg(AUDIT, 99, told="x"), "told='...'", "told='...'"),
    "words": (lambda: iceberg(AUDIT.assign(had_problem="yes"), 99), "1 \\(yes\\)", "1（是）"),
    "no log": (lambda: handling(AUDIT), "complaint_id", "complaint_id"),
    "promise": (lambda: handling(LOG, promise=0), "above 0", "大于0"),
}
AUDIT = pd.DataFrame({"had_problem": [1, 1, 0, 0], "told_shop": [1, 0, None, None]})
NOON = pd.Timestamp("2025-03-01 12:00")
LOG = pd.DataFrame(
    {
        "complaint_id": ["T1", "T2", "T3", "T4"],
        "opened_at": NOON,
        "first_response_at": [NOON + pd.Timedelta(hours=h) for h in (2, 30, 24)] + [pd.NaT],
        "closed_at": [NOON + pd.Timedelta(days=d) for d in (1, 2, 3)] + [pd.NaT],
        "outcome": ["resolved", "unresolved", "resolved", "open"],
        "times_contacted": [1, 1, 2, 1],
        "repeat_of": [None, None, "T2", None],
    }
)


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_answered_in_both_languages(case, language):
    call, en, zh = BAD[case]
    with pytest.raises(InputError, match=en if language == "en" else zh):
        call()


def test_handling_by_hand():
    found = handling(LOG).iloc[0]
    assert found["complaints"] == 4
    assert found["median_hours"] == 24
    assert found["within_promise"] == 0.5  # T1 and T3, to the minute; T4 without an answer is late
    assert found["median_days"] == 2
    assert found["resolved"] == pytest.approx(2 / 3)
    assert found["first_contact"] == pytest.approx(1 / 3)  # T1
    assert found["repeated"] == pytest.approx(1 / 3)  # T2


def test_a_repeat_spoils_the_first_contact_that_it_repeats():
    solved = LOG.assign(outcome="resolved", times_contacted=1)
    assert handling(solved)["first_contact"][0] == pytest.approx(2 / 3)  # T2 was told again


def test_what_was_answered_before_it_was_opened_is_left_out(language):
    wrong = LOG.assign(closed_at=[NOON - pd.Timedelta(days=1), *LOG["closed_at"][1:]])
    says = {"en": "1 answered or closed before", "zh": "1行回应或结案的时刻早于投诉"}
    with pytest.warns(LeftOutWarning, match=says[language]):
        assert handling(wrong)["complaints"][0] == 3


def test_the_planted_slow_half_year_and_the_new_system_are_found():
    """The card: medians of 30 hours in the first half of 2025, 9 after the system went live."""
    log = crm.load("complaints")
    half = log["opened_at"].dt.year.astype(str) + "-" + (log["opened_at"].dt.quarter.add(1) // 2).astype(str)
    hours = handling(log.assign(half=half), by="half").set_index("half")["median_hours"]
    assert hours.idxmax() == "2025-1"
    assert hours["2025-2"] < 0.5 * hours["2025-1"]


def test_the_iceberg_holds_the_true_number_of_silent_customers():
    found = iceberg(crm.load("problem_audit"), 1579)
    true = crm.load("truth/dissatisfactions").query("'2025-08-19' <= noticed_on <= '2025-11-16'")
    latest = true.sort_values("noticed_on").groupby("customer_id")["voiced"].last()
    assert found.people_low < (latest == 0).sum() < found.people_high
    assert found.with_problem * found.told * found.per_complainer == pytest.approx(found.with_problem)


def test_the_figures_show_points_signals_and_names(language):
    ax = plot_control_chart(p_chart(WAFERS, [50] * 30), percent=True)
    assert [len(line.get_xdata()) for line in ax.lines][3:] == [30, 2, 0]
    assert len(ax.get_xticks()) <= 9
    table = confusion(["a", "a", "b"], ["a", "b", "b"])
    ax = plot_confusion(table, {"a": "A"})
    assert [text.get_text() for text in ax.texts] == ["1", "1", "1"]
    assert ax.get_xlabel() == {"en": "the machine says", "zh": "机器判为"}[language]
    offers = pd.DataFrame({"offer": ["none", "refund"], "saved": [0, 0.1], "cost": [0, 20]})
    labels = [text.get_text() for text in plot_recovery(offers, 500, {"none": "0"}).texts]
    assert labels == ["0", "refund"]
