"""Response by cell and the profit of a mailing: by pencil, against published intervals, out of bounds."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmlab.differentiate import cell_response, mailing_profit
from crmlab.frames import InputError, LeftOutWarning
from crmlab.shares import wilson

CONTACTS = pd.DataFrame({"customer_id": list("abcdef"), "responded": [1, 0, 1, 0, 0, 0]})
SCORES = pd.DataFrame({"customer_id": list("abcdefg"), "cell": ["555"] * 3 + ["111"] * 4})


def test_by_pencil():
    found = cell_response(CONTACTS, SCORES)
    assert found["cell"].tolist() == ["555", "111"]
    assert found["customers"].tolist() == [3, 3]
    assert found["responses"].tolist() == [2, 0]
    assert found["rate"].tolist() == [2 / 3, 0]


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_against_newcombe_1998(successes, trials, low, high):
    """Table I of Newcombe (1998), Statistics in Medicine 17, 857-872: method 3."""
    assert np.round(wilson(successes, trials), 4).tolist() == [low, high]


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_rate_and_stays_within_bounds(pair):
    low, high = wilson(*pair)
    assert 0 <= low <= pair[0] / pair[1] <= high <= 1


def test_uplift_against_newcombe_1998():
    """56 of 70 against 48 of 80: difference 0.2000, interval 0.0524 to 0.3339 (Newcombe's method 10)."""
    mailed = [1] * 70 + [0] * 80
    responded = [1] * 56 + [0] * 14 + [1] * 48 + [0] * 32
    contacts = pd.DataFrame({"customer_id": range(150), "responded": responded, "mailed": mailed})
    scores = pd.DataFrame({"customer_id": range(150), "segment": "loyal"})
    row = cell_response(contacts, scores, by="segment", mailed="mailed").iloc[0]
    assert row["customers"] == 70
    assert row["control_customers"] == 80
    assert round(row["uplift"], 4) == 0.2
    assert [round(row["uplift_low"], 4), round(row["uplift_high"], 4)] == [0.0524, 0.3339]


def test_a_cell_without_control_has_no_uplift_and_is_left_out_of_the_profit(language):
    contacts = CONTACTS.assign(mailed=[1, 1, 0, 1, 1, 1])
    found = cell_response(contacts, SCORES, mailed="mailed")
    assert found["control_customers"].tolist() == [1, 0]
    assert found["uplift"].isna().tolist() == [False, True]
    says = {"en": "1 of 2 rows left out: 1 without uplift", "zh": "略去1行：1行没有uplift"}
    with pytest.warns(LeftOutWarning, match=says[language]):
        assert mailing_profit(found, 1, 10, rate="uplift").contacts_all == 2


def test_order_of_rows_never_matters():
    found = cell_response(CONTACTS, SCORES)
    shuffled = cell_response(CONTACTS.sample(frac=1, random_state=1), SCORES.sample(frac=1, random_state=2))
    pd.testing.assert_frame_equal(found, shuffled)


def test_silent_and_unknown_contacts_are_counted(language):
    contacts = CONTACTS.astype({"responded": float})
    contacts.loc[0, "responded"] = np.nan
    contacts.loc[5, "customer_id"] = "z"
    says = {
        "en": "contacts: 2 of 6 rows left out: 1 without responded, 1 whose customer has no cell in scores",
        "zh": "contacts共6行，略去2行：1行没有responded、1行的客户在scores里没有cell",
    }
    with pytest.warns(LeftOutWarning, match=says[language]):
        assert cell_response(contacts, SCORES)["customers"].sum() == 4


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 500), st.floats(0, 1)), min_size=1, max_size=20),
    st.floats(0.1, 20),
    st.floats(0.1, 200),
)
def test_mailing_the_chosen_cells_is_never_worse(cells, cost, margin):
    response = pd.DataFrame(cells, columns=["customers", "rate"])
    found = mailing_profit(response, cost, margin)
    assert found.break_even == cost / margin
    assert found.profit_selected >= max(0, found.profit_all) - 0.01
    assert (found.cells["mail"] == found.cells["rate"].gt(found.break_even)).all()
    assert found.contacts_all == response["customers"].sum()


def test_profit_by_pencil():
    response = pd.DataFrame(
        {"cell": ["555", "511", "111"], "customers": [100, 200, 300], "rate": [0.10, 0.04, 0.01]}
    )
    found = mailing_profit(response, cost_per_contact=2, margin_per_response=50)
    assert found.cells["profit"].tolist() == [300.0, 0.0, -450.0]
    assert found.cells["mail"].tolist() == [True, False, False]  # at break-even nothing is earned
    assert (found.contacts_selected, found.profit_selected, found.profit_all) == (100, 300.0, -150.0)
    assert "profit" not in response


BAD = {
    "column": (
        lambda: cell_response(CONTACTS.rename(columns={"responded": "response"}), SCORES),
        "contacts has no column 'responded'; it has customer_id, response. Pass responded='response'.",
        "试试responded='response'",
    ),
    "contact twice": (
        lambda: cell_response(pd.concat([CONTACTS, CONTACTS.head(1)]), SCORES),
        "contacts must have one row for each customer, but a and others come again (1 extra rows)",
        "contacts里每位客户只能有一行，但a等客户重复出现（多出1行）",
    ),
    "score twice": (
        lambda: cell_response(CONTACTS, pd.concat([SCORES] * 2)),
        "scores must have one",
        "scores里每位客户",
    ),
    "answer": (
        lambda: cell_response(CONTACTS.assign(responded="yes"), SCORES),
        "'responded' must be 1 (yes) or 0 (no), but holds 'yes'",
        "'responded'只能是1（是）或0（否），里面却有'yes'",
    ),
    "empty": (
        lambda: cell_response(CONTACTS.head(0), SCORES),
        "contacts has no rows",
        "contacts里没有可用的行",
    ),
    "strangers": (
        lambda: cell_response(CONTACTS.assign(customer_id=list("uvwxyz")), SCORES),
        "no rows",
        "没有可用的行",
    ),
    "cost": (
        lambda: mailing_profit(pd.DataFrame({"customers": [1], "rate": [0.1]}), 0, 10),
        "cost_per_contact must be a number of yuan above 0, but 0 was given",
        "cost_per_contact应该是大于0的金额（元），你给的是0",
    ),
    "margin": (
        lambda: mailing_profit(pd.DataFrame({"customers": [1], "rate": [0.1]}), 1, "10"),
        "margin_per_response must be",
        "margin_per_response应该是",
    ),
    "no rate": (
        lambda: mailing_profit(pd.DataFrame({"customers": [1]}), 1, 10),
        "response has no column 'rate'",
        "response里没有'rate'这一列",
    ),
}


@pytest.mark.filterwarnings("ignore::crmlab.frames.LeftOutWarning")
@pytest.mark.parametrize("case", BAD)
def test_a_wrong_call_is_answered_in_both_languages(case, language):
    call, english, chinese = BAD[case]
    with pytest.raises(InputError) as caught:
        call()
    assert (english if language == "en" else chinese) in str(caught.value)
