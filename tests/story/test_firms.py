"""The panel of firms: the survey measures what it should, and capability pays where the environment moves."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from scipy.optimize import linprog

from crmlab.story import firms
from crmlab.story.firms import FACTORS, PATHS, STAGES, SURVEY, UNITS

SEED, OTHER = 20260101, 7
TRUE = np.array(
    [
        PATHS.innovation_capability, PATHS.innovation_dynamism, PATHS.innovation_both,
        PATHS.customer_capability, PATHS.customer_innovation,
        PATHS.finance_capability, PATHS.finance_customer, PATHS.finance_innovation, PATHS.finance_both,
        PATHS.finance_size,
    ]
)  # fmt: skip


@pytest.fixture(scope="module", params=[SEED, OTHER])
def panel(request):
    return firms.make_shop(request.param)


def answers(tables):
    """All answers the right way round."""
    items = tables["firm_items"].set_index("item_id")
    given = tables["firm_panel"][items.index].astype(float)
    turned = items.index[items["reversed"] == 1]
    return given.assign(**{item: 8 - given[item] for item in turned}), items


def ordinary_least_squares(columns, y):
    x = np.column_stack([np.ones(len(y)), *columns])
    b = np.linalg.lstsq(x, y, rcond=None)[0]
    residual = y - x @ b
    variance = residual @ residual / (len(y) - x.shape[1]) * np.linalg.inv(x.T @ x)
    return b[1:], np.sqrt(np.diag(variance))[1:]


def paths(c, d, innovation, customer, finance, size):
    """Three regressions: ten coefficients in the order of `TRUE`, and their errors."""
    fits = [
        ordinary_least_squares([c, d, c * d], innovation),
        ordinary_least_squares([c, innovation], customer),
        ordinary_least_squares([c, customer, innovation, c * d, size], finance),
    ]
    return tuple(np.concatenate(part) for part in zip(*fits, strict=True))


def observed(tables):
    given, items = answers(tables)
    is_dynamic = items["factor"] == "dynamism"
    scores = [given.loc[:, mask].mean(axis=1) for mask in (~is_dynamic, is_dynamic)]
    c, d = ((s - s.mean()) / s.std() for s in scores)
    means = tables["firm_results"].groupby("firm_id").mean(numeric_only=True)
    y = [
        ((means[name] - getattr(UNITS, name)[0]) / getattr(UNITS, name)[1]).to_numpy()
        for name in ("new_product_share", "retained_share", "return_on_sales")
    ]
    size = np.log(tables["firm_panel"]["employees"].to_numpy()) - 4.6
    return c.to_numpy(), d.to_numpy(), *y, size


def latent(true):
    columns = ("capability", "dynamism", "innovation", "customer", "finance")
    return *(true[c].to_numpy() for c in columns), np.log(true["employees"].to_numpy()) - 4.6


def test_tables_fit_and_repeat(panel):
    assert tuple(panel) == firms.TABLES
    assert panel["firm_panel"]["firm_id"].is_unique
    assert len(panel["firm_panel"]) == SURVEY.firms
    assert not panel["firm_results"].duplicated(["firm_id", "year"]).any()
    assert set(panel["firm_results"]["firm_id"]) == set(panel["firm_panel"]["firm_id"])
    one, two = firms.make_shop(3), firms.make_shop(3)
    for name in one:
        pd.testing.assert_frame_equal(one[name], two[name])
    assert sum(len(t.to_csv(index=False).encode()) for t in panel.values()) < 0.2e6


def test_answers_lie_on_the_scale(panel):
    given, _ = answers(panel)
    assert (given.isna() | ((given >= 1) & (given <= 7))).all(axis=None)


def test_about_one_answer_in_twenty_is_missing_and_small_firms_skip_more(panel):
    given, _ = answers(panel)
    missing = given.isna()
    assert 0.035 < missing.mean(axis=None) < 0.065
    small = panel["firm_panel"]["employees"] < panel["firm_panel"]["employees"].median()
    assert missing[small].mean(axis=None) > 1.3 * missing[~small].mean(axis=None)
    # Leaving out every firm with a gap loses most of them.
    assert missing.any(axis=1).mean() > 0.5


def test_items_belong_to_their_factor_and_factors_are_related(panel):
    given, items = answers(panel)
    scores = {f: given.loc[:, items["factor"] == f].mean(axis=1) for f in (*FACTORS, "dynamism")}
    for factor in FACTORS:
        assert np.corrcoef(scores[factor], panel["truth/firm_panel"][factor])[0, 1] > 0.85
    eigenvalues = np.linalg.eigvalsh(given.loc[:, items["factor"] != "dynamism"].corr())[::-1]
    assert eigenvalues[3] > 1.2 > 0.9 * eigenvalues[4]
    between = np.corrcoef([scores[f] for f in FACTORS])[np.triu_indices(4, 1)]
    assert 0.2 < between.mean() < 0.6


def test_a_reversed_item_left_as_it_is_spoils_its_scale(panel):
    items = panel["firm_items"].set_index("item_id")
    raw = panel["firm_panel"][items.index].astype(float)
    for item in items.index[items["reversed"] == 1]:
        same = items.index[(items["factor"] == items.loc[item, "factor"]) & (items.index != item)]
        assert raw[item].corr(raw[same].mean(axis=1)) < -0.2


def test_regressions_on_survey_scores_find_the_paths(panel):
    """Ten coefficients at once: intervals that hold all of them with 95 per cent (Bonferroni)."""
    b, error = paths(*observed(panel))
    assert (np.abs(b - TRUE) < stats.norm.ppf(1 - 0.05 / 20) * error).all()
    assert b[0] > 1.96 * error[0]  # capability acts on innovation
    assert b[2] > 1.96 * error[2]  # and is moderated by dynamism
    assert b[8] > 1.64 * error[8]


def test_with_true_scores_single_intervals_hold_as_often_as_they_say():
    inside = []
    for seed in range(150):
        b, error = paths(*latent(firms.make_firms(seed)))
        inside.append(np.abs(b - TRUE) < 1.96 * error)
    coverage = np.mean(inside, axis=0)
    assert (coverage > 0.88).all()
    assert 0.93 < coverage.mean() < 0.97


def test_errors_of_measurement_make_the_interaction_too_small():
    """As the card says: a seventh to a fifth (Busemeyer and Jones 1983)."""
    found = np.mean([paths(*observed(firms.make_shop(seed)))[0][[2, 8]] for seed in range(40)], axis=0)
    assert np.all((found > 0.70 * TRUE[[2, 8]]) & (found < 0.97 * TRUE[[2, 8]]))


def test_without_moderation_none_is_found():
    plain = replace(PATHS, innovation_both=0.0, finance_both=0.0)
    found = []
    for seed in range(60):
        b, error = paths(*latent(firms.make_firms(seed, plain)))
        found += [abs(b[2]) > 1.96 * error[2], abs(b[8]) > 1.96 * error[8]]
    assert np.mean(found) < 0.12


def test_signs_of_cash_flows_show_the_stage(panel):
    """Dickinson 2011; the mode of three years."""
    flows = panel["firm_results"].set_index("firm_id")[["operating_cash", "investing_cash", "financing_cash"]]
    signs = np.sign(flows).groupby("firm_id").sum().apply(np.sign)
    stage = panel["truth/firm_panel"].set_index("firm_id")["stage"]
    true = np.array([STAGES[s][2] for s in stage])
    assert (signs.loc[stage.index].to_numpy() == true).all(axis=1).mean() > 0.85
    sales = panel["firm_results"].pivot_table(index="firm_id", columns="year", values="sales")
    growth = (sales[2025] / sales[2023]).groupby(stage).median()
    assert growth["introduction"] > growth["growth"] > growth["mature"] > growth["decline"]


def test_data_envelopment_finds_who_is_efficient(panel):
    """Charnes, Cooper and Rhodes 1978: constant returns, inputs minimised."""
    given = panel["firm_panel"]
    x = given[["crm_spend", "crm_staff"]].to_numpy(float).T
    y = given["retained_customers"].to_numpy(float)
    scores = []
    for j in range(0, len(given), 3):
        bounds = np.vstack([np.column_stack([-x[:, [j]], x]), np.concatenate([[0], -y])])
        fit = linprog([1] + [0] * len(y), A_ub=bounds, b_ub=[0, 0, -y[j]], method="highs")
        scores.append(fit.x[0])
    truth = panel["truth/firm_panel"]["efficiency"].to_numpy()[::3]
    assert stats.spearmanr(scores, truth).statistic > 0.7
    assert 0.6 < truth.mean() < 0.9
