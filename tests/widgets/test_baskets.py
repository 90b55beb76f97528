"""The widgets of lesson 6b: their numbers are the table's and the formula's, and bad input is answered."""

import time

import numpy as np
import pandas as pd
import pytest

from crmlab.frames import InputError
from crmlab.language import language_is
from crmlab.personalize import next_best_offer
from crmlab.widgets import basket_rules, next_offer


@pytest.fixture
def rules():
    rng = np.random.default_rng(4)
    return pd.DataFrame(
        {
            "count": rng.integers(10, 300, 200),
            "confidence": rng.uniform(0.05, 0.3, 200),
            "lift": rng.uniform(1, 5, 200),
            "holds": rng.random(200) < 0.2,
        }
    )


@pytest.fixture
def chances():
    rng = np.random.default_rng(5)
    table = pd.MultiIndex.from_product([[f"C{n}" for n in range(60)], list("abcd")]).to_frame(index=False)
    table.columns = ["customer_id", "product_id"]
    return table.assign(chance=rng.uniform(0, 0.2, len(table))).sample(frac=0.8, random_state=1)


MARGINS = {"a": 2.0, "b": 10.0, "c": 20.0, "d": 40.0}


def test_the_rules_that_remain_are_counted(rules):
    with language_is("en"):
        view = basket_rules(rules)
        assert "<b>200</b> of 200 rules remain" in view.sentence.value
        view.sliders["confidence"].value = 15
        view.sliders["lift"].value = 2.5
        kept = rules[(rules["confidence"] >= 0.15) & (rules["lift"] >= 2.5)]
        assert f"<b>{len(kept)}</b> of 200 rules remain" in view.sentence.value
        assert f"Of these <b>{kept['holds'].sum()}</b> hold" in view.sentence.value
        missed = rules["holds"].sum() - kept["holds"].sum()
        assert f"{missed} rules that hold have been cut away" in view.sentence.value


def test_a_rule_exactly_on_the_slider_stays():
    table = pd.DataFrame({"count": [7, 20], "confidence": [0.07, 0.29], "lift": [2.0, 2.0], "holds": True})
    with language_is("en"):
        view = basket_rules(table)
        view.sliders["confidence"].value = 29
        assert "<b>1</b> of 2 rules remain" in view.sentence.value


def test_the_lift_slider_begins_where_it_takes_rules_away(rules):
    assert basket_rules(rules).sliders["lift"].min == 1
    assert basket_rules(rules.assign(lift=rules["lift"] - 0.6)).sliders["lift"].min == 0.25


def test_one_person_is_no_people(monkeypatch):
    told = []
    monkeypatch.setattr("crmlab.widgets.offers.say", lambda key, **facts: told.append(key) or key)
    next_offer(
        pd.DataFrame({"customer_id": ["C1"], "product_id": ["a"], "chance": [0.5]}), {"a": 9}, 0.1, 0.3
    )
    assert "widgets_baskets.bar_one" in told


def test_offers_are_those_of_next_best_offer(chances):
    with language_is("en"):
        view = next_offer(chances, MARGINS, cost=0.3, uplift=0.4)
        table = next_best_offer(chances, MARGINS, set(chances["customer_id"]), 0.3, 0.4)
        go = table[table["decision"] == "offer"]
        assert f"<b>{len(go)}</b> of 60 people get an offer" in view.sentence.value
        assert f"<b>{go['value'].sum():,.0f} yuan</b>" in view.sentence.value
        view.sliders["uplift"].value = 0
        assert "No offer pays: to all 60 people" in view.sentence.value


@pytest.mark.parametrize("slider", ["uplift", "discount", "cost"])
def test_every_slider_of_the_offers_changes_picture_and_sentence(slider, chances):
    view = next_offer(chances, MARGINS, cost=0.3, uplift=0.4)
    before = view.image.value, view.sentence.value
    control = view.sliders[slider]
    control.value = 10 if slider == "discount" else control.max
    assert view.image.value != before[0]
    assert view.sentence.value != before[1]


@pytest.mark.parametrize(("language", "words"), [("en", ("remain", "people")), ("zh", ("剩下", "人里"))])
def test_they_speak_the_learners_language(language, words, rules, chances):
    with language_is(language):
        assert words[0] in basket_rules(rules).sentence.value
        view = next_offer(chances, MARGINS, 0.1, 0.3)
        assert words[1] in view.sentence.value
        assert view._repr_mimebundle_()["image/png"].startswith("iVBOR")


def test_wrong_tables_are_answered(rules, chances):
    with language_is("en"):
        with pytest.raises(InputError, match="no column 'holds'"):
            basket_rules(rules.drop(columns="holds"))
        with pytest.raises(InputError, match="rules has no rows"):
            basket_rules(rules.head(0))
        with pytest.raises(InputError, match="no column 'chance'"):
            next_offer(chances.drop(columns="chance"), MARGINS, 0.1, 0.3)


def test_the_numbers_of_a_whole_shop_take_under_a_tenth_of_a_second(monkeypatch):
    rng = np.random.default_rng(6)
    people = np.repeat([f"C{n:05d}" for n in range(700)], 47)
    table = pd.DataFrame(
        {"customer_id": people, "product_id": np.tile([f"P{n:02d}" for n in range(47)], 700)}
    )
    table["chance"] = rng.uniform(0, 0.2, len(table))
    margins = {f"P{n:02d}": float(n) for n in range(47)}
    # The drawing costs the same whatever the shop; what grows with it is timed here.
    monkeypatch.setattr("crmlab.widgets.offers._plot", lambda *_: None)
    view = next_offer(table, margins, 0.1, 0.3)
    spent = []
    for _ in range(5):
        began = time.perf_counter()
        view._draw(_NoFigure(), uplift=50, discount=5, cost=0.2)
        spent.append(time.perf_counter() - began)
    assert min(spent) < 0.1


class _NoFigure:
    def subplots(self):
        return None
