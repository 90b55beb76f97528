"""What lesson 6b says in words: numbers follow the data by themselves, claims do not."""

import contextlib
import io
import warnings
from pathlib import Path

import matplotlib
import nbformat
import pytest

from crmlab import personalize
from crmlab.story.pairs import NAPPIES, RAZOR, SHELF

LESSON = Path(__file__).parents[2] / "notebooks" / "en" / "06b_baskets_recommendations.ipynb"


@pytest.fixture(scope="module")
def said():
    """All names of the lesson after a run from top to bottom."""
    matplotlib.use("Agg")
    names = {}
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "FigureCanvasAgg is non-interactive")
        for cell in nbformat.read(LESSON, 4).cells:
            if cell.cell_type == "code":
                exec(compile(cell.source, cell.id, "exec"), names)
    return names


def test_the_planted_pair_is_told_as_the_story_has_it(said):
    assert (said["razor"], said["nappies"]) == (RAZOR, NAPPIES)
    assert (said["q_before"], said["q_after"]) == (SHELF.q_before, SHELF.q_after)
    assert str(said["moved_on"].date()) == SHELF.moved_on
    assert said["products"].loc[[RAZOR, NAPPIES], "listed_on"].eq("2024-01-01").all()


def test_the_pencil_rule_is_four_in_five_with_a_lift_of_six_fifths(said):
    assert said["confidence"] == 0.8
    assert said["lift_by_hand"] == pytest.approx(1.2)
    assert not (4 / 6) / (5 / 6) >= 0.8


def test_years_without_the_products_raise_the_lift(said):
    assert said["lift_three_years"] > 1.1 * said["lift_since"]


def test_razor_and_nappies_lead_and_blind_baskets_lie_below_one(said):
    pairs = said["pairs"]
    lead = pairs[pairs["count"] >= 15].nlargest(1, "lift").iloc[0]
    assert (lead["item_a"], lead["item_b"]) == (RAZOR, NAPPIES)
    assert pairs.nlargest(1, "lift").iloc[0]["lift"] == lead["lift"]
    assert said["typical"] < 0.9
    assert abs(said["typical"] - said["room"]) < 0.06  # "about"


def test_a_thousand_pairs_come_of_the_shelf_and_fifty_million_of_ten_thousand(said):
    assert 900 < len(said["name"]) * (len(said["name"]) - 1) / 2 < 1200
    assert round(10_000 * 9_999 / 2 / 1e6) == 50


def test_chance_alone_makes_no_such_pairs(said):
    assert said["n_above"] >= 5
    assert 1 < said["low_luck"] < said["top_luck"] < 2  # the dashed line "below two"
    assert 0.7 < said["by_luck"]["lift"].median() < 0.85  # "around three quarters"
    observed = said["observed"]["lift"]
    for seed in (1, 2):  # "another twenty shuffles would change that number by a few"
        again = personalize.shuffled_pairs(said["sold"], times=20, min_count=15, seed=seed)["lift"].max()
        assert 3 <= (observed > again).sum() <= said["n_above"] + 8


def test_huge_baskets_among_small_ones_move_the_neutral_lift_above_one():
    sizes = [1] * 90 + [30] * 10
    mean = sum(sizes) / len(sizes)
    assert sum(n * (n - 1) for n in sizes) / len(sizes) / mean**2 > 1


def test_leverage_and_conviction_by_hand_are_the_rooms(said):
    receipts = personalize.to_lines([sorted(one) for one in said["receipts"]])
    rules = personalize.association_rules(personalize.frequent_itemsets(receipts, 1))
    rule = rules[(rules["antecedent"] == ("rice",)) & (rules["consequent"] == ("eggs",))].iloc[0]
    assert said["leverage"] == pytest.approx(rule["leverage"])
    assert said["conviction"] == pytest.approx(rule["conviction"])


def test_most_rules_do_not_hold_and_the_highest_confidence_least(said):
    assert said["n_held"] < 0.5 * said["n_passed"] < 0.5 * len(said["rules"])
    assert said["n_high"] >= 3
    assert said["n_high_held"] <= 1
    assert said["rules"].loc[said["high"], "count"].max() < 26  # "a dozen receipts each"
    share_held, held = said["share_held"], said["n_held"]
    assert share_held(said["strong"]) > 2 * share_held(said["sure"])
    assert said["lost"] > 0.5 * held  # "its price"
    assert said["checked"].loc[said["loose"], "holds"].sum() > 0.8 * held
    assert said["loose"].sum() < 0.5 * len(said["rules"])
    assert 0.4 < said["n_sets_held"] / held < 0.7  # "each pair counts twice"


def test_the_wipes_are_a_matter_of_the_family_and_the_razor_is_not(said):
    assert said["lift_wipes"] > 3
    assert abs(said["home_wipes"] - said["room"]) < 0.25
    assert said["home_razor"] > 3


def test_the_weekend_is_cleared(said):
    weekdays, weekend = said["by_weekend"][False], said["by_weekend"][True]
    assert abs(weekdays / weekend - 1) < 0.35
    assert min(weekdays, weekend) > 5


def test_one_pair_is_left_within_customers(said):
    assert said["real"][["item_a", "item_b"]].to_numpy().tolist() == [[RAZOR, NAPPIES]]
    head = said["within"].head(4)
    assert head.iloc[1:][["item_a", "item_b"]].isin(set(said["baby_goods"])).all().all()
    assert (head.iloc[1:]["lift_within"] < 1).all()


def test_before_the_move_the_share_fell_and_nothing_was_bought_earlier_only(said):
    with_nappies, without = said["by_span"][True], said["by_span"][False]
    assert with_nappies.iloc[0] > with_nappies.iloc[1]
    assert 0 < without.iloc[1] - without.iloc[0] < 0.003  # "rose slightly"
    assert said["elsewhere"][True] > said["elsewhere"][False] - 0.0005
    assert min(said["n_weekend"].values()) < 30


def test_the_shelf_worked_and_the_owner_counted_something_else(said):
    move, shares = said["move"], said["shares"]["mean"]
    assert said["growth"] > 0.1
    assert shares[True, True] > 1.7 * shares[True, False]  # "more than doubles" in the picture
    assert abs(shares[False, True] - shares[False, False]) < 0.004
    assert 0 < move.low < said["true_effect"] < move.high
    assert move.extra < 60  # "small"
    razors = said["razors"]
    with_nappies = said["shares"]["sum"][True].sum()
    assert with_nappies < 0.5 * razors.sum()  # "most razors go home without nappies"


def test_own_beats_popular_factors_beat_own_and_lift_loses_to_random(said):
    precision = said["judged"]["precision"]
    assert precision.sort_values(ascending=False).index[:3].tolist() == ["factors", "own", "popular"]
    assert said["gap_cosine"][2] < 0 < said["gap_own"][1]
    assert 0 < said["gap_factors"][1] < said["gap_factors"][2] < 5  # "by little"
    assert precision["lift"] < precision["random"]
    assert 0.4 < precision["random"] / precision["popular"] < 0.65  # "half as much"


def test_for_new_things_the_lead_is_thin_and_the_two_leaders_are_not_told_apart(said):
    assert 0 < said["new_cosine"][1] < said["new_cosine"][2] < 5
    assert 0 < said["new_factors"][1] < said["new_factors"][2] < 5
    assert said["new_between"][1] < 0 < said["new_between"][2]


def test_eight_to_twelve_factors_do_about_as_well_on_the_spring(said):
    sold = said["sold"]
    purchases = personalize.purchase_table(sold[sold["ordered_on"] < "2025-04-01"])
    spring = sold[sold["ordered_on"].between("2025-04-01", "2025-06-30")]
    back = purchases.index.isin(spring["customer_id"])
    found = {}
    for factors in (2, 8, 10, 12):
        lists = personalize.top(personalize.score_factors(purchases, factors)[back])
        found[factors] = personalize.judge(lists, spring)["precision"]
    assert max(found[n] for n in (8, 10, 12)) - min(found[n] for n in (8, 10, 12)) < 0.015
    assert found[8] > found[2] + 0.02


def test_the_neighbours_of_the_wipes_are_baby_goods(said):
    assert set(said["neighbours"].index[:2]) <= set(said["baby_goods"])


def test_the_chances_roughly_keep_their_word(said):
    tenths = said["tenths"]
    assert (tenths["chance"] - tenths["bought"]).abs().max() < 0.03
    assert tenths["bought"].iloc[-1] > 0.08
    lowest, highest = tenths.iloc[0], tenths.iloc[-1]
    assert lowest["chance"] > 2 * lowest["bought"]  # "several times too high"
    assert highest["chance"] == pytest.approx(highest["bought"], rel=0.15)  # "near enough"
    assert (tenths["chance"] / tenths["bought"]).iloc[6:9].between(0.7, 0.85).all()  # "a fifth or so"
    picked = said["picked"]
    assert picked["chance"].mean() > picked["bought"].mean()
    top = said["then"]["chance"].quantile(0.9)
    assert (picked["chance"] >= top).mean() > 0.5  # "mostly"
    assert said["then"]["chance"].mean() == pytest.approx(said["then"]["bought"].mean(), rel=0.01)


def test_margin_beats_likelihood_and_only_the_allowed_get_an_offer(said):
    assert said["value_go"] > 1.1 * said["value_likely"] > 0
    assert set(said["go"]["customer_id"]) <= said["allowed"]
    assert len(said["allowed"]) < min(len(said["by_text"]), len(said["profiled"]))
    june = said["crm"].load("campaigns").set_index("campaign_id").loc["K03"]
    assert june["cost_per_contact"] == said["cost"]
    assert (june["channel"], june["sent_on"].month) == ("sms", 6)


def test_a_discount_makes_no_message_pay_at_the_old_uplift(said):
    assert said["total"](said["uplift"], 0.25) == 0
    assert said["needed"] > 1.5 * said["even_at"] > said["uplift"]
    assert said["total"](0.05, 0) < 0.1 * said["value_go"]  # "hardly any message pays"


def test_the_shelf_pays_in_every_case_and_the_test_is_too_small(said):
    assert said["months_worst"] < 36
    assert said["detectable"] > 1.5 * said["uplift"]
    assert said["n_quarters"] >= 3


def test_the_own_data_cell_sees_the_trap_and_holds_out(said, capsys):
    arguments = {"basket": "order_id", "item": "product_id", "day": "ordered_on", "quantity": "quantity"}
    personalize.read_lines(said["source"], **arguments)
    assert "Not on the shelf all the time" in capsys.readouterr().out
    personalize.read_lines(said["source"], since="2024-01-01", leave_out=["P048"], **arguments)
    assert "Not on the shelf all the time" not in capsys.readouterr().out
    assert said["own_held"].iloc[0][["antecedent", "consequent"]].tolist() == [(RAZOR,), (NAPPIES,)]
    assert said["own_held"].iloc[0]["lift"] < 10.5
    assert 5 < len(said["own_held"]) < len(said["own_checked"]) / 2
