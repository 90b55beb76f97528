"""What lesson 7a says in words: numbers follow the data by themselves, claims do not."""

import contextlib
import io
import re
import warnings
from pathlib import Path

import matplotlib
import nbformat
import numpy as np
import pandas as pd
import pytest
from scipy.stats import f_oneway

from crmlab import retain
from crmlab.frames import InputError
from crmlab.language import language_is

LESSON = Path(__file__).parents[2] / "notebooks" / "en" / "07a_satisfaction.ipynb"


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


def test_three_banners_from_one_question(said):
    banners = said["banners"]
    assert banners[6] > 0.9 > banners[7]  # "nine out of ten" can be had from six on, not from seven
    assert banners[9] < 0.6


def test_there_are_enough_answers_and_regulars_answer_more(said):
    assert said["needed"] < said["endless"]
    assert len(said["overall"]) > said["needed"]
    rate = said["cells"].sort_values("invited")["rate"]
    assert said["cells"]["rate"].is_monotonic_increasing
    assert said["cells"]["band"].iloc[0] == "0"
    assert said["cells"]["band"].iloc[-1] == "15+"
    assert rate.max() > 3 * rate.min()


def test_the_scale_is_reliable_and_omega_says_about_the_same(said):
    scale = said["scale"]
    assert scale.low > 0.8
    assert abs(scale.omega - scale.alpha) < 0.03


def test_the_pulse_fell_in_the_shop_as_well_and_came_back(said):
    trend = said["trend"].set_index("period")
    assert trend.loc["2025Q1", "high"] < trend.loc["2024Q1":"2024Q4", "low"].min()
    assert said["trend"].loc[4, "period"] == "2025Q1"
    assert said["shop_cards"]["2024Q4"] - said["shop_cards"]["2025Q1"] > 0.5
    assert (
        trend.loc["2025Q3", "low"] < trend.loc["2024Q1":"2024Q4", "mean"].mean() < trend.loc["2025Q3", "high"]
    )


def test_the_owner_had_one_comparison_the_wrong_way_round(said):
    assert said["first_ratio"] > 0.1
    assert said["owner"].consistency_ratio < 0.1
    assert 0.5 < said["implied"] < 1  # all judgements together, the odd one among them


def test_weights_differ_and_the_index_hardly(said):
    ways, by_way = said["ways"], said["by_way"]
    assert ways.max(axis=1).div(ways.min(axis=1)).max() > 2
    assert said["half_width"] < said["moved"] < 1.5  # little, but more than the sampling error
    assert said["moved"] == max(by_way.values()) - min(by_way.values())
    assert ways.max().max() < 0.3  # "no way of weighing stakes all on one"
    assert ways.loc["aftersales", "entropy"] > 2 * ways.loc["aftersales", "points"]


def test_thresholds_make_the_share_satisfied(said):
    assert said["even_share"] - said["hard_share"] > 0.2
    assert abs(said["american"] - said["csi"].value) > 1
    hard = said["hard"]["share"]
    assert set(hard.nlargest(2).index) == {4, 5}  # most are rather satisfied or satisfied


def test_price_and_delivery_are_important_and_poor(said):
    quadrant = said["four"].set_index("facet")["quadrant"]
    assert set(quadrant[quadrant == "concentrate"].index) == {"price", "delivery"}
    assert quadrant["goods"] == "keep_up"
    assert quadrant["aftersales"] == "low_priority"  # "can wait"
    assert said["four"].set_index("facet")["performance"].idxmin() == "aftersales"


def test_goods_and_price_drive_satisfaction_in_words_and_marks(said):
    share = said["driven"].set_index("driver")["share"]
    assert set(share.nlargest(2).index) == set(said["points"].nlargest(2).index) == {"goods", "price"}
    assert 0.2 < share["price"] < share["goods"] < 0.35  # "a quarter each"
    others = said["driven"].set_index("driver").drop(index=["goods", "price"])
    assert others["share_low"].max() < others["share_high"].min()  # "intervals overlap"


def test_reliability_falls_short_most_and_tangibles_do_not(said):
    gaps = said["gaps"].set_index("dimension")
    assert list(gaps.sort_values("gap").index[:2]) == ["reliability", "responsiveness"]
    assert gaps.loc["tangibles", "low"] > 0
    assert gaps.loc["reliability", "alpha_gap"] < gaps.loc["reliability", "alpha_perceived"]
    assert 0 < gaps.loc["reliability", "correlation"] < 0.3  # "hardly do"


def test_the_promises_of_reliability_have_no_order_but_lie_below_responsiveness(said):
    assert said["spread"] < said["reach"] / 2
    gap = said["promises"].set_index("dimension")["gap"]
    assert gap.filter(like="rel").max() < gap.filter(like="res").min() - 0.1


def test_kano_sorts_the_features_as_the_text_says(said):
    category = said["features"].set_index("feature_id")["category"]
    assert list(category[["fresh_date", "till_tag"]]) == ["M", "M"]
    assert list(category[["easy_return", "choose_hour"]]) == ["O", "O"]
    assert list(category[["track_rider", "usual_basket"]]) == ["A", "A"]
    assert category["daily_message"] == "R"
    assert said["features"]["feature_id"].iloc[-1] == "daily_message"


def test_the_weakest_link_hangs_on_the_cut_and_a_complaint_goes_badly_at_both(said):
    assert said["chains"][5].loc[0, "moment"] == "shop"
    assert list(said["chains"][4]["moment"])[:3] == ["complaint", "call", "shop"]
    for chain in said["chains"].values():
        chain = chain.set_index("moment")
        assert chain["bad"].idxmax() == "complaint"
        assert chain["occasions"].idxmin() == "complaint"
    assert said["calls"]["called_at"].min() >= pd.Timestamp("2025-09-01")  # "six weeks in autumn"
    assert 5 <= (said["calls"]["called_at"].max() - said["calls"]["called_at"].min()).days / 7 < 6.1


def test_solving_drives_the_marks_of_the_calls_and_mood_less_than_outcome(said):
    centre = said["centre"].set_index("driver")
    assert centre.loc["resolved", "low"] > 1
    assert centre.loc["minutes", "high"] < 0
    assert said["mood_gap"] < said["outcome_gap"]
    marks = said["marks"].dropna(subset=["satisfaction"])
    assert f_oneway(*(mood for _, mood in marks.groupby("mood")["satisfaction"])).pvalue > 0.05
    ends = [marks.loc[marks["outcome"] == end, "satisfaction"] for end in ("resolved", "unresolved")]
    assert f_oneway(*ends).pvalue < 0.001


def test_the_index_cannot_rank_the_districts_but_new_town_s_delivery_is_below(said):
    assert (said["units"]["verdict"] == "open").all()  # "none of"
    assert said["n_open"] == len(said["units"])
    new_town = said["units"].set_index("district").loc["new_town"]
    assert new_town["adjusted_high"] < said["csi"].value  # its interval alone says more than the verdict
    verdict = said["delivery"].set_index("district")["verdict"]
    assert list(verdict[verdict == "below"].index) == ["new_town"]
    assert list(verdict[verdict == "above"].index) == ["east_gate"]
    assert (said["stages"]["verdict"] == "open").all()


def test_non_response_costs_more_than_the_margin_and_weights_mend_little(said):
    assert said["bias"] > said["half_width"]
    assert abs(said["mended"]) < 0.05  # "mends nothing"


def test_both_ways_rank_goods_and_delivery_first(said):
    weighing = said["weighing"]
    for way in ("true", "said", "derived"):
        assert list(weighing[way].nlargest(2).index) == ["goods", "delivery"]
    for way in ("said", "derived"):
        assert weighing.loc["delivery", way] < weighing.loc["delivery", "true"] - 0.04
        assert weighing.loc["aftersales", way] > weighing.loc["aftersales", "true"]
    off = weighing.sub(weighing["true"], axis=0).abs()
    assert off.loc["delivery", "derived"] > off.loc["delivery", "said"]  # "the derived suffer most"
    assert off.loc["aftersales", "derived"] > off.loc["aftersales", "said"]


def test_satisfaction_does_not_tell_who_buys_more(said):
    assert abs(said["link"]) < 0.1


def test_the_banner_is_true_from_a_low_threshold(said):
    assert (said["scores"]["csi"] >= said["nine_of_ten"]).mean() == pytest.approx(0.9, abs=0.01)
    assert said["only_delivery"] < said["csi"].value - 2
    fall = said["scores"].groupby("district")[["csi", "delivery"]].mean().diff(axis=1)["delivery"]
    assert fall.idxmin() == "new_town"


def test_those_who_complained_stay_away_more_and_the_seldom_most(said):
    assert said["away"].low > 0.05
    upset = said["crm"].load("complaints")["customer_id"]
    assert said["calm"]["customer_id"].isin(upset).mean() > 0.4  # "many of the calm complained"
    bands = said["bands"].set_index("visits")
    assert bands.loc["(0, 2]", "difference"] > 2 * bands.loc["(10, 20]", "difference"]
    assert bands.loc["(0, 2]", "paid"] < bands.loc["(10, 20]", "paid"]


def test_the_look_and_the_window_pay_and_the_rider_does_not(said):
    assert said["shelf"]["net"] > 0
    assert said["window"]["net"] > 0
    assert said["rider"]["net"] < -10_000
    assert said["shelf"]["cut_needed"] < said["shelf"]["cut"]
    assert said["rider"]["complaints"] * said["cost_each"] < said["rider"]["cost"] / 5
    for case in ("smaller", "cautious"):  # also with a third less margin, and at the low end of the estimate
        assert said[case][0] > 0
        assert said[case][2] > 0
    assert said["marks"]["category"].value_counts().idxmax() == "quality"


def test_a_quarter_cannot_tell_a_half_from_a_third_and_a_year_can(said):
    # Two Poisson counts, before and after: the interval of their ratio (log scale).
    year, needed = said["shelf"]["complaints"], said["shelf"]["cut_needed"]
    for count, tells in ((year / 4, False), (year, True)):
        left = 0.5 * np.exp(1.96 * np.sqrt(1 / count + 2 / count))
        assert (1 - left > needed) == tells


def test_value_works_beside_quality_and_expectation_does_little(said):
    causes = said["causes"].set_index("driver")
    assert causes.loc["value", "low"] > 0.2
    assert 0 < causes.loc["expectation", "low"] < causes.loc["expectation", "slope"] < 0.15
    assert causes["share"].idxmin() == "expectation"


def test_the_geometric_mean_is_near_the_eigenvector(said):
    by_hand = said["rows"] / said["rows"].sum()
    assert (by_hand - said["owner"].weights).abs().max() < 0.01


def test_the_own_data_cell_reads_a_survey_of_ones_own_and_names_what_it_lacks(said, tmp_path):
    path = tmp_path / "my_survey.csv"
    said["source"].rename(columns={"goods_fresh": "Fresh?"}).to_csv(path, sep=";", index=False)
    tree = said["own_tree"] | {"goods": ["Fresh?", "goods_stock"]}
    read = retain.read_survey(path, tree, respondent="customer_id", low=1, high=10)
    index = retain.satisfaction_index(read, tree, {"goods": 60, "price": 40}, low=1, high=10)["csi"]
    assert index.mean() == pytest.approx(said["own_csi"].value)
    for language, words in (("en", "has no column 'goods_fresh'"), ("zh", "没有'goods_fresh'这一列")):
        with language_is(language), pytest.raises(InputError, match=re.escape(words)):
            retain.read_survey(path, said["own_tree"])
