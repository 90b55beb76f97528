"""The pictures and the widget of lesson 3b say what they were given, in either language."""

import matplotlib as mpl
import pandas as pd
import pytest

from crmlab.frames import InputError
from crmlab.identify import code_ladder, date_ladder, plot_anonymity, plot_consent, plot_permissions
from crmlab.language import language_is
from crmlab.widgets import anonymity

mpl.use("agg")


@pytest.fixture(params=["en", "zh"])
def language(request):
    with language_is(request.param):
        yield request.param


def texts(ax):
    return [text.get_text().strip() for text in ax.texts]


def test_contacts_by_consent_are_stacked_and_labelled(language):
    judged = pd.DataFrame(
        {"channel": ["sms"] * 4 + ["visit"], "consent": ["yes", "no", "no", "withdrawn", "no"]}
    )
    ax = plot_consent(judged, names={"sms": "SMS"})
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["visit", "SMS"]
    assert texts(ax) == {"en": ["0% allowed", "25% allowed"], "zh": ["同意0%", "同意25%"]}[language]
    widths = [bar.get_width() for bar in ax.patches]
    assert sum(widths) == 5
    with pytest.raises(InputError):
        plot_consent(judged.drop(columns="consent"))


def test_rights_that_nobody_used_are_hollow(language):
    matrix = pd.DataFrame(
        [("driver", "contact", "read", 1), ("driver", "notes", "read", 0), ("clerk", "contact", "export", 1)],
        columns=["role", "field_group", "action", "allowed"],
    )
    used = pd.DataFrame({"role": ["driver"], "field_group": ["contact"], "action": ["read"]})
    ax = plot_permissions(matrix, used)
    assert texts(ax) == {"en": ["R", "E"], "zh": ["看", "导"]}[language]
    fills = [mpl.colors.to_hex(text.get_bbox_patch().get_facecolor()) for text in ax.texts]
    assert fills[1] == "#ffffff" != fills[0]
    assert [tick.get_text() for tick in ax.get_yticklabels()][
        1
    ] == "clerk"  # a role of one's own keeps its name


def test_the_price_of_anonymity_has_a_label_for_each_way():
    ways = pd.DataFrame({"loss": [0.0, 0.5], "right": [0.8, 0.0], "label": ["raw", "k = 5"]})
    ax = plot_anonymity(ways)
    assert texts(ax) == ["raw", "k = 5"]
    assert ax.lines[0].get_ydata().tolist() == [0.8, 0.0]


PEOPLE = pd.DataFrame(
    {
        "person_id": [f"P{n}" for n in range(8)],
        "born_on": pd.to_datetime([f"{1960 + 4 * n}-01-01" for n in range(8)]),
        "gender": list("FMFMFFMM"),
    }
)
LADDERS = {"born_on": date_ladder(), "gender": code_ladder()}


def test_the_widget_measures_what_a_guess_hits_and_what_is_lost(language):
    view = anonymity(PEOPLE, PEOPLE, LADDERS, "person_id")
    assert "<b>100.0%</b>" in view.sentence.value  # everybody alone: every guess is right
    view.sliders["born_on"].value = 6
    view.sliders["gender"].value = 1
    assert "<b>12.5%</b>" in view.sentence.value  # one in eight
    assert "<b>100%</b>" in view.sentence.value  # and nothing left of the data
    view.sliders["born_on"].value = 0
    view.sliders["k"].value = 2
    assert "<b>0.0%</b>" in view.sentence.value  # all left out
    assert {"en": "Interactive view", "zh": "互动图"}[language] in view.label


def test_the_widget_knows_that_people_off_the_list_cannot_be_hit():
    view = anonymity(PEOPLE, PEOPLE.head(4), LADDERS, "person_id")
    assert "<b>50.0%</b>" in view.sentence.value


def test_the_widget_refuses_too_many_combinations(language):
    many = {name: date_ladder() for name in ("a", "b", "c")}
    table = pd.DataFrame(dict.fromkeys(many, PEOPLE["born_on"]) | {"person_id": PEOPLE["person_id"]})
    with pytest.raises(InputError, match={"en": "343 ways", "zh": "343种组合"}[language]):
        anonymity(table, table, many, "person_id")
    with pytest.raises(InputError):
        anonymity(PEOPLE.drop(columns="person_id"), PEOPLE, LADDERS, "person_id")
