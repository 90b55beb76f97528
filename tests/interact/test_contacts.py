"""Hours, pressure, sessions and the clock: by pencil, on the truth, out of bounds."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import crmlab as crm
from crmlab.frames import InputError, LeftOutWarning
from crmlab.interact import best_hours, contact_room, merge_logs, pressure, sessions, sla_clock

LOG = pd.DataFrame(
    {
        "customer_id": ["C1", "C1", "C1", "C2"],
        "contacted_at": pd.to_datetime(["2025-12-01", "2025-12-20", "2025-12-31", "2025-12-31"]),
        "answered": [0, 1, 1, 0],
    }
)


def test_hours_by_pencil():
    times = ["10 09:59", "11 09:00", "10 19:00", "10 09:10", "10 19:10"]
    calls = pd.DataFrame(
        {
            "district": ["lane"] * 3 + ["new_town"] * 2,
            "contacted_at": pd.to_datetime([f"2025-03-{time}" for time in times]),
            "answered": [1, 1, 0, 0, 1],
        }
    )
    found = best_hours(calls, by="district")
    assert found[["district", "hour", "calls", "rate", "best"]].to_numpy().tolist() == [
        ["lane", 9, 2, 1.0, True],
        ["lane", 19, 1, 0.0, False],
        ["new_town", 9, 1, 0.0, False],
        ["new_town", 19, 1, 1.0, True],
    ]
    assert best_hours(calls).set_index("hour")["calls"].to_dict() == {9: 3, 19: 2}


def test_the_best_hour_of_a_district_of_offices_is_the_true_one():
    calls = crm.load("contacts").query("channel == 'phone' and direction == 'out'")
    calls = calls.merge(crm.load("customers"), on="customer_id")
    best = best_hours(calls, by="district").query("best").set_index("district")["hour"]
    usual = crm.load("truth/contact_types").merge(crm.load("customers"), on="customer_id")
    usual = usual.groupby("district")["best_hour"].agg(lambda hours: hours.mode()[0])
    assert best["new_town"] == usual["new_town"] == 19
    assert abs(best["lane"] - usual["lane"]) <= 1


def test_pressure_by_pencil():
    found = pressure(LOG.sample(frac=1, random_state=1))
    assert found["customer_id"].tolist() == ["C1", "C1", "C1", "C2"]
    assert found["pressure"].tolist() == [1, 2, 2, 1]  # on the 31st the 1st is thirty days ago: gone


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 90)), min_size=1, max_size=40))
def test_pressure_agrees_with_counting_one_by_one(rows):
    table = pd.DataFrame(rows, columns=["customer_id", "day"])
    table["contacted_at"] = pd.Timestamp("2025-01-01") + pd.to_timedelta(table["day"], unit="D")
    found = pressure(table)
    for at, row in enumerate(found.itertuples()):
        same = (found["customer_id"] == row.customer_id) & (found.index <= at)
        assert row.pressure == int((same & (found["day"] > row.day - 30)).sum())


def test_room_by_pencil():
    found = contact_room(LOG.assign(outcome=["read", "read", "read", "opt_out"]), "2026-01-01")
    assert found.to_numpy().tolist() == [["C1", 2, False, 0], ["C2", 1, True, 0]]
    wider = contact_room(LOG, "2026-01-01", days=60, cap=4)
    assert wider["room"].tolist() == [1, 3]
    assert contact_room(LOG, "2025-12-31")["customer_id"].tolist() == ["C1"]  # the day itself does not count


def test_sessions_by_pencil():
    shop = pd.DataFrame({"customer_id": ["C1", "C1", "C2"], "channel": "wechat",
                         "at": pd.to_datetime(["2025-09-01", "2025-09-20", "2025-09-02"])})  # fmt: skip
    centre = pd.DataFrame({"customer_id": ["C1", "C1"], "channel": "phone",
                           "at": pd.to_datetime(["2025-09-03", "2025-09-04"])})  # fmt: skip
    found = sessions(merge_logs(shop=shop, centre=centre), gap_days=7)
    assert found[["customer_id", "contacts", "logs", "repeats", "told_again"]].to_numpy().tolist() == [
        ["C1", 3, 2, 2, 1],
        ["C1", 1, 1, 0, 0],
        ["C2", 1, 1, 0, 0],
    ]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 60), st.sampled_from("ab")), min_size=1, max_size=40
    ),
    st.floats(0.5, 20),
)
def test_every_contact_is_in_one_session_and_a_longer_gap_makes_no_more(rows, gap):
    log = pd.DataFrame(rows, columns=["customer_id", "day", "log"])
    log["at"] = pd.Timestamp("2025-01-01") + pd.to_timedelta(log["day"], unit="D")
    found = sessions(log, gap)
    assert found["contacts"].sum() == len(log)
    assert (found["told_again"] <= found["repeats"]).all()
    assert len(sessions(log, gap * 2)) <= len(found)


TICKETS = pd.DataFrame(
    {
        "ticket_id": ["S1", "S2", "S3", "S4", "S5"],
        "opened_at": pd.to_datetime(["2025-12-01 09:00"] * 4 + ["2025-12-09 09:00"]),
        "promised_hours": [24, 24, 24, 96, 24],
        "solved_at": pd.to_datetime(["2025-12-01 12:00", "2025-12-03 09:00", None, None, None]),
    }
)


def test_the_clock_by_pencil():
    found = sla_clock(TICKETS, "2025-12-02 10:00").set_index("ticket_id")
    assert found.index.tolist() == ["S2", "S3", "S4", "S1"]  # the most overdue first; S5 is not yet opened
    assert found["state"].to_dict() == {"S2": "overdue", "S3": "overdue", "S4": "running", "S1": "met"}
    assert found["hours_left"].to_dict() == {"S2": -1.0, "S3": -1.0, "S4": 71.0, "S1": 21.0}
    later = sla_clock(TICKETS, pd.Timestamp("2025-12-10")).set_index("ticket_id")
    assert later.loc["S2", ["hours_left", "state"]].tolist() == [-24.0, "late"]


def test_of_a_year_of_tickets_each_has_one_state():
    tickets = crm.load("desk_tickets")
    states = sla_clock(tickets, "2026-01-01")["state"].value_counts()
    assert states.sum() == len(tickets)
    done = tickets.dropna(subset=["solved_at"])
    late = (done["solved_at"] - done["opened_at"]).dt.total_seconds() / 3600 > done["promised_hours"]
    assert states["late"] == late.sum()
    assert states["met"] == (~late).sum()


def test_calls_without_an_answer_on_record_are_counted(language):
    calls = LOG.astype({"answered": float})
    calls.loc[0, "answered"] = np.nan
    says = {
        "en": "calls: 1 of 4 rows left out: 1 without answered",
        "zh": "calls共4行，略去1行：1行没有answered",
    }
    with pytest.warns(LeftOutWarning, match=says[language]):
        assert best_hours(calls)["calls"].sum() == 3


def test_callers_nobody_recognised_are_counted(language):
    log = pd.DataFrame(
        {"customer_id": ["C1", None], "at": pd.to_datetime(["2025-09-01"] * 2), "channel": "phone"}
    )
    says = {"en": "centre: 1 of 2 rows left out", "zh": "centre共2行，略去1行"}
    with pytest.warns(LeftOutWarning, match=says[language]):
        assert len(merge_logs(centre=log)) == 1


BAD = {
    "answers": (
        lambda: best_hours(LOG.assign(answered="yes")),
        "answered must hold 1 (yes)",
        "answered里只能是1",
    ),
    "times": (
        lambda: best_hours(LOG.assign(contacted_at="9:00")),
        "calls['contacted_at'] must hold dates",
        "calls['contacted_at']应该是日期",
    ),
    "days": (
        lambda: pressure(LOG, days=0),
        "days must be a whole number, 1 or more",
        "days应该是不小于1的整数",
    ),
    "cap": (lambda: contact_room(LOG, "2026-01-01", cap=1.5), "cap must be a whole number", "cap应该是"),
    "day": (lambda: contact_room(LOG, "soon"), "as_of must be a day", "as_of应该是一个日期"),
    "before all": (lambda: contact_room(LOG, "2020-01-01"), "contacts has no rows", "contacts里没有可用的行"),
    "no logs": (merge_logs, "at least one log", "至少要一份日志"),
    "log column": (
        lambda: merge_logs(shop=LOG),
        "shop has no column 'at'",
        "shop里没有'at'这一列",
    ),
    "gap": (lambda: sessions(LOG, 0), "gap_days must be a number above 0", "gap_days应该是大于0的数"),
    "moment": (lambda: sla_clock(TICKETS, "soon"), "as_of must be a moment", "as_of应该是一个时刻"),
    "promise": (
        lambda: sla_clock(TICKETS.assign(promised_hours="a day"), "2026-01-01"),
        "tickets['promised_hours'] must hold numbers",
        "tickets['promised_hours']应该是数字",
    ),
    "too early": (lambda: sla_clock(TICKETS, "2020-01-01"), "tickets has no rows", "tickets里没有可用的行"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_wrong_call_is_answered_in_both_languages(case, language):
    call, english, chinese = BAD[case]
    with pytest.raises(InputError) as caught:
        call()
    assert (english if language == "en" else chinese) in str(caught.value)
