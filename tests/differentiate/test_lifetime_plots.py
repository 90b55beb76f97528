"""The pictures of lifetime value show the table's numbers, in the learner's language."""

import numpy as np
import pandas as pd
import pytest

from crmlab.differentiate import cohort_table, plot_cohorts, plot_survival, plot_tenure, value_by_tenure
from crmlab.frames import InputError


@pytest.mark.filterwarnings("ignore::crmlab.frames.LeftOutWarning")
def test_the_heat_map_prints_the_cohort_table(shop, language):
    cohorts = cohort_table(shop, as_of="2026-01-01")
    ax = plot_cohorts(cohorts)
    printed = sorted(text.get_text() for text in ax.texts)
    assert printed == sorted(f"{100 * share:.0f}" for share in cohorts["retention"])
    assert (
        ax.get_xlabel() == {"en": "Quarters since the first purchase", "zh": "距首次购买的季度数"}[language]
    )
    money = plot_cohorts(cohorts, "amount_per_customer")
    assert f"{cohorts['amount_per_customer'].iloc[0]:.0f}" in {text.get_text() for text in money.texts}


@pytest.mark.filterwarnings("ignore::crmlab.frames.LeftOutWarning")
def test_the_tenure_lines_are_the_table(shop, language):
    tenure = value_by_tenure(shop, as_of="2026-01-01")
    ax = plot_tenure(tenure)
    assert np.allclose(ax.lines[1].get_ydata(), tenure["amount_per_customer"])
    assert ax.get_ylabel() == {"en": "Yuan", "zh": "元"}[language]


def test_survival_names_its_lines():
    ax = plot_survival([1, 0.9, 0.8], {"one rate": np.array([1, 0.9, 0.81]), "sBG": np.array([1, 0.9, 0.85])})
    assert [text.get_text() for text in ax.texts] == ["one rate", "sBG"]
    assert ax.get_ylim()[0] == 0


def test_bad_input(language):
    says = {"en": "value must be 'retention'", "zh": "value只能是'retention'"}
    with pytest.raises(InputError, match=says[language]):
        plot_cohorts(pd.DataFrame(), "customers")
    with pytest.raises(InputError, match="tenure"):
        plot_tenure(pd.DataFrame({"amount_per_customer": [1.0], "amount_per_active": [1.0]}))
