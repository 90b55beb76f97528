"""The pictures speak the learner's language and show what the room works out."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from crmlab.frames import InputError
from crmlab.mine import (
    plot_calibration,
    plot_confusion,
    plot_gains,
    plot_precision_recall,
    plot_profit,
    plot_roc,
    profit_curve,
)

RNG = np.random.default_rng(2)
CHANCE = RNG.random(300)
CAME = (RNG.random(300) < CHANCE).astype(int)
WORDS = {
    plot_roc: {"en": "responders found", "zh": "真阳性率"},
    plot_precision_recall: {"en": "chosen who respond", "zh": "查准率"},
    plot_calibration: {"en": "responded", "zh": "实际响应"},
    plot_gains: {"en": "responses reached", "zh": "响应"},
}


@pytest.fixture(autouse=True)
def _closed():
    yield
    plt.close("all")


@pytest.mark.parametrize("plot", WORDS, ids=lambda one: one.__name__)
def test_labels_are_in_the_language_and_names_in_the_legend(language, plot):
    ax = plot(CAME, {"one": CHANCE, "two": 1 - CHANCE})
    assert WORDS[plot][language] in ax.get_ylabel()
    assert any("two" in text.get_text() for text in ax.get_legend().get_texts())
    ax.figure.canvas.draw()


def test_the_triangle_marks_the_best_stop(language):
    ax = plot_profit(CAME, {"one": CHANCE}, gain=5, cost=2)
    assert ax.lines[1].get_ydata()[0] == profit_curve(CHANCE, CAME, 5, 2)["profit"].max()


def test_the_confusion_matrix_counts_people(language):
    ax = plot_confusion(CAME, CHANCE >= 0.5)
    shown = sum(int(text.get_text()) for text in ax.texts)
    assert shown == 300


def test_a_score_has_no_calibration(language):
    with pytest.raises(InputError, match="predict_proba"):
        plot_calibration(CAME, {"days": CHANCE * 100})
