"""The pictures of lesson 3a: what they show, in both languages."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest

from crmlab.frames import InputError
from crmlab.identify import (
    plot_fill,
    plot_identified,
    plot_scores,
    plot_threshold_costs,
    plot_weights,
    threshold_costs,
)
from crmlab.language import language_is

mpl.use("agg")


@pytest.fixture(params=["en", "zh"])
def language(request):
    with language_is(request.param):
        yield request.param
    plt.close("all")


@pytest.fixture
def scored():
    return pd.DataFrame(
        {"record_a": ["R1", "R1", "R2"], "record_b": ["R2", "R3", "R3"], "weight": [20.0, -9.0, 4.0],
         "probability": [0.99, 0.01, 0.4]}
    )  # fmt: skip


def test_weights_for_and_against_have_their_colours_and_names(language):
    weights = pd.DataFrame({"field": ["name", "pet"], "level": ["same", "differs"], "weight": [9.0, -4.0]})
    ax = plot_weights(weights)
    assert [bar.get_width() for bar in ax.patches] == [9.0, -4.0]
    assert ax.patches[0].get_facecolor() != ax.patches[1].get_facecolor()
    said = [tick.get_text() for tick in ax.get_yticklabels()]
    assert said == (["name: same", "pet: differs"] if language == "en" else ["姓名：相同", "pet：不同"])


def test_scores_are_parted_by_the_truth(language, scored):
    ax = plot_scores(scored, scored.head(1))
    counts = sorted(sum(bar.get_height() for bar in bars) for bars in ax.containers)
    assert counts == [1, 2]
    assert {text.get_text() for text in ax.get_legend().get_texts()} == (
        {"one person", "two people", "some of each"}
        if language == "en"
        else {"同一个人", "两个人", "两种都有"}
    )


def test_a_probability_is_marked_at_its_lowest_score(language, scored):
    marked = scored.assign(probability=[0.99, 0.6, 0.01], weight=[20.0, 12.0, -9.0])
    ax = plot_scores(marked, marked.head(1), at=[0.5, 0.83, 0.999])
    assert [line.get_xdata()[0] for line in ax.lines] == [12.0, 20.0]
    names = [text.get_text() for text in ax.texts]
    assert names == (["p = 0.5", "p = 0.83"] if language == "en" else ["概率0.5", "概率0.83"])


def test_the_cheapest_threshold_is_named(language, scored):
    costs = threshold_costs(scored, scored.head(1), 40, 8)
    ax = plot_threshold_costs(costs, at=0.5)
    assert len(ax.lines) == 3
    assert "0" in ax.texts[0].get_text()
    assert ("yuan" in ax.texts[0].get_text()) == (language == "en")


def test_fill_shows_every_share(language):
    ax = plot_fill(pd.DataFrame({"field": ["email", "phone"], "web": [0.9, 1.0], "ledger": [0.0, 0.86]}))
    assert [text.get_text() for text in ax.texts] == ["90%", "0%", "100%", "86%"]


def test_identified_shares_are_stacked_to_the_whole(language):
    shares = pd.DataFrame({"card": [0.2, 0.5], "web": [0.1, 0.2], "anonymous": [0.7, 0.3]}, index=["a", "b"])
    ax = plot_identified(shares)
    tops = {}
    for bar in ax.patches:
        at = bar.get_x()
        tops[at] = max(tops.get(at, 0), bar.get_y() + bar.get_height())
    assert list(tops.values()) == pytest.approx([1.0, 1.0])


def test_a_missing_column_is_answered():
    with pytest.raises(InputError):
        plot_weights(pd.DataFrame({"field": ["name"]}))
    with pytest.raises(InputError):
        plot_identified(pd.DataFrame({"card": [1.0]}))
