"""The desk: keys hold, nobody works after leaving, the cases can be found, and the effects are there."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from crmlab.story import accounts, operation, operation_messages
from crmlab.story.operation import DESK

SEEDS = (20260101, 7)
NOW = pd.Timestamp("2026-01-01")
KEYS = {
    "desk_users": ["user_id"],
    "desk_permissions": ["role", "object", "action"],
    "desk_activities": ["activity_id"],
    "desk_tickets": ["ticket_id"],
    "desk_mailings": ["mailing_id"],
    "desk_messages": ["message_id"],
    "desk_expenses": ["expense_id"],
    "desk_invoices": ["invoice_id"],
    "truth/desk_cases": ["case_id"],
    "truth/desk_expenses": ["expense_id"],
    "truth/desk_invoices": ["fault_id"],
}


@pytest.fixture(scope="module", params=SEEDS)
def both(request):
    return SimpleNamespace(desk=operation.make_shop(request.param), shop=accounts.make_shop(request.param))


@pytest.fixture(scope="module")
def desk(both):
    return both.desk


def logit_fit(x, y):
    b = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ b))
        information = (x * (p * (1 - p))[:, None]).T @ x
        b = b + np.linalg.solve(information, x.T @ (y - p))
    return b, np.sqrt(np.diag(np.linalg.inv(information)))


# --- keys, dates ---------------------------------------------------------------------------------------


def test_keys(desk):
    assert tuple(desk) == operation.TABLES
    for name, key in KEYS.items():
        assert not desk[name].duplicated(key).any(), name
        assert desk[name][key].notna().all().all(), name


def test_foreign_keys(both):
    homes = {
        "account_id": both.shop["accounts"], "person_id": both.shop["account_contacts"],
        "manager_id": both.shop["account_managers"], "visit_id": both.shop["visits"],
        "user_id": both.desk["desk_users"], "mailing_id": both.desk["desk_mailings"],
    }  # fmt: skip
    for name, table in both.desk.items():
        for column, home in homes.items():
            if column in table:
                assert table[column].dropna().isin(home[column]).all(), (name, column)
    messages = both.desk["desk_messages"]
    assert messages["reply_to"].dropna().isin(messages["message_id"]).all()
    person = both.shop["account_contacts"].set_index("person_id")["account_id"]
    for name in ("desk_activities", "desk_tickets", "desk_messages"):
        table = both.desk[name]
        assert (person[table["person_id"]].to_numpy() == table["account_id"]).all(), name


def test_nothing_happens_after_today(desk):
    for name, table in desk.items():
        for column in table.select_dtypes("datetime"):
            assert (table[column].dropna() < NOW).all(), (name, column)


def test_integers_stay_integers(desk):
    """A whole number with gaps must not become 1.0 in the file."""
    for column in ("reopened", "field_visits", "satisfied"):
        assert str(desk["desk_tickets"][column].dtype) == "Int64", column


def test_the_same_seed_gives_the_same_tables():
    one, two = operation.make_shop(5), operation.make_shop(5)
    for name in one:
        pd.testing.assert_frame_equal(one[name], two[name])


def test_times_are_in_order(desk):
    tickets, activities, claims = desk["desk_tickets"], desk["desk_activities"], desk["desk_expenses"]
    for table, first, then in (
        (tickets, "opened_at", "first_reply_at"), (tickets, "first_reply_at", "solved_at"),
        (activities, "created_at", "due_at"), (activities, "created_at", "done_at"),
        (claims, "submitted_at", "decided_at"), (claims, "decided_at", "paid_at"),
    ):  # fmt: skip
        known = table.dropna(subset=[first, then])
        assert (known[first] <= known[then]).all(), (first, then)
    letters = desk["desk_messages"].set_index("message_id")["sent_at"]
    replies = desk["desk_messages"].dropna(subset=["reply_to"])
    assert (letters[replies["reply_to"]].to_numpy() < replies["sent_at"].to_numpy()).all()


def test_nobody_works_after_leaving(both):
    users = both.desk["desk_users"].merge(
        both.shop["account_managers"][["manager_id", "left_on"]], on="manager_id"
    )
    left = users.dropna(subset=["left_on"]).set_index("user_id")["left_on"]
    assert len(left) == 3
    for table, column in (("desk_activities", "done_at"), ("desk_activities", "created_at")):
        rows = both.desk[table][both.desk[table]["user_id"].isin(left.index)].dropna(subset=[column])
        assert (rows[column] < left[rows["user_id"]].to_numpy() + pd.Timedelta(days=1)).all(), column
    out = both.desk["desk_messages"].query("direction == 'out'")
    out = out[out["user_id"].isin(left.index)]
    assert (out["sent_at"] < left[out["user_id"]].to_numpy() + pd.Timedelta(days=1)).all()


def test_permissions_cover_every_role_and_only_the_office_may_export(desk):
    rights = desk["desk_permissions"]
    assert set(desk["desk_users"]["role"]) == set(rights["role"])
    assert len(rights) == rights["role"].nunique() * rights["object"].nunique() * rights["action"].nunique()
    assert set(rights.query("object == 'contacts' and action == 'export' and scope != 'none'")["role"]) == {
        "head"
    }


# --- the cases can be found ----------------------------------------------------------------------------


def test_the_customer_half_an_hour_away_is_found(both):
    """An activity that is due today, of an owner who has left, at an account that still names her."""
    desk = both.desk
    due = (
        desk["desk_activities"]
        .query("kind == 'signing' and done_at.isna()")
        .merge(desk["desk_users"], on="user_id")
    )
    gone = due.merge(both.shop["account_managers"][["manager_id", "left_on"]]).query("left_on < due_at")
    case = desk["truth/desk_cases"].query("kind == 'signing'")
    assert gone["account_id"].tolist() == case["account_id"].tolist()
    owners = both.shop["account_owners"].merge(case, on="account_id")
    assert owners[owners["until_on"].isna()]["manager_id"].tolist() == gone["manager_id"].tolist()
    letter = desk["desk_messages"].query("topic == 'signing'")
    assert letter["sent_at"].iloc[0] == due["due_at"].iloc[0] - pd.Timedelta(minutes=30)


def test_three_salespeople_at_one_customer_are_found_and_nobody_else(desk):
    """Three users with the same customer within seven days: exactly the planted cases."""
    touches = desk["desk_activities"].dropna(subset=["done_at"])
    pairs = touches.merge(touches, on="account_id")
    near = pairs[(pairs["done_at_y"] - pairs["done_at_x"]).between(pd.Timedelta(0), pd.Timedelta(days=7))]
    found = near.groupby(["account_id", "activity_id_x"])["user_id_y"].nunique()
    found = set(found[found >= 3].index.get_level_values(0))
    assert found == set(desk["truth/desk_cases"].query("kind == 'three_salespeople'")["account_id"])


def test_the_customer_whom_nobody_answers_is_found(both):
    desk = both.desk
    messages = desk["desk_messages"]
    letters = messages.query("direction == 'in' and channel == 'email' and sent_at < '2025-12-02'")
    silent = letters[~letters["message_id"].isin(messages["reply_to"])]
    tickets = desk["desk_tickets"]
    waiting = tickets[tickets["first_reply_at"].isna() & (tickets["opened_at"] < "2025-12-02")]
    case = desk["truth/desk_cases"].query("kind == 'not_answered'")["person_id"].iloc[0]
    assert set(silent["person_id"]) & set(waiting["person_id"]) == {case}
    out = both.shop["account_contacts"].set_index("person_id").loc[case, "opted_out_on"]
    assert (messages.query("person_id == @case and topic == 'mailing'")["sent_at"] > out).any()


def test_ignored_opt_outs_are_found(both):
    sent = (
        both.desk["desk_messages"]
        .dropna(subset=["mailing_id"])
        .merge(both.shop["account_contacts"][["person_id", "opted_out_on"]], on="person_id")
    )
    wrong = sent[sent["opted_out_on"] < sent["sent_at"].dt.normalize()]
    cases = both.desk["truth/desk_cases"].query("kind == 'opt_out_ignored'")
    assert sorted(wrong["person_id"]) == sorted(cases["person_id"])
    assert 5 < len(wrong) < 0.05 * len(sent)
    worst = wrong["mailing_id"].value_counts().idxmax()
    assert worst == operation_messages.LETTERS_SET.old_list


def test_faulty_claims_are_found(both):
    claims = both.desk["desk_expenses"]
    truth = both.desk["truth/desk_expenses"].set_index("expense_id")["fault"]
    travel = claims.query("kind == 'travel'").merge(
        both.shop["visits"][["visit_id", "manager_id"]], on="visit_id"
    )
    travel = travel.merge(
        both.desk["desk_users"][["user_id", "manager_id"]], on="user_id", suffixes=("", "_claims")
    )
    not_own = travel[travel["manager_id"] != travel["manager_id_claims"]]["expense_id"]
    assert set(not_own) == set(truth[truth == "not_own"].index)
    own = travel[travel["manager_id"] == travel["manager_id_claims"]]
    twice = own[own.duplicated(["visit_id", "user_id"], keep=False)]
    assert set(truth[truth == "twice"].index) <= set(twice["expense_id"])
    assert len(twice) == 2 * (truth == "twice").sum()


def test_books_and_invoices_are_reconciled(both):
    """An outer join of orders and invoices finds exactly the planted faults."""
    orders = both.shop["account_orders"].query("month_on >= '2025-01-01'")
    sums = (
        both.desk["desk_invoices"]
        .groupby(["account_id", "month_on"], as_index=False)["amount"]
        .agg(["sum", "size"])
    )
    check = orders.merge(sums, how="outer", on=["account_id", "month_on"])
    truth = both.desk["truth/desk_invoices"]
    fault = truth.drop_duplicates(["account_id", "month_on"]).set_index(["account_id", "month_on"])["fault"]
    wrong = check[(check["amount"] - check["sum"]).abs().fillna(1) > 0.005].dropna(subset=["amount"])
    found = pd.MultiIndex.from_frame(wrong[["account_id", "month_on"]])
    assert set(found) == set(fault.index)
    swapped = wrong[(wrong["size"] == 1)]
    difference = ((swapped["amount"] - swapped["sum"]) * 100).round().astype(int)
    assert (difference % 9 == 0).all()


# --- the textbook's own case, and what was planted -----------------------------------------------------


def test_most_notes_are_too_short(desk):
    """The textbook's platinum customers: interaction records of fewer than ten characters."""
    notes = desk["desk_activities"].dropna(subset=["note_zh"])["note_zh"]
    assert 0.7 < (notes.str.len() < 10).mean() < 0.95


def test_paying_is_the_bottleneck(desk):
    claims = desk["desk_expenses"].dropna(subset=["paid_at"])
    deciding = (claims["decided_at"] - claims["submitted_at"]).median()
    paying = (claims["paid_at"] - claims["decided_at"]).median()
    assert paying > 2 * deciding


def late_half(desk):
    table = desk["desk_activities"].query(
        "due_at >= '2025-07-01' and due_at < '2025-12-01' and kind != 'signing'"
    )
    return table.assign(on_time=(table["done_at"] <= table["due_at"]).astype(int))


def test_reminders_help_as_planted(desk):
    """Drawn by coin: logistic regression with a column for each user."""
    table = late_half(desk)
    x = np.column_stack([table["reminder"], pd.get_dummies(table["user_id"])]).astype(float)
    keep = x.sum(axis=0) >= 5
    b, se = logit_fit(x[:, keep], table["on_time"].to_numpy())
    assert abs(b[0] - DESK.reminder) < 3 * se[0]
    assert b[0] > 3 * se[0]


def test_without_the_effect_reminders_do_nothing(monkeypatch):
    monkeypatch.setattr(operation, "DESK", SimpleNamespace(**{**vars(DESK), "reminder": 0.0}))
    table = late_half(operation.make_shop(SEEDS[0]))
    counts = pd.crosstab(table["reminder"], table["on_time"])
    assert stats.chi2_contingency(counts).pvalue > 0.001


def test_waiting_costs_satisfaction(desk):
    tickets = desk["desk_tickets"].dropna(subset=["satisfied"])
    hours = (tickets["first_reply_at"] - tickets["opened_at"]).dt.total_seconds() / 3600
    x = np.column_stack([np.ones(len(tickets)), np.log1p(hours), tickets["reopened"]]).astype(float)
    b, se = logit_fit(x, tickets["satisfied"].to_numpy(dtype=float))
    for j, true in enumerate((DESK.satisfied, DESK.hours, DESK.again)):
        assert abs(b[j] - true) < 3 * se[j], j
    assert b[1] < -3 * se[1]


def test_the_share_mended_at_the_first_visit_is_found(desk):
    visits = desk["desk_tickets"]["field_visits"].dropna()
    assert stats.binomtest(int((visits == 1).sum()), len(visits), DESK.mended).pvalue > 0.001


def test_the_share_of_unanswered_letters_is_found(both):
    """Of letters a month and more ago, to those who had not left by then."""
    messages = both.desk["desk_messages"]
    letters = messages.query("direction == 'in' and sent_at < '2025-11-01' and topic != 'signing'")
    users = both.desk["desk_users"].set_index("user_id")["active_until_on"]
    until = users[letters["user_id"]].fillna(NOW).to_numpy()
    letters = letters[letters["sent_at"] < until - np.timedelta64(15, "D")]
    silent = (~letters["message_id"].isin(messages["reply_to"])).sum()
    assert (
        stats.binomtest(int(silent), len(letters), operation_messages.LETTERS_SET.unanswered).pvalue > 0.001
    )
