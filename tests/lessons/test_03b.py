"""What lesson 3b says in words: numbers follow the data by themselves, claims do not."""

import contextlib
import io
import warnings
from pathlib import Path

import matplotlib
import nbformat
import pandas as pd
import pytest

LESSON = Path(__file__).parents[2] / "notebooks" / "en" / "03b_privacy_consent.ipynb"


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


def test_the_arithmetic_of_the_case(said):
    assert said["per_record"]["firm"] == pytest.approx(22.3, abs=0.05)
    assert said["per_record"]["witness"] == pytest.approx(18.3, abs=0.05)
    assert said["cards_each"] == pytest.approx(2.86, abs=0.01)  # not "about two"
    assert said["opted_out"] == 0.0125


def test_a_ticked_box_buys_most_of_the_yes(said):
    yes = said["yes"]
    assert (yes["web_empty"] < 0.6).all()  # "less than half", give or take the sample
    assert yes.loc["sharing", "web_ticked"] > 5 * yes.loc["sharing", "web_empty"]
    assert yes.loc["sharing", "web_empty"] < 0.2  # "about one in ten"
    assert said["taken_back"]["web_ticked"] > 1.5 * said["taken_back"]["web_empty"]


def test_two_of_five_calls_were_allowed_the_first_to_each(said):
    asked = said["asked"]
    assert asked["consent"].tolist() == ["yes", "yes", "no", "withdrawn", "never_asked"]


def test_the_call_of_crmlab_agrees_with_the_hand(said):
    consents = (
        said["said"].rename(columns={"customer": "customer_id"}).assign(purpose="marketing", channel="phone")
    )
    calls = said["calls"].assign(channel="phone")
    judged = said["identify"].consent_status(calls, consents, customer="customer", date="called_on")
    assert judged["consent"].tolist() == said["asked"]["consent"].tolist()


def test_most_contacts_went_to_people_whom_nobody_had_asked(said):
    judged = said["judged"]
    assert (judged["consent"] == "never_asked").mean() > 0.5
    assert said["share_strict"] < said["share_allowed"] < 0.3
    unasked = judged[judged["channel"].isin(["wechat", "visit"])]
    assert (unasked["consent"] == "never_asked").all()
    by_channel = (judged["consent"] == "yes").groupby(judged["channel"]).mean()
    assert by_channel["letter"] < 0.15  # "hardly any"
    assert 0 < said["n_again"] < said["n_stop"]
    assert 0 < said["n_blind"] < said["n_again"]
    requests, today = said["requests"], said["today"]
    late = (requests["answered_on"] > requests["due_on"]).sum()
    open_late = (requests["answered_on"].isna() & (requests["due_on"] < today)).sum()
    assert said["n_late"] == late + open_late > 0


def test_the_strict_rule_brings_no_old_consent_back(said):
    strict, judged = said["strict"]["consent"] == "yes", said["judged"]["consent"] == "yes"
    assert not (strict & ~judged).any()


def test_the_gate_costs_sales_and_no_profit(said):
    caused = said["caused"]
    assert (caused["sales"] > 0).all()
    assert caused["profit"].sum() < -1000
    assert caused["profit"].drop("K05").max() < 800  # "negative or near nothing"
    assert caused.loc["K05", "profit"] > 0
    assert said["share_sales"] < 0.05
    assert (said["each"] < -1).all()  # "so did those with consent"


def test_all_who_had_allowed_sharing_had_it_ticked_for_them(said):
    gate, strict = said["gate"].counts, said["gate_strict"].counts
    assert gate["yes"] < 0.5 * said["n_listed"]
    forms = said["consents"].query("purpose == 'sharing' and form != 'web_ticked' and granted == 1")
    assert strict["yes"] == 0 < gate["yes"]  # "all by a box ticked for them"
    assert not set(said["gate"].allowed["customer_id"]) & set(forms["customer_id"])


def test_the_partner_asked_for_seven_fields_and_needs_two(said):
    assert len(said["wished"]) == 7
    assert len(said["needed"]["call"]) == 2


def test_the_bare_hash_falls_and_the_key_holds(said):
    heads = said["heads"]["phone"]
    assert len(said["broken"]) == heads.str.slice(0, 5).eq("11300").sum() > 20
    assert set(said["broken"]) <= set(heads)
    assert said["minutes_for_all"] < 5
    assert not said["known"] & set(said["pseudonyms"])


def test_the_pencil_example(said):
    assert said["k_raw"] == 1
    assert len(said["safe"]) == 7
    women = said["safe"].query("gender == 'F'")
    assert len(women) == 3
    assert women["alcohol"].unique().tolist() == ["no"]


def test_the_attack_names_four_in_five_and_is_hardly_ever_wrong(said):
    assert 0.7 < said["share_named"] < 0.9
    assert said["share_right"] / said["share_named"] > 0.97
    naive, homes = said["naive"], said["crm"].load("truth/addresses")
    moved = homes.loc[homes["to_on"].notna(), "household_id"].str[1:]
    unnamed = naive[naive["named"].isna()]
    assert unnamed["customer_id"].str[1:].isin(moved).mean() > 0.6
    mistaken = naive[naive["named"].notna() & (naive["named"] != naive["person_id"])]
    assert mistaken["customer_id"].str[1:].isin(moved).all()  # "the wrong names are movers, too"


def test_years_hide_almost_everybody_and_five_year_spans_are_the_answer(said):
    assert said["five"].levels == {"born_on": 3, "gender": 0, "district": 0}  # "a span of five years"
    table = said["price_of_k"].set_index("k")
    assert (table.loc[[5, 10, 20], "named"] == 0).all()
    assert table.loc[1, "right"] > 0.7
    assert table.loc[5, "right"] < 0.03
    assert table["loss"].is_monotonic_increasing
    assert said["right_spans"] < 0.02  # "the ladder does the work"
    assert table.loc[20, "suppressed"] < table.loc[10, "suppressed"]


def test_some_classes_give_the_answer_away_and_it_is_no(said):
    assert len(said["uniform"]) > 0
    assert said["uniform"]["alcohol"].unique().tolist() == ["no"]
    assert said["five"].l == 1
    assert said["diverse"].l == 2
    assert said["diverse"].suppressed > said["five"].suppressed


def test_two_safe_extracts_are_not_safe_together(said):
    identify, quasi = said["identify"], said["quasi"]
    assert identify.k_anonymity(said["march"], quasi) >= 5
    assert identify.k_anonymity(said["may"], quasi) >= 5
    assert said["alone"] > 20


def test_most_rights_went_unused_and_the_administrator_has_none(said):
    assert said["n_idle"] > said["n_rights"] / 2
    assert said["permissions"].query("role == 'admin'")["allowed"].sum() == 0
    idle = said["right"].query("_merge == 'left_only'")["role"].value_counts()
    every = said["right"]["role"].value_counts()
    assert idle["owner"] / every["owner"] > 0.5
    assert idle["supervisor"] / every["supervisor"] > 0.5


def test_the_rules_by_hand_and_in_crmlab_agree(said):
    found = said["found"]
    assert len(said["night"]) == (found["rule"] == "out_of_hours").sum()
    assert len(said["forbidden"]) == (found["rule"] == "no_permission").sum()


def test_the_full_rules_find_all_and_crude_rules_do_not(said):
    scores, crude = said["scores"].set_index("rule"), said["crude_scores"]
    assert (scores["precision"] == 1).all()
    assert (scores["recall"] == 1).all()
    assert crude.loc["one_clock", "precision"] < 0.3
    assert crude.loc["busiest", "precision"] < 0.1
    assert 0.25 < crude.loc["three_looks", "precision"] < 0.75  # "right half of the time"
    assert crude.loc["log_only", "precision"] == 1
    assert 0.35 < crude.loc["log_only", "recall"] < 0.65  # "finds half"
    clock = said["clock"]
    early = said["log"][clock < 8].merge(said["staff"], on="staff_id")
    assert (early["role"] == "driver").sum() > 5


def test_the_curious_agent_watches_three_customers_for_months(said):
    planted = said["truth"].query("violation == 'no_reason'").merge(said["log"], on="access_id")
    assert len(set(planted["staff_id"])) == 1
    assert len(set(planted["customer_id"])) == 3
    assert planted["accessed_at"].max() - planted["accessed_at"].min() > pd.Timedelta(days=120)


def test_the_old_copy_lacks_customers_and_changes_none(said):
    assert len(said["copy"].missing) > 0
    assert said["copy"].changed == []


def test_what_the_widget_questions_say(said):
    view = said["widgets"].anonymity(said["extract"], said["roll"], said["ladders"], "person_id")
    before = _recognised(view)
    view.sliders["born_on"].value = 3
    assert _recognised(view) < 0.03 < 0.7 < before  # "falls to almost nothing"
    assert said["loss_year"] < said["loss_years"] < 0.1
    assert said["right_year"] > 0.03
    assert said["right_decades"] < 0.01  # "under one in a hundred"
    assert said["guessed"](3) == pytest.approx(_recognised(view), abs=0.001)
    for column in ("gender", "district"):
        view = said["widgets"].anonymity(said["extract"], said["roll"], said["ladders"], "person_id")
        view.sliders[column].value = view.sliders[column].max
        assert _recognised(view) > 0.5
    assert _recognised(view) > before  # the district out, and more are recognised
    assert said["bottom_left_out"] > 0.9


def _recognised(view):
    return float(view.sentence.value.split("<b>")[1].split("%")[0]) / 100


def test_the_offer_is_eaten_up_by_a_few_leavers(said):
    assert (said["what_if"]["share"] < 0.12).all()
    assert said["income"] > said["crime_line"]
    assert 0 < said["n_low"] < said["n_high"] < len(said["unasked"])
    assert said["n_sharing"] < 0.05 * len(said["active"])
    assert said["caused"]["profit"].sum() < 0  # "saves more in postage and gifts than their margin"
