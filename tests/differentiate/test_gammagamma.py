"""Gamma-Gamma and the residual value: by hand, by recovery, on bad input."""

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmlab.differentiate import BGNBD, GammaGamma, ParetoNBD, residual_value
from crmlab.frames import InputError, LeftOutWarning

TRUTH = np.array([5.0, 4.0, 60.0])


def simulate(customers, seed):
    """Draw every amount: those of one customer are Gamma(p, nu), and nu is Gamma(q, gamma)."""
    rng = np.random.default_rng(seed)
    p, q, gamma = TRUTH
    x = rng.integers(1, 12, customers)
    return x, np.array([rng.gamma(p, 1 / rng.gamma(q, 1 / gamma), n).mean() for n in x])


@pytest.mark.parametrize(
    ("x", "m", "values", "likelihood"),
    [
        (1, 1, (1, 1, 1), 1 / 4),
        (1, 3, (1, 1, 1), 1 / 16),
        (2, 1, (1, 1, 1), 2 * 4 / 3**3),  # gamma(3) / gamma(2) * m * x ** 2 / (1 + 2) ** 3
        (1, 2, (2, 1, 3), 2 * 3 * 2 / 5**3),
    ],
)
def test_likelihood_by_pencil(x, m, values, likelihood):
    found, _ = GammaGamma().log_likelihood([x], [m], values=values)
    assert np.exp(found) == pytest.approx(likelihood, rel=1e-12)


def test_the_likelihood_is_a_density():
    grid = np.exp(np.linspace(-14, 14, 40_001))
    middle, width = np.sqrt(grid[1:] * grid[:-1]), np.diff(grid)
    heights = [GammaGamma().log_likelihood([3], [m], values=[2.0, 3.0, 5.0])[0] for m in middle[::40]]
    total = np.exp(np.interp(np.log(middle), np.log(middle[::40]), heights)) @ width
    assert total == pytest.approx(1, abs=1e-3)


@settings(deadline=None, max_examples=60)
@given(st.floats(0.3, 9), st.floats(0.5, 9), st.floats(1, 200), st.integers(0, 9))
def test_gradient_is_the_slope(p, q, gamma, seed):
    x, m = simulate(20, seed)
    values = np.array([p, q, gamma])
    _, gradient = GammaGamma().log_likelihood(x, m, values=values)
    for i, step in enumerate(1e-5 * values):
        ahead, back = values.copy(), values.copy()
        ahead[i], back[i] = values[i] + step, values[i] - step
        rise = GammaGamma().log_likelihood(x, m, ahead)[0] - GammaGamma().log_likelihood(x, m, back)[0]
        assert gradient[i] == pytest.approx(rise / (2 * step), rel=1e-4, abs=1e-4)


def test_truth_is_recovered():
    model = GammaGamma().fit(*simulate(8000, seed=1))
    errors = np.array([model.standard_errors_[name] for name in model.PARAMETERS])
    assert (abs(model.values_ - TRUTH) < 3.5 * errors).all()
    assert (errors < 0.15 * TRUTH).all()


def test_totals_and_averages_give_two_likelihoods_and_one_estimate():
    x, m = simulate(500, seed=3)
    model = GammaGamma().fit(x, m)
    assert model.log_likelihood_total_ == pytest.approx(model.log_likelihood_ - np.log(x).sum())
    # The density of the total at the same place: that of the average over x.
    p, q, gamma = model.values_
    ratio = m * x / gamma
    from scipy.special import betaln

    totals = p * x * np.log(ratio) - (p * x + q) * np.log1p(ratio) - betaln(p * x, q) - np.log(m * x)
    assert totals.sum() == pytest.approx(model.log_likelihood_total_)


@settings(deadline=None, max_examples=60)
@given(st.floats(0.5, 9), st.floats(1.2, 9), st.floats(1, 200), st.floats(0.1, 500))
def test_who_bought_often_is_believed(p, q, gamma, m):
    model = GammaGamma.at(p=p, q=q, gamma=gamma)
    everybody = model.expected_spend(0, 0)
    assert everybody == pytest.approx(p * gamma / (q - 1))
    assert model.expected_spend(0, 123.0) == everybody  # without repeat purchases the amount says nothing
    away = np.abs(model.expected_spend([0, 1, 2, 5, 50, 10**7], m) - m)
    assert (np.diff(away) <= 1e-9 * max(m, everybody)).all()
    assert away[-1] < 1e-3 * max(m, everybody)


def test_no_average_is_no_number():
    assert GammaGamma.at(p=2, q=0.5, gamma=10).expected_spend(0, 0) == np.inf


def test_who_has_no_say_and_who_is_left_out(language):
    x, m = simulate(300, seed=4)
    clean = GammaGamma().fit(x, m)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        some = GammaGamma().fit(np.append(x, [0, 0]), np.append(m, [0.0, 7.0]))
    assert some.log_likelihood_ == pytest.approx(clean.log_likelihood_)
    assert some.customers_ == 300
    said = {
        "en": "3 of 303 rows left out: 2 without a number, 1 with repeat purchases but no money",
        "zh": "303行，略去3行：2行不是数字、1行有重复购买却没有金额",
    }
    with pytest.warns(LeftOutWarning, match=said[language]):
        GammaGamma().fit(np.append(x, [2, np.nan, 3]), np.append(m, [np.nan, 7.0, 0.0]))


BAD = {
    "one-time buyers": (lambda: GammaGamma().fit([0, 0], [0, 0]), "only 0 have any", "只有0位"),
    "one customer": (lambda: GammaGamma().fit([3], [9.0]), "only 1 have any", "只有1位"),
    "equal": (lambda: GammaGamma().fit([3, 1], [9.0, 9.0]), "spend 9 each time", "每次都花9"),
    "negative": (
        lambda: GammaGamma().fit([3, 1], [9.0, -2.0]),
        "but 1 of 2 are; the first is -2",
        "第1行的-2",
    ),
    "empty": (lambda: GammaGamma().fit([], []), "no rows left", "没有可用的行"),
    "text": (lambda: GammaGamma().fit([3, 1], ["9", "8"]), "must hold numbers", "应该是数字"),
    "not fitted": (lambda: GammaGamma().expected_spend(1, 2), "Call fit(...) first", "先调用fit(...)"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_wrong_call_is_answered_in_both_languages(case, language):
    call, english, chinese = BAD[case]
    with pytest.raises(InputError) as caught:
        call()
    assert (english if language == "en" else chinese) in str(caught.value)


@pytest.fixture
def customers():
    return pd.DataFrame(
        {
            "customer_id": ["C1", "C2", "C3"],
            "frequency": [5, 0, 2],
            "recency": [30.0, 0.0, 3.0],
            "T": [35.0, 40.0, 38.0],
            "monetary_value": [40.0, 0.0, 90.0],
        }
    )


BUYING = {
    "pareto": ParetoNBD.at(r=0.55, alpha=10.6, s=0.61, beta=11.7),
    "bg": BGNBD.at(r=0.24, alpha=4.4, a=0.8, b=2.4),
}
SPEND = GammaGamma.at(p=6.25, q=3.74, gamma=15.4)


@pytest.mark.parametrize("kind", BUYING)
def test_residual_value_is_purchases_times_spend_times_margin(customers, kind):
    found = residual_value(customers, BUYING[kind], SPEND, margin=0.3, discount=0.15, years=2)
    assert found.columns.tolist() == [
        "customer_id",
        "probability_alive",
        "purchases",
        "spend",
        "residual_value",
    ]
    history = [customers[name] for name in ("frequency", "recency", "T")]
    by_hand = BUYING[kind].discounted_purchases(np.log(1.15) / 52, *history, horizon=104)
    assert found["purchases"].to_numpy() == pytest.approx(by_hand)
    product = 0.3 * found["purchases"] * found["spend"]
    assert found["residual_value"].to_numpy() == pytest.approx(product.to_numpy())
    # A higher discount or a nearer horizon is worth less; twice the margin is worth twice.
    dear = residual_value(customers, BUYING[kind], SPEND, margin=0.3, discount=0.5, years=2)
    near = residual_value(customers, BUYING[kind], SPEND, margin=0.3, discount=0.15, years=1)
    double = residual_value(customers, BUYING[kind], SPEND, margin=0.6, discount=0.15, years=2)
    assert (dear["residual_value"] < found["residual_value"]).all()
    assert (near["residual_value"] < found["residual_value"]).all()
    assert double["residual_value"].to_numpy() == pytest.approx(2 * found["residual_value"].to_numpy())


@pytest.mark.parametrize("seed", range(4))
def test_customers_who_do_not_differ_are_a_ridge(seed, language):
    rng = np.random.default_rng(seed)
    x = rng.integers(1, 9, 300)
    m = np.array([rng.gamma(6, 10, n).mean() for n in x])
    with pytest.warns(UserWarning, match={"en": "no top in q_", "zh": "q_.*没有最高点"}[language]):
        model = GammaGamma().fit(x, m)
    assert np.isnan(list(model.standard_errors_.values())).all()
    assert model.expected_spend(0, 0) == pytest.approx(60, rel=0.1)


def test_days_and_weeks_are_worth_the_same(customers):
    weeks = residual_value(customers, BUYING["pareto"], SPEND, margin=0.3, discount=0.15)
    in_days = customers.assign(recency=7 * customers["recency"], T=7 * customers["T"])
    buying = ParetoNBD.at(r=0.55, alpha=7 * 10.6, s=0.61, beta=7 * 11.7)
    days = residual_value(in_days, buying, SPEND, margin=0.3, discount=0.15, unit="day")
    pd.testing.assert_frame_equal(days, weeks)


WRONG = {
    "margin": ({"margin": 30}, "a share of the money sold", "毛利占销售额的比例"),
    "no margin": ({"margin": 0}, "margin must be a number above 0", "margin应该是大于0的数"),
    "discount": ({"discount": -0.1}, "discount must be", "discount应该是"),
    "years": ({"years": "all"}, "'all' was given", "你给的是'all'"),
    "unit": ({"unit": "year"}, "'year' was given", "你给的是'year'"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_value_without_sense_is_refused(case, customers, language):
    changed, english, chinese = WRONG[case]
    with pytest.raises(InputError) as caught:
        residual_value(customers, BUYING["pareto"], SPEND, **{"margin": 0.3, "discount": 0.15, **changed})
    assert (english if language == "en" else chinese) in str(caught.value)


def test_a_missing_column_is_named(customers):
    with pytest.raises(InputError, match="no column 'monetary_value'"):
        residual_value(
            customers.drop(columns="monetary_value"), BUYING["bg"], SPEND, margin=0.3, discount=0.15
        )
