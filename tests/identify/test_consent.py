"""Consent on a day: by pencil, against the story's own rule, and out of bounds."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import crmlab as crm
from crmlab.frames import InputError, LeftOutWarning
from crmlab.identify import check_export, consent_status, drop_default_yes
from crmlab.language import language_is

day = pd.Timestamp


@pytest.fixture(params=["en", "zh"])
def language(request):
    with language_is(request.param):
        yield request.param


def statements(*rows):
    columns = ["customer_id", "purpose", "channel", "granted", "stated_on", "withdrawn_on"]
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(
        stated_on=pd.to_datetime(table["stated_on"]), withdrawn_on=pd.to_datetime(table["withdrawn_on"])
    )


def on(*days, channel="sms", customer="C1"):
    return pd.DataFrame(
        {"customer_id": customer, "channel": channel, "contacted_at": pd.to_datetime(list(days))}
    )


TWICE = statements(
    ("C1", "marketing", "sms", 1, "2025-01-10", None),
    ("C1", "marketing", "sms", 0, "2025-03-01", None),
    ("C1", "marketing", "sms", 1, "2025-06-01", "2025-09-01"),
)


@pytest.mark.parametrize(
    ("asked_on", "state"),
    [
        ("2025-01-09", "never_asked"),
        ("2025-01-10 18:00", "never_asked"),  # the list was drawn before she said it
        ("2025-01-11", "yes"),
        ("2025-02-28", "yes"),
        ("2025-03-01 09:00", "yes"),  # and so does a no
        ("2025-04-01", "no"),
        ("2025-06-02", "yes"),
        ("2025-08-31", "yes"),
        ("2025-09-01", "withdrawn"),
        ("2025-12-31", "withdrawn"),
    ],
)
def test_the_latest_statement_of_an_earlier_day_holds_until_taken_back(asked_on, state):
    assert consent_status(on(asked_on), TWICE)["consent"].tolist() == [state]


def test_one_channel_and_one_purpose_say_nothing_about_another():
    consents = pd.concat([TWICE, statements(("C1", "sharing", "any", 1, "2025-01-10", None))])
    assert consent_status(on("2025-02-01", channel="phone"), consents)["consent"].tolist() == ["never_asked"]
    contacts = on("2025-04-01")
    assert consent_status(contacts, consents)["consent"].tolist() == ["no"]
    assert consent_status(contacts, consents, "sharing", channel=None)["consent"].tolist() == ["yes"]


def test_of_two_statements_on_one_day_the_later_row_holds():
    consents = statements(
        ("C1", "marketing", "sms", 0, "2025-01-10", None), ("C1", "marketing", "sms", 1, "2025-01-10", None)
    )
    assert consent_status(on("2025-01-12"), consents)["consent"].tolist() == ["yes"]
    assert consent_status(on("2025-01-12"), consents[::-1])["consent"].tolist() == ["no"]


def test_rows_keep_their_order_index_and_columns():
    contacts = on("2025-08-01", "2025-02-01", "2025-04-01").set_axis([7, 3, 5]).assign(agent="S1")
    judged = consent_status(contacts, TWICE)
    assert judged.index.tolist() == [7, 3, 5]
    assert judged["consent"].tolist() == ["yes", "yes", "no"]
    pd.testing.assert_frame_equal(judged.drop(columns="consent"), contacts)


some_days = st.integers(0, 12).map(lambda number: day("2025-01-01") + pd.Timedelta(days=number))
some_statement = st.tuples(st.sampled_from(["C1", "C2"]), st.booleans(), some_days, st.none() | some_days)


@settings(deadline=None, max_examples=80)
@given(st.lists(some_statement, min_size=1, max_size=12), st.lists(some_days, min_size=1, max_size=8))
def test_it_agrees_with_reading_the_statements_one_by_one(rows, days):
    made = [
        (who, "marketing", "sms", int(yes), said, back if yes and back is not None and back >= said else None)
        for who, yes, said, back in rows
    ]
    consents = statements(*made)
    contacts = pd.concat([on(*days), on(*days, customer="C2")], ignore_index=True)
    judged = consent_status(contacts, consents)["consent"].tolist()
    assert judged == [_read(consents, row.customer_id, row.contacted_at) for row in contacts.itertuples()]


def _read(consents, customer, asked_on):
    state = "never_asked"
    own = consents[consents["customer_id"] == customer].sort_values("stated_on", kind="stable")
    for row in own.itertuples():
        if row.stated_on < asked_on:
            back = not pd.isna(row.withdrawn_on) and row.withdrawn_on <= asked_on
            state = "no" if row.granted == 0 else "withdrawn" if back else "yes"
    return state


def test_the_careless_lists_of_the_shop_are_those_that_the_truth_names():
    log, lists = crm.load("access_log"), crm.load("access_exports")
    truth = crm.load("truth/access_log").query("violation == 'no_consent'")
    consents, careless = crm.load("consents"), set()
    for entry in log[log["access_id"].isin(lists["access_id"])].itertuples():
        purpose = ("sharing", "any") if entry.reason == "partner" else ("marketing", "sms")
        check = check_export(
            lists[lists["access_id"] == entry.access_id], consents, entry.accessed_at, *purpose
        )
        if len(check.refused):
            careless.add(entry.access_id)
    assert careless == set(truth["access_id"])
    assert len(careless) >= 3


def test_the_gate_lets_through_and_refuses_with_a_reason():
    wanted = pd.DataFrame({"customer_id": ["C1", "C2", "C1"], "phone": ["1", "2", "1"]}, index=[4, 5, 6])
    check = check_export(wanted, TWICE, "2025-07-01", "marketing", "sms")
    assert check.allowed.index.tolist() == [4, 6]
    assert check.allowed.columns.tolist() == ["customer_id", "phone"]
    assert check.refused["consent"].tolist() == ["never_asked"]
    assert check.counts.to_dict() == {"yes": 2, "no": 0, "withdrawn": 0, "never_asked": 1}


def test_contacts_without_day_or_customer_are_counted_once(language):
    contacts = on("2025-02-01", None, "2025-02-01", None)
    contacts["customer_id"] = ["C1", "C1", None, None]
    says = {
        "en": "3 of 4 rows left out: 2 without customer_id, 1 without contacted_at",
        "zh": "共4行，略去3行：2行没有customer_id、1行没有contacted_at",
    }
    with pytest.warns(LeftOutWarning, match=says[language]):
        assert consent_status(contacts, TWICE)["consent"].tolist() == ["yes"]


@pytest.mark.parametrize(
    ("change", "english", "chinese"),
    [
        ({"purpose": "selling"}, "Nobody was asked to allow 'selling'", "没有就'selling'征求过谁的同意"),
        ({"channel": "wechat"}, "by the channel 'wechat'", "没有按渠道'wechat'问过谁"),
        ({"on": "soon"}, "on must be a day", "on应该是一个日期"),
        ({"customer": "member"}, "has no column 'member'", "没有'member'这一列"),
    ],
)
def test_wrong_calls_are_told_what_to_do(language, change, english, chinese):
    call = {"on": "2025-07-01", "purpose": "marketing", "channel": "sms", "customer": "customer_id"} | change
    with pytest.raises(InputError, match=english if language == "en" else chinese):
        check_export(pd.DataFrame({"customer_id": ["C1"]}), TWICE, **call)


def test_bad_statements_are_refused(language):
    says = {"en": "must be 1 .yes. or 0 .no., but holds 2", "zh": "只能是1（同意）或0（不同意），里面却有2"}
    with pytest.raises(InputError, match=says[language]):
        consent_status(on("2025-02-01"), TWICE.assign(granted=2))
    says = {"en": "must hold dates", "zh": "应该是日期"}
    with pytest.raises(InputError, match=says[language]):
        consent_status(on("2025-02-01"), TWICE.assign(stated_on="2025-01-10"))
    with pytest.raises(InputError):
        consent_status(on("2025-02-01").head(0), TWICE)


def test_a_hundred_thousand_contacts_take_a_second():
    import time

    rng = np.random.default_rng(1)
    contacts = pd.DataFrame(
        {
            "customer_id": rng.integers(0, 20_000, 100_000),
            "channel": "sms",
            "contacted_at": day("2025-01-01") + pd.to_timedelta(rng.integers(0, 365, 100_000), unit="D"),
        }
    )
    consents = pd.DataFrame(
        {
            "customer_id": np.arange(20_000),
            "purpose": "marketing",
            "channel": "sms",
            "granted": rng.integers(0, 2, 20_000),
            "stated_on": day("2025-03-01"),
            "withdrawn_on": pd.NaT,
        }
    )
    start = time.perf_counter()
    consent_status(contacts, consents)
    assert time.perf_counter() - start < 5  # about 0.2 s where nothing else runs


def _asked_by(form, *rows):
    return statements(*rows).assign(form=form)


def test_a_default_yes_goes_and_a_later_taking_back_still_ends_an_older_yes():
    paper = _asked_by("paper_slip", ("C1", "marketing", "sms", 1, "2025-01-10", None))
    ticked = _asked_by("web_ticked", ("C1", "marketing", "sms", 1, "2025-03-01", "2025-06-01"))
    own = drop_default_yes(pd.concat([paper, ticked]))
    days = on("2025-02-01", "2025-04-01", "2025-05-31", "2025-06-01", "2025-07-01")
    assert consent_status(days, own)["consent"].tolist() == ["yes", "yes", "yes", "no", "no"]


def test_a_no_by_the_same_form_still_ends_an_older_yes():
    paper = _asked_by("paper_slip", ("C1", "marketing", "sms", 1, "2025-01-10", None))
    ticked = _asked_by("web_ticked", ("C1", "marketing", "sms", 0, "2025-03-01", None))
    own = drop_default_yes(pd.concat([paper, ticked]))
    assert consent_status(on("2025-02-01", "2025-04-01"), own)["consent"].tolist() == ["yes", "no"]


def test_dropping_default_yes_never_allows_more_in_the_whole_world():
    contacts, consents = crm.load("contacts"), crm.load("consents")
    ours = contacts[(contacts["direction"] == "out") & contacts["channel"].notna()]
    before = consent_status(ours, consents)["consent"] == "yes"
    after = consent_status(ours, drop_default_yes(consents))["consent"] == "yes"
    assert 0 < after.sum() < before.sum()
    assert not (after & ~before).any()


def test_drop_default_yes_needs_the_form(language):
    with pytest.raises(InputError, match="form"):
        drop_default_yes(TWICE)
