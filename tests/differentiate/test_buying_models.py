"""BG/NBD and Pareto/NBD: by hand, by their own definitions, by recovery, on bad input."""

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import gammaln, hyp2f1

from crmlab.differentiate import BGNBD, ParetoNBD
from crmlab.frames import InputError, LeftOutWarning

MODELS = {"bg": BGNBD, "pareto": ParetoNBD}
VALUES = {"bg": [0.4, 6.0, 0.8, 2.5], "pareto": [0.6, 9.0, 0.7, 14.0]}


@pytest.fixture(params=MODELS)
def kind(request):
    return request.param


def simulate(kind, customers, values, seed):
    """Draw histories as each model says they come about; by a loop that shares nothing with the code."""
    rng = np.random.default_rng(seed)
    r, alpha, third, fourth = values
    rows = []
    for _ in range(customers):
        rate, T, at, x, t_x = rng.gamma(r, 1 / alpha), rng.uniform(20, 80), 0.0, 0, 0.0
        leave = rng.beta(third, fourth) if kind == "bg" else None
        life = np.inf if kind == "bg" else rng.exponential(1 / rng.gamma(third, 1 / fourth))
        while (at := at + rng.exponential(1 / rate)) < min(life, T):
            x, t_x = x + 1, at
            if kind == "bg" and rng.random() < leave:
                break
        rows.append((x, t_x, T))
    return np.array(rows).T


@pytest.mark.parametrize(
    ("kind", "history", "likelihood"),
    [
        # All parameters 1, so both formulas are fractions that a pencil can check.
        ("bg", (0, 0, 3), 1 / 4),
        ("bg", (1, 1, 3), 1 / 2 * (1 / 16 + 1 / 4)),
        ("bg", (2, 1, 1), 2 / 3 * (1 / 8 + 1 / 2 * 1 / 8)),
        ("pareto", (0, 0, 1), 1 / 4 + 1 / 2 * (1 - 1 / 4)),
        ("pareto", (1, 1, 3), 1 / 64 + 1 / 3 * (1 / 8 - 1 / 64)),
        ("pareto", (2, 3, 3), 2 * (1 / 4**4)),
    ],
)
def test_likelihood_by_pencil(kind, history, likelihood):
    found, _ = MODELS[kind]().log_likelihood(*([value] for value in history), values=[1, 1, 1, 1])
    assert np.exp(found) == pytest.approx(likelihood, rel=1e-12)


def printed_likelihood(r, alpha, s, beta, x, t_x, T):
    """Give the Pareto/NBD likelihood as it is printed (Fader and Hardie 2005): a difference of two 2F1."""
    order, gap, large = r + s + x, abs(alpha - beta), max(alpha, beta)
    second = s + 1 if alpha >= beta else r + x

    def tail(t):
        return hyp2f1(order, second, order + 1, gap / (large + t)) / (large + t) ** order

    stayed = 1 / ((alpha + T) ** (r + x) * (beta + T) ** s)
    ways = stayed + s / order * (tail(t_x) - tail(T))
    return gammaln(r + x) - gammaln(r) + r * np.log(alpha) + s * np.log(beta) + np.log(ways)


shapes, times = st.floats(0.1, 4), st.floats(0.5, 40)


@settings(deadline=None, max_examples=150)
@given(shapes, times, shapes, times, st.integers(0, 12), st.floats(0.1, 1), st.floats(1, 80))
def test_pareto_is_what_is_printed(r, alpha, s, beta, x, part, T):
    t_x = part * T if x else 0.0
    found, _ = ParetoNBD().log_likelihood([x], [t_x], [T], values=[r, alpha, s, beta])
    assert found == pytest.approx(printed_likelihood(r, alpha, s, beta, x, t_x, T), rel=1e-7, abs=1e-7)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(sorted(MODELS)), shapes, times, shapes, times, st.integers(0, 9))
def test_gradient_is_the_slope(kind, one, two, three, four, seed):
    values = np.array([one, two, three, four])
    rng = np.random.default_rng(seed)
    x = rng.poisson(2, 30)
    T = rng.uniform(10, 50, 30)
    history = x, np.where(x > 0, T * rng.uniform(0.1, 1, 30), 0.0), T
    model = MODELS[kind]()
    _, gradient = model.log_likelihood(*history, values=values)
    for i, step in enumerate(1e-5 * values):
        ahead, back = values.copy(), values.copy()
        ahead[i], back[i] = values[i] + step, values[i] - step
        rise = (
            model.log_likelihood(*history, values=ahead)[0] - model.log_likelihood(*history, values=back)[0]
        )
        assert gradient[i] == pytest.approx(rise / (2 * step), rel=1e-4, abs=1e-4)


@settings(deadline=None, max_examples=20)
@given(st.sampled_from(sorted(MODELS)), st.integers(0, 100))
def test_order_copies_and_units_change_nothing(kind, seed):
    history = simulate(kind, 300, VALUES[kind], seed)
    model = MODELS[kind]()
    once, slope = model.log_likelihood(*history, values=VALUES[kind])
    twice, slope_twice = model.log_likelihood(*np.repeat(history[:, ::-1], 2, axis=1), values=VALUES[kind])
    assert twice == pytest.approx(2 * once)
    assert slope_twice == pytest.approx(2 * slope, rel=1e-9, abs=1e-9)
    # In days a likelihood is smaller by a factor of 7 for each purchase; all else is the same.
    scale = np.array([1, 7, 1, 7 if kind == "pareto" else 1])
    days, _ = model.log_likelihood(history[0], 7 * history[1], 7 * history[2], values=VALUES[kind] * scale)
    assert days == pytest.approx(once - history[0].sum() * np.log(7))


def test_truth_is_recovered(kind):
    truth = np.array(VALUES[kind])
    history = simulate(kind, 15_000, truth, seed=4)
    model = MODELS[kind]().fit(*history)
    errors = np.array([model.standard_errors_[name] for name in model.PARAMETERS])
    assert (abs(model.values_ - truth) < 3.5 * errors).all()
    assert (errors < 0.25 * truth).all()
    # At the top the slope is nothing, beside what it is a standard error away.
    _, slope = model.log_likelihood(*history)
    assert (abs(slope * errors) < 1e-3).all()
    intervals = model.estimates().set_index("parameter")
    assert (intervals["low"] < intervals["estimate"]).all()
    assert (intervals["estimate"] < intervals["high"]).all()


def test_standard_errors_are_how_fits_scatter():
    fits = [BGNBD().fit(*simulate("bg", 1500, VALUES["bg"], seed)) for seed in range(24)]
    for name in BGNBD.PARAMETERS:
        scatter = np.std(np.log([getattr(fit, f"{name}_") for fit in fits]), ddof=1)
        told = np.median([fit.standard_errors_[name] / getattr(fit, f"{name}_") for fit in fits])
        assert 0.6 < told / scatter < 1.6


@pytest.mark.parametrize("T", [5.0, 40.0])
def test_predictions_are_averages_over_simulated_customers(kind, T):
    """Draw many customers; those whose history is (x, t_x) at T show what the model should say of them."""
    values, ahead, n = VALUES[kind], 30.0, 400_000
    rng = np.random.default_rng(11)
    r, alpha, third, fourth = values
    rate = rng.gamma(r, 1 / alpha, n)
    if kind == "bg":
        # Time until she leaves: the first repeat purchase that is her last, so exponential with rate * p.
        p = rng.beta(third, fourth, n)
        gone = rng.exponential(1 / (rate * p))
        until = np.minimum(gone, T)
        # Purchases that were not the last come at rate * (1 - p).
        bought = rng.poisson(rate * (1 - p) * until) + (gone < T)
        later = np.minimum(gone, T + ahead)
        more = rng.poisson(rate * (1 - p) * np.maximum(later - T, 0)) + ((gone > T) & (gone < T + ahead))
    else:
        gone = rng.exponential(1 / rng.gamma(third, 1 / fourth, n))
        bought = rng.poisson(rate * np.minimum(gone, T))
        more = rng.poisson(rate * np.clip(gone - T, 0, ahead))
    model = MODELS[kind].at(**dict(zip(MODELS[kind].PARAMETERS, values, strict=True)))
    assert model.expected_purchases(T) == pytest.approx(bought.mean(), rel=0.02)
    never = bought == 0
    assert model.probability_alive(0, 0, T) == pytest.approx((gone[never] > T).mean(), abs=0.01)
    assert model.conditional_expected_purchases(ahead, 0, 0, T) == pytest.approx(more[never].mean(), rel=0.05)


def test_bg_expectation_is_what_is_printed():
    """Fader, Hardie and Lee (2005), equation 10, where its 2F1 is small enough to compute."""
    r, alpha, a, b = 0.243, 4.414, 0.793, 2.426
    x, T, t = np.array([0, 1, 2, 7]), 38.86, 39.0
    z = t / (alpha + T + t)
    inside = ((alpha + T) / (alpha + T + t)) ** (r + x) * hyp2f1(r + x, b + x, a + b + x - 1, z)
    alive = (a + b + x - 1) / (a - 1) * (1 - inside)
    model = BGNBD.at(r=r, alpha=alpha, a=a, b=b)
    t_x = np.where(x > 0, 30.43, 0.0)
    expected = model.conditional_expected_purchases(t, x, t_x, T) / model.probability_alive(x, t_x, T)
    assert expected == pytest.approx(alive, rel=1e-8)


def test_published_predictions():
    # The first CDNOW customer in 39 weeks to come: Fader, Hardie and Lee's spreadsheet note gives 1.226.
    bg = BGNBD.at(r=0.243, alpha=4.414, a=0.793, b=2.426)
    assert bg.conditional_expected_purchases(39, 2, 30.43, 38.86) == pytest.approx(1.226, abs=5e-4)


def test_a_thousand_purchases_neither_overflow_nor_vanish(kind):
    model = MODELS[kind].at(**dict(zip(MODELS[kind].PARAMETERS, VALUES[kind], strict=True)))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        value, gradient = model.log_likelihood([1000, 1000], [990.0, 10.0], [1000.0, 1000.0])
        alive = model.probability_alive(1000, [999.0, 900.0, 10.0], 1000.0)
        coming = model.conditional_expected_purchases(100, 1000, 999.0, 1000.0)
    assert np.isfinite(value)
    assert np.isfinite(gradient).all()
    assert alive[0] > 0.9
    assert alive[1] < 1e-6
    assert 0 <= alive[2] < 1e-100
    assert 80 < coming < 101


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(sorted(MODELS)), st.integers(1, 60), st.floats(5, 200))
def test_longer_silence_is_worse_and_more_time_is_more(kind, x, T):
    model = MODELS[kind].at(**dict(zip(MODELS[kind].PARAMETERS, VALUES[kind], strict=True)))
    alive = model.probability_alive(x, np.linspace(0.05, 1, 12) * T, T)
    assert (np.diff(alive) >= 0).all()
    assert ((alive >= 0) & (alive <= 1)).all()
    coming = model.conditional_expected_purchases(np.linspace(0, 80, 9), x, T / 2, T)
    assert coming[0] == 0
    assert (np.diff(coming) >= 0).all()


def test_discounting_is_the_sum_of_what_comes_each_week(kind):
    model = MODELS[kind].at(**dict(zip(MODELS[kind].PARAMETERS, VALUES[kind], strict=True)))
    history, rate, weeks = ([0, 3, 8], [0, 20.0, 35.0], [30.0, 40.0, 36.0]), 0.01, np.linspace(0, 156, 1561)
    coming = np.array([model.conditional_expected_purchases(week, *history) for week in weeks])
    by_hand = (np.diff(coming, axis=0) * np.exp(-rate * (weeks[1:] + weeks[:-1])[:, None] / 2)).sum(axis=0)
    assert model.discounted_purchases(rate, *history, horizon=156) == pytest.approx(by_hand, rel=1e-4)
    far = model.discounted_purchases(rate, *history, horizon=5000)
    assert model.discounted_purchases(rate, *history) == pytest.approx(far, rel=1e-6)


def test_bg_cannot_lose_who_bought_once():
    model = BGNBD.at(r=0.4, alpha=6, a=0.8, b=2.5)
    assert (model.probability_alive(0, 0, [1.0, 1000.0]) == 1).all()


def test_numbers_columns_and_gaps(kind):
    model = MODELS[kind].at(**dict(zip(MODELS[kind].PARAMETERS, VALUES[kind], strict=True)))
    assert isinstance(model.probability_alive(1, 2, 3), float)
    assert model.probability_alive([[1], [2]], [[2.0], [2.5]], [[3.0, 4.0]]).shape == (2, 2)
    gap = model.conditional_expected_purchases(5, [1, np.nan, 0], [2.0, 1, 0], [3.0, 4, np.nan])
    assert np.isnan(gap).tolist() == [False, True, True]


def test_rows_with_gaps_are_left_out_and_counted(kind, language):
    x, t_x, T = simulate(kind, 400, VALUES[kind], seed=2)
    clean = MODELS[kind]().fit(x[2:], t_x[2:], T[2:])
    x[0], T[1] = np.nan, np.nan
    with pytest.warns(
        LeftOutWarning, match={"en": "2 of 400 rows left out", "zh": "400行，略去2行"}[language]
    ):
        gappy = MODELS[kind]().fit(x, t_x, T)
    assert gappy.log_likelihood_ == pytest.approx(clean.log_likelihood_)
    assert gappy.customers_ == 398


def test_a_ridge_is_called_a_ridge(kind, language):
    # All buy at one rate: the rates do not differ, so shape and scale run away together.
    rng = np.random.default_rng(5)
    T = np.full(3000, 30.0)
    x = rng.poisson(0.2 * T)
    t_x = np.where(x > 0, T * rng.random(3000) ** (1 / np.maximum(x, 1)), 0.0)
    with pytest.warns(UserWarning, match={"en": "no top in", "zh": "没有最高点"}[language]):
        model = MODELS[kind]().fit(x, t_x, T)
    assert np.isnan(list(model.standard_errors_.values())).all()
    assert model.expected_purchases(30) == pytest.approx(6, rel=0.1)


@pytest.mark.parametrize("seed", [2, 7, 11])
def test_a_search_that_stops_halfway_along_a_ridge_is_not_a_top(seed, language):
    # All leave at one rate: the search stops where s is 129, or near the edge, with errors that are numbers.
    rng = np.random.default_rng(seed)
    T, rate, life = rng.uniform(26, 104, 400), rng.gamma(0.8, 1 / 3, 400), rng.exponential(60, 400)
    x, t_x = np.zeros(400), np.zeros(400)
    for i in range(400):
        days = np.cumsum(rng.exponential(1 / rate[i], 200))
        days = days[days < min(T[i], life[i])]
        x[i], t_x[i] = len(days), days.max(initial=0.0)
    with pytest.warns(UserWarning, match={"en": "no top in s_", "zh": "s_.*没有最高点"}[language]):
        model = ParetoNBD().fit(x, t_x, T)
    assert np.isnan(list(model.standard_errors_.values())).all()
    assert np.isnan(model.covariance_).all()


GOOD = ([2, 0, 1, 5], [3.0, 0.0, 4.0, 9.0], [10.0, 10.0, 9.0, 12.0])
ONE_BACK = [8.0, 8.0]
BAD = {
    "one-time buyers": (lambda m: m.fit([0, 0], [0, 0], [9, 8]), "has bought a second time", "买过第二次"),
    "constant": (lambda m: m.fit([2] * 9, [4.0] * 9, [8.0] * 9), "All 9 customers have the same", "完全一样"),
    "one customer": (lambda m: m.fit([2], [4.0], [8.0]), "1 customers are too few", "只有1位客户"),
    "nobody": (lambda m: m.fit([], [], []), "0 customers", "只有0位客户"),
    "beyond T": (
        lambda m: m.fit([2, 1], [4.0, 9.0], ONE_BACK),
        "the first has recency 9 and T 8, in row 1",
        "recency是9，T是8",
    ),
    "negative": (
        lambda m: m.fit([2, 1], [4.0, 3.0], [8.0, -8.0]),
        "T must not be negative, but 1 of 2",
        "T不能是负数",
    ),
    "half": (lambda m: m.fit([2.5, 1], [4.0, 3.0], ONE_BACK), "the first is 2.5", "第0行的2.5"),
    "no recency": (lambda m: m.fit([2, 1], [0.0, 3.0], ONE_BACK), "but recency 0", "recency却是0"),
    "no frequency": (lambda m: m.fit([0, 1], [4.0, 3.0], ONE_BACK), "no repeat purchase", "没有重复购买"),
    "infinite": (lambda m: m.fit([2, 1], [4.0, 3.0], [8.0, np.inf]), "T must be finite", "T不能是无穷大"),
    "text": (lambda m: m.fit(["a", "b"], [4.0, 3.0], ONE_BACK), "frequency must hold numbers", "应该是数字"),
    "lengths": (lambda m: m.fit([2, 1, 0], [4.0, 3.0], ONE_BACK), "frequency: 3, recency: 2", "frequency: 3"),
    "start": (lambda m: m.fit(*GOOD, start=[1, 1]), "one number above 0 for each of r", "各给一个大于0的数"),
    "start text": (lambda m: m.fit(*GOOD, start="here"), "'here' was given", "你给的是'here'"),
    "not fitted": (lambda m: m.probability_alive(*GOOD), "Call fit(...) first", "先调用fit(...)"),
    "unknown": (lambda m: m.at(r=1, p=2), "{'r': 1, 'p': 2} was given", "你给的是{'r': 1, 'p': 2}"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_wrong_call_is_answered_in_both_languages(case, kind, language):
    call, english, chinese = BAD[case]
    with pytest.raises(InputError) as caught:
        call(MODELS[kind]())
    assert (english if language == "en" else chinese) in str(caught.value)


def test_wrong_questions_are_answered(kind):
    model = MODELS[kind].at(**dict(zip(MODELS[kind].PARAMETERS, VALUES[kind], strict=True)))
    for call in (
        lambda: model.expected_purchases(-1),
        lambda: model.conditional_expected_purchases(-1, *GOOD),
        lambda: model.discounted_purchases(0, *GOOD),
        lambda: model.discounted_purchases(0.01, *GOOD, horizon="year"),
        lambda: model.probability_alive(1, 9, 8),
    ):
        with pytest.raises(InputError):
            call()
