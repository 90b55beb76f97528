"""The pictures show the numbers they are given, in the learner's language."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from crmlab.frames import InputError
from crmlab.interact import expected_curve, plot_hours, plot_response_curves, plot_uplift_curves

HOURS = pd.DataFrame(
    {"district": ["a", "a", "b"], "hour": [9, 19, 9], "rate": [0.2, 0.6, 0.3], "best": [False, True, True]}
)
CURVES = pd.DataFrame(
    {"channel": ["x", "y"], "scale": [1.0, 2.0], "elasticity": [0.5, 0.5], "value": [1.0, 2.0]}
)
SPENDS = pd.DataFrame({"channel": ["x", "y"], "now": [10_000.0, 10_000.0], "proposed": [5_000.0, 15_000.0]})


@pytest.fixture(autouse=True)
def close():
    yield
    plt.close("all")


def test_every_hour_shows_its_rate_and_each_group_its_best(language):
    ax = plot_hours(HOURS, names={"a": "Lane"})
    assert sorted(text.get_text() for text in ax.texts) == ["20%", "30%", "60%"]
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["Lane", "b"]
    framed = sorted(patch.get_xy() for patch in ax.patches)
    assert framed == [(-0.5, 0.5), (0.5, -0.5)]
    assert ("Hour" if language == "en" else "时段") in ax.get_xlabel()


def test_the_dots_stand_at_the_spend_of_today():
    ax = plot_response_curves(CURVES, SPENDS, 20_000)
    dots = [line.get_xydata()[0].tolist() for line in ax.lines if len(line.get_xdata()) == 1]
    assert dots == [[1.0, 100.0], [1.0, 400.0]]


def test_a_curve_each_and_the_line_of_chance(language):
    curve = expected_curve([2, 1], [0.4, 0.0])
    ax = plot_uplift_curves({"model": curve, "truth": curve})
    labels = [text.get_text() for text in ax.get_legend().get_texts()]
    assert labels == ["model", "truth", "drawn by lot" if language == "en" else "抽签"]


BAD = {
    "no groups": (lambda: plot_hours(HOURS.drop(columns="district")), "by='district'", "一组画一行"),
    "no curves": (lambda: plot_uplift_curves([]), "a dict of curves", "一个字典"),
    "no spends": (lambda: plot_response_curves(CURVES, SPENDS.drop(columns="now"), 1), "'now'", "'now'"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_wrong_call_is_answered_in_both_languages(case, language):
    call, english, chinese = BAD[case]
    with pytest.raises(InputError) as caught:
        call()
    assert (english if language == "en" else chinese) in str(caught.value)
