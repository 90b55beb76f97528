"""Your own receipts: read with an account, searched on one half, checked on the other; luck many times."""

import numpy as np
import pandas as pd
import pytest

from crmlab import personalize as pz
from crmlab.frames import InputError
from crmlab.language import language_is

COLUMNS = {"basket": "No", "item": "Article", "customer": "Member", "day": "Day", "quantity": "Packs"}


@pytest.fixture
def export():
    """Give 400 receipts of 100 members in 2024 and 2025; a pot and a cup come in 2025 and go together."""
    rng = np.random.default_rng(3)
    rows = []
    for number in range(400):
        day = pd.Timestamp("2024-01-01") + pd.Timedelta(days=int(number * 1.8))
        items = [str(one) for one in rng.choice(list("abcdefgh"), 2, replace=False)]
        if day.year == 2025 and rng.random() < 0.3:
            items += ["pot", "cup"]
        rows += [(f"R{number}", one, f"M{number % 100}", day, 1) for one in items]
    return pd.DataFrame(rows, columns=["No", "Article", "Member", "Day", "Packs"])


def test_a_file_with_semicolons_is_read_as_the_table_is(export, tmp_path, capsys):
    path = tmp_path / "receipts.csv"
    export.to_csv(path, sep=";", index=False)
    from_file, from_table = pz.read_lines(path, **COLUMNS), pz.read_lines(export, **COLUMNS)
    pd.testing.assert_frame_equal(from_file, from_table, check_dtype=False)
    assert len(from_table) == len(export)
    assert from_table["customer_id"].nunique() == 100


def test_what_came_later_is_named_and_since_mends_it(export, capsys, language):
    pz.read_lines(export, **COLUMNS)
    told = capsys.readouterr().out
    assert {"en": "Not on the shelf all the time", "zh": "不是一直在架上"}[language] in told
    assert "pot (2025-" in told
    assert "a (" not in told
    pz.read_lines(export, **COLUMNS, since="2025-01-01")
    told = capsys.readouterr().out
    assert "pot" not in told
    assert str((export["Day"] < "2025-01-01").sum()) in told


def test_every_row_is_accounted_for(export, capsys):
    spoilt = export.copy()
    spoilt.loc[0, "Packs"] = -1
    spoilt.loc[1, "Article"] = None
    spoilt.loc[[2, 3], "Member"] = None
    lines = pz.read_lines(spoilt, **COLUMNS, leave_out=["h"])
    told = capsys.readouterr().out
    wanted = (spoilt["Article"] == "h") & (spoilt["Packs"] > 0)
    assert "1 rows without basket" in told
    assert "1 rows with a quantity" in told
    assert f"{wanted.sum()} rows of items" in told
    assert len(lines) == len(export) - 2 - wanted.sum()
    nobody = spoilt.loc[[2, 3], "No"]
    assert lines.loc[lines["order_id"].isin(nobody) & lines["customer_id"].isin(nobody)].shape[0] >= 1


def test_customer_day_and_packs_may_be_missing(export, capsys):
    lines = pz.read_lines(export, basket="No", item="Article")
    assert lines.columns.tolist() == ["order_id", "customer_id", "product_id", "quantity"]
    assert (lines["customer_id"] == lines["order_id"]).all()
    assert "Without a customer" in capsys.readouterr().out


def test_wrong_calls_are_answered(export, language):
    squeezed = pd.DataFrame({"No;Article": ["1;a"]})
    says = {"en": "only one column", "zh": "只有一列"}
    with pytest.raises(InputError, match=says[language]):
        pz.read_lines(squeezed, basket="No", item="Article")
    with pytest.raises(InputError, match="'Menge'"):
        pz.read_lines(export, **{**COLUMNS, "quantity": "Menge"})
    with pytest.raises(InputError, match="source"):
        pz.read_lines(3, basket="No", item="Article")
    with pytest.raises(InputError, match="lines"):
        pz.read_lines(export.assign(Packs=-1), **COLUMNS)


def test_the_planted_pair_holds_and_comes_once(export, capsys):
    lines = pz.read_lines(export, **COLUMNS, since="2025-01-01")
    found = pz.split_and_check(lines, min_support=3)
    sets = [
        frozenset(one + other) for one, other in zip(found["antecedent"], found["consequent"], strict=True)
    ]
    assert len(sets) == len(set(sets))
    assert frozenset(("pot", "cup")) in {
        items for items, held in zip(sets, found["holds"], strict=True) if held
    }
    assert found["holds"].is_monotonic_decreasing


def test_random_baskets_give_next_to_no_rule_that_holds():
    rng = np.random.default_rng(0)
    passed = 0
    for _ in range(20):
        # Each thing is put in or not, whatever else is in; the bag is in all, so that none is empty.
        put_in = rng.random((300, 8)) < 0.3
        lines = pz.to_lines([["bag", *np.array(list("abcdefgh"))[row]] for row in put_in])
        passed += pz.split_and_check(lines, by="order_id", min_support=3)["holds"].any()
    assert passed <= 3  # one in twenty, at most


def test_a_customer_is_never_in_both_halves(export, monkeypatch, capsys):
    lines = pz.read_lines(export, **COLUMNS)
    seen = {}

    def spy(name, real):
        def call(*given, **named):
            seen[name] = next(one for one in given if "customer_id" in one)["customer_id"]
            return real(*given, **named)

        return call

    monkeypatch.setattr(
        "crmlab.personalize.baskets_rules.frequent_itemsets", spy("find", pz.frequent_itemsets)
    )
    monkeypatch.setattr("crmlab.personalize.baskets_rules.check_rules", spy("check", pz.check_rules))
    pz.split_and_check(lines, min_support=3)
    assert not set(seen["find"]) & set(seen["check"])
    assert len(seen["find"]) + len(seen["check"]) == len(lines)


def test_no_rules_say_where_they_went(export, language):
    lines = pz.to_lines(20 * [["a", "b"], ["c"]])
    rules = pz.association_rules(pz.frequent_itemsets(lines, 1))
    with pytest.raises(InputError, match="min_confidence"):
        pz.check_rules(rules.head(0), lines)


def test_shuffles_keep_sizes_and_numbers_and_the_lift_is_pair_counts(sold):
    some = sold.head(4000)
    times = pz.shuffled_pairs(some, times=3, seed=5)
    assert times["shuffle"].unique().tolist() == [0, 1, 2]
    expected = times.groupby("shuffle")["count"].sum()
    sizes = some.drop_duplicates(["order_id", "product_id"]).groupby("order_id").size()
    assert (expected == (sizes * (sizes - 1) / 2).sum()).all()  # as many pairs as before
    counts = pz.item_counts(some).set_index("product_id")
    row = times.iloc[0]
    alone = counts.loc[[row["item_a"], row["item_b"]], "count"]
    assert row["lift"] == pytest.approx(row["count"] * counts["baskets"].iloc[0] / alone.prod())
    with language_is("en"), pytest.raises(InputError, match="times"):
        pz.shuffled_pairs(some, times=0)


def test_the_neutral_line_is_drawn():
    pairs = pd.DataFrame({"item_a": ["a"], "item_b": ["b"], "lift": [2.0], "lift_within": [1.5]})
    ax = pz.plot_within(pairs, neutral=0.77)
    heights = [line.get_ydata()[0] for line in ax.lines]
    assert 0.77 in heights
