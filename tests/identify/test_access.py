"""Rules for an access log: each rule alone, the shop's log against its truth, and back-ups."""

import pandas as pd
import pytest

import crmlab as crm
from crmlab.frames import InputError
from crmlab.identify import compare_backup, find_violations, score_audit
from crmlab.language import language_is

STAFF = pd.DataFrame(
    {
        "staff_id": ["S1", "S2"],
        "role": ["driver", "marketer"],
        "from_hour": [7, 8],
        "to_hour": [21, 20],
        "to_on": pd.to_datetime([None, "2025-08-15"]),
    }
)
MATRIX = pd.DataFrame(
    [("driver", "contact", "read", 1, None), ("marketer", "contact", "export", 1, 200),
     ("driver", "notes", "read", 0, None)],
    columns=["role", "field_group", "action", "allowed", "most_records"],
)  # fmt: skip


@pytest.fixture(params=["en", "zh"])
def language(request):
    with language_is(request.param):
        yield request.param


def look(staff="S1", at="2025-03-03 10:00", action="read", group="contact", records=1, reason="order"):
    row = ("L1", staff, pd.Timestamp(at), action, group, "C1", records, reason)
    columns = ["access_id", "staff_id", "accessed_at", "action", "field_group", "customer_id", "records"]
    return pd.DataFrame([row], columns=[*columns, "reason"])


@pytest.mark.parametrize(
    ("change", "rules"),
    [
        ({}, []),
        ({"at": "2025-03-03 07:00"}, []),
        ({"at": "2025-03-03 06:59:59"}, ["out_of_hours"]),
        ({"at": "2025-03-03 21:00"}, ["out_of_hours"]),
        ({"group": "notes"}, ["no_permission"]),  # the matrix says no
        ({"group": "identity"}, ["no_permission"]),  # the matrix says nothing: no
        ({"staff": "S2", "action": "export", "records": 200}, []),
        ({"staff": "S2", "action": "export", "records": 201}, ["too_many"]),
        ({"staff": "S2", "action": "export", "at": "2025-08-15 19:00"}, []),
        ({"staff": "S2", "action": "export", "at": "2025-08-16 08:00"}, ["after_leaving"]),
        ({"staff": "S2", "at": "2025-08-16 22:00"}, ["no_permission", "after_leaving", "out_of_hours"]),
    ],
)
def test_each_rule_at_its_border(change, rules):
    assert find_violations(look(**change), STAFF, MATRIX)["rule"].tolist() == rules


@pytest.mark.parametrize(
    ("reason", "channel", "ordered", "amount", "rules"),
    [
        ("order", "phone", "2025-03-03", 9.0, []),
        ("order", "phone", "2025-03-02", 9.0, ["no_reason"]),
        ("order", "web", "2025-03-03", 9.0, ["no_reason"]),
        ("order", "phone", "2025-03-03", -9.0, ["no_reason"]),  # a refund is no order
        ("delivery", "web", "2025-03-03", 9.0, []),
        ("delivery", "phone", "2025-03-03", 9.0, ["no_reason"]),
        ("complaint", "web", "2025-03-03", 9.0, []),  # nothing to compare with
    ],
)
def test_a_look_for_an_order_needs_the_order(reason, channel, ordered, amount, rules):
    row = {"customer_id": ["C1"], "ordered_on": [pd.Timestamp(ordered)], "channel": [channel]}
    orders = pd.DataFrame(row | {"amount": [amount]})
    assert find_violations(look(reason=reason), STAFF, MATRIX, orders)["rule"].tolist() == rules


def test_the_shops_log_is_read_as_the_truth_has_it():
    tables = ("access_log", "staff_roles", "permissions", "orders", "access_exports", "consents")
    found = find_violations(*map(crm.load, tables))
    truth = crm.load("truth/access_log")
    scores = score_audit(found, truth).set_index("rule")
    assert len(truth) > 50
    assert scores.loc["any", "precision"] == 1
    assert scores.loc["any", "recall"] == 1
    assert (scores["recall"] == 1).all()
    few = score_audit(find_violations(*map(crm.load, tables[:3])), truth).set_index("rule")
    assert few.loc["any", "recall"] < 0.7  # the matrix alone sees neither curiosity nor careless lists


def test_scores_by_pencil():
    found = pd.DataFrame({"access_id": ["a", "b", "c", "c"], "rule": ["x", "x", "x", "y"]})
    truth = pd.DataFrame({"access_id": ["a", "c", "d", "e"], "violation": ["x", "y", "x", "z"]})
    scores = score_audit(found, truth).set_index("rule")
    assert scores.loc["x", ["found", "planted"]].tolist() == [3, 2]
    assert scores.loc["x", "precision"] == pytest.approx(2 / 3)  # a and c broke some rule, b none
    assert scores.loc["x", "recall"] == 0.5
    assert scores.loc["y", ["precision", "recall"]].tolist() == [1, 1]
    assert pd.isna(scores.loc["z", "precision"])
    assert scores.loc["z", "recall"] == 0
    assert scores.loc["any", "recall"] == 0.5


def test_wrong_calls_are_told_what_to_do(language):
    says = {"en": "accounts that staff does not know: S9", "zh": "查不到的账号：S9"}
    with pytest.raises(InputError, match=says[language]):
        find_violations(look(staff="S9"), STAFF, MATRIX)
    with pytest.raises(InputError, match={"en": "give both", "zh": "两张表都要给"}[language]):
        find_violations(look(), STAFF, MATRIX, exports=look())
    with pytest.raises(
        InputError, match={"en": "no column 'allowed'", "zh": "没有'allowed'这一列"}[language]
    ):
        find_violations(look(), STAFF, MATRIX.drop(columns="allowed"))
    twice = pd.DataFrame({"access_id": ["a", "a"], "violation": "x"})
    with pytest.raises(InputError, match={"en": "a comes again", "zh": "a却重复出现"}[language]):
        score_audit(pd.DataFrame({"access_id": ["a"], "rule": "x"}), twice)


def test_a_copy_through_a_text_file_is_whole(tmp_path):
    customers = crm.load("customers")
    customers.to_csv(tmp_path / "copy.csv", index=False)
    copy = pd.read_csv(tmp_path / "copy.csv", dtype=str).sample(frac=1, random_state=1)
    assert compare_backup(customers, copy, "customer_id").whole
    members = crm.load("members")  # numbers, dates and gaps
    members.to_csv(tmp_path / "copy.csv", index=False)
    assert compare_backup(members, pd.read_csv(tmp_path / "copy.csv"), "customer_id").whole


def test_what_the_copy_lacks_has_too_much_or_changed_is_named():
    live = pd.DataFrame({"id": ["a", "b", "c"], "n": [1, 2, None]})
    copy = pd.DataFrame({"n": [1.0, 5, 7], "id": ["a", "b", "d"], "more": 0})
    check = compare_backup(live, copy, "id")
    assert (check.missing, check.extra, check.changed, check.rows) == (["c"], ["d"], ["b"], 3)
    assert not check.whole


def test_copies_that_cannot_be_compared_are_refused(language):
    live = pd.DataFrame({"id": ["a", "b"], "n": [1, 2]})
    with pytest.raises(InputError, match={"en": "lacks the columns n", "zh": "少了这些列：n"}[language]):
        compare_backup(live, live[["id"]], "id")
    with pytest.raises(InputError, match={"en": "a comes again", "zh": "a却重复出现"}[language]):
        compare_backup(live.assign(id="a"), live, "id")
    with pytest.raises(InputError, match={"en": "empty in 1 rows", "zh": "有1行是空的"}[language]):
        compare_backup(live.assign(id=["a", None]), live, "id")
