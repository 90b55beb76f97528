"""The figures: in both languages, with every glyph, nothing cut off, what they show is what was computed."""

import warnings

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from crmlab.differentiate import (
    cell_response,
    plot_cell_response,
    plot_pareto,
    plot_rfm_heatmap,
    plot_segments,
    rfm,
    segments,
)
from crmlab.frames import InputError


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def segmented(shop):
    return segments(rfm(shop[shop["amount"] > 0], as_of="2026-01-01"))


@pytest.fixture(scope="module")
def response(segmented):
    rng = np.random.default_rng(3)
    contacts = segmented[["customer_id"]].assign(
        responded=rng.integers(0, 2, len(segmented)), mailed=rng.integers(0, 2, len(segmented))
    )
    return cell_response(contacts, segmented, by="segment", mailed="mailed")


PLOTS = {
    "pareto": lambda s, r: plot_pareto(s["monetary"]),
    "heat map of customers": lambda s, r: plot_rfm_heatmap(s),
    "heat map of money": lambda s, r: plot_rfm_heatmap(s, "monetary"),
    "segments": lambda s, r: plot_segments(s),
    "response": lambda s, r: plot_cell_response(r, break_even=0.4),
}


@pytest.mark.parametrize("name", PLOTS)
def test_every_glyph_is_there_and_nothing_is_cut_off(name, segmented, response, language):
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a missing glyph is a warning
        ax = PLOTS[name](segmented, response)
        figure = ax.figure
        figure.canvas.draw()
    assert ax.get_xlabel()
    assert ax.get_xlabel().isascii() == (language == "en")
    drawn = figure.get_tightbbox()
    width, height = figure.get_size_inches()
    assert drawn.x0 >= -0.02
    assert drawn.y0 >= -0.02
    assert drawn.x1 <= width + 0.02
    assert drawn.y1 <= height + 0.02


def test_the_axes_that_were_given_are_used(segmented, response):
    figure, ax = plt.subplots()
    assert plot_pareto(segmented["monetary"], ax=ax) is ax
    assert plot_rfm_heatmap(segmented, ax=ax) is ax
    assert plot_segments(segmented, ax=ax) is ax
    assert plot_cell_response(response, ax=ax) is ax
    assert plt.get_fignums() == [figure.number]


def test_pareto_marks_the_customer_who_crosses_the_cut():
    ax = plot_pareto([50, 30, 15, 5])
    (said,) = [text.get_text() for text in ax.texts if "80%" in text.get_text()]
    assert "50% of customers" in said


def test_the_heat_map_shows_every_customer_once(segmented):
    ax = plot_rfm_heatmap(segmented)
    assert sum(int(text.get_text().replace(",", "")) for text in ax.texts) == len(segmented)


def test_bars_of_segments_add_up_to_one(segmented):
    widths = [bar.get_width() for bar in plot_segments(segmented).patches]
    assert sum(widths) == pytest.approx(2)


def test_segments_of_a_learner_keep_her_names():
    table = pd.DataFrame({"segment": ["VIP", "new"], "monetary": [3.0, 1.0]})
    labels = [label.get_text() for label in plot_segments(table).get_yticklabels()]
    assert labels == ["New", "VIP"]


def test_many_cells_keep_readable_names():
    cells = pd.DataFrame({"cell": [f"{n:03d}" for n in range(125)], "rate": np.linspace(0.2, 0, 125)})
    ax = plot_cell_response(cells.assign(low=0.0, high=0.3), break_even=0.1)
    assert 20 <= len(ax.get_yticks()) <= 26


@pytest.mark.parametrize(
    ("call", "english", "chinese"),
    [
        (
            lambda: plot_rfm_heatmap(pd.DataFrame(), "money"),
            "'customers' or 'monetary', but 'money'",
            "你给的是'money'",
        ),
        (
            lambda: plot_segments(pd.DataFrame({"segment": ["new"]})),
            "no column 'monetary'",
            "没有'monetary'这一列",
        ),
        (lambda: plot_pareto(["a"]), "must be numbers", "应该是数字"),
        (
            lambda: plot_segments(pd.DataFrame({"segment": ["new"], "monetary": [0.0]})),
            "no value is above 0",
            "没有大于0的数",
        ),
    ],
)
def test_a_wrong_call_is_answered_in_both_languages(call, english, chinese, language):
    with pytest.raises(InputError) as caught:
        call()
    assert (english if language == "en" else chinese) in str(caught.value)
