"""The widget of lesson 7a."""

import re
import time

import pandas as pd
import pytest

import crmlab as crm
from crmlab import retain, widgets
from crmlab.frames import InputError
from crmlab.language import language_is


@pytest.fixture(scope="module")
def scores():
    tree = retain.indicator_tree(crm.load("survey_indicators"))
    found = retain.satisfaction_index(crm.load("survey_satisfaction"), tree, dict.fromkeys(tree, 1))
    return found.merge(crm.load("customers")[["customer_id", "district"]], on="customer_id")


@pytest.fixture
def view(scores):
    facets = ["goods", "delivery", "service", "online", "aftersales", "price"]
    return widgets.satisfaction(scores, dict.fromkeys(facets, 1), "delivery")


def test_all_weight_on_one_facet_gives_its_mean(view, scores):
    view.sliders["weight"].value = 100
    assert f"{scores['delivery'].mean():.1f}" in view.sentence.value


def test_the_sentence_counts_the_satisfied(view):
    def share():
        return int(re.search(r"(\d+)%", view.sentence.value).group(1))

    view.sliders["threshold"].value = 90
    few = share()
    view.sliders["threshold"].value = 50
    assert few < share()


def test_it_speaks_chinese(scores):
    with language_is("zh"):
        shown = widgets.satisfaction(scores, {"goods": 1, "price": 1}, "price", names={"price": "价格"})
    assert "价格" in shown.sliders["weight"].description


def test_a_move_is_drawn_while_the_hand_is_on_the_slider(view):
    took = []
    for weight in (10, 30, 50, 70, 90):
        began = time.process_time()  # not the wall's clock: other tests run beside this one
        view.sliders["weight"].value = weight
        took.append(time.process_time() - began)
    assert min(took) < 0.15  # two thirds of it on a machine of its own


def test_it_refuses_weights_that_do_not_fit(scores):
    with pytest.raises(InputError):
        widgets.satisfaction(scores, {"goods": 1, "nothing": 1}, "goods")
    with pytest.raises(InputError):
        widgets.satisfaction(pd.DataFrame({"district": ["a"]}), {"goods": 1}, "goods")
