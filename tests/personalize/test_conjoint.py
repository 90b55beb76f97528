"""The conditional logit: Greene's travellers, statsmodels, gradients, the truth of the world, bad input."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import crmlab as crm
from crmlab import personalize as pz
from crmlab.frames import InputError, LeftOutWarning

BASES = {"hours": 24, "guarantee": "nothing", "packaging": "plastic"}


def travellers():
    """210 travellers between Sydney, Canberra and Melbourne; bundled with statsmodels."""
    from statsmodels.datasets import modechoice

    table = modechoice.load_pandas().data
    for number, name in ((1, "air"), (2, "train"), (3, "bus")):
        table[name] = (table["mode"] == number).astype(float)
    return table.assign(hinc_air=table["hinc"] * table["air"])


FEATURES = ["gc", "ttme", "hinc_air", "air", "train", "bus"]


def test_greenes_travellers():
    """Greene (2003), Econometric Analysis, 5th ed., table 21.11: estimates and log-likelihoods."""
    fit = pz.fit_choices(travellers(), FEATURES, choice="individual", chosen="choice")
    assert fit.coefficients["estimate"].round(5).tolist() == pytest.approx(
        [-0.01550, -0.09612, 0.01329, 5.20744, 3.86904, 3.16319], abs=6e-6
    )
    assert fit.coefficients["se"].round(4).tolist() == [0.0044, 0.0104, 0.0103, 0.7791, 0.4431, 0.4503]
    assert fit.log_likelihood == pytest.approx(-199.1284, abs=5e-5)
    assert fit.log_likelihood_null == pytest.approx(-291.1218, abs=5e-5)


def test_statsmodels_says_the_same():
    from statsmodels.discrete.conditional_models import ConditionalLogit

    table = travellers()
    ours = pz.fit_choices(table, FEATURES, choice="individual", chosen="choice")
    theirs = ConditionalLogit(table["choice"], table[FEATURES], groups=table["individual"]).fit(disp=False)
    assert ours.coefficients["estimate"].to_numpy() == pytest.approx(theirs.params.to_numpy(), rel=2e-3)
    assert ours.log_likelihood == pytest.approx(theirs.llf, abs=1e-4)


def made(seed, people=40, tasks=3, shown=3):
    rng = np.random.default_rng(seed)
    n = people * tasks
    table = pd.DataFrame({"choice_id": np.repeat(np.arange(n), shown)})
    table["person"] = table["choice_id"] // tasks
    table["price"] = rng.choice([0.0, 3, 6, 9], len(table))
    table["fast"] = rng.integers(0, 2, len(table)).astype(float)
    utility = -0.3 * table["price"] + 0.8 * table["fast"] + rng.gumbel(size=len(table))
    table["chosen"] = (utility == utility.groupby(table["choice_id"]).transform("max")).astype(int)
    return table


@given(st.integers(0, 10_000), st.tuples(st.floats(-1, 1), st.floats(-1, 1)))
@settings(max_examples=25, deadline=None)
def test_the_gradient_is_the_slope(seed, at):
    table = made(seed)
    x = table[["price", "fast"]].to_numpy()
    _, slope = pz.log_likelihood(at, x, table["choice_id"], table["chosen"])
    for k in range(2):
        step = np.zeros(2)
        step[k] = 1e-5
        up, down = (
            pz.log_likelihood(at + s, x, table["choice_id"], table["chosen"])[0] for s in (step, -step)
        )
        assert slope[k] == pytest.approx((up - down) / 2e-5, abs=1e-3)


@given(st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_at_the_top_nothing_is_steep_and_order_does_not_matter(seed):
    table = made(seed)
    fit = pz.fit_choices(table, ["price", "fast"])
    _, slope = pz.log_likelihood(
        fit.part_worths, table[["price", "fast"]], table["choice_id"], table["chosen"]
    )
    assert np.abs(slope).max() < 1e-4
    again = pz.fit_choices(table.sample(frac=1, random_state=1), ["fast", "price"])
    assert again.part_worths["price"] == pytest.approx(fit.part_worths["price"], abs=1e-7)
    in_fen = pz.fit_choices(table.assign(price=100 * table["price"]), ["price", "fast"])
    assert 100 * in_fen.part_worths["price"] == pytest.approx(fit.part_worths["price"], abs=1e-7)
    assert in_fen.log_likelihood == pytest.approx(fit.log_likelihood)


def test_intervals_hold_the_truth_about_as_often_as_they_say():
    inside = 0
    for seed in range(200):
        worth = pz.willingness_to_pay(pz.fit_choices(made(seed, people=80), ["price", "fast"])).iloc[0]
        inside += worth["low"] <= 0.8 / 0.3 <= worth["high"]
    assert 0.90 <= inside / 200 <= 0.985


def test_the_delta_method_agrees_with_draws():
    """Krinsky and Robb (1986): draw part-worths from their distribution, divide, read the quantiles."""
    fit = pz.fit_choices(made(3, people=400), ["price", "fast"])
    draws = np.random.default_rng(1).multivariate_normal(fit.part_worths, fit.covariance, 40_000)
    low, high = np.quantile(-draws[:, 1] / draws[:, 0], [0.025, 0.975])
    worth = pz.willingness_to_pay(fit).iloc[0]
    assert (worth["low"], worth["high"]) == (pytest.approx(low, abs=0.06), pytest.approx(high, abs=0.06))


def test_clustered_errors_count_persons_not_answers():
    table = made(5, people=100)
    five = pd.concat([table.assign(choice_id=table["choice_id"] + 1000 * k) for k in range(5)])
    plain, by_person = (pz.fit_choices(five, ["price", "fast"], cluster=c) for c in (None, "person"))
    once = pz.fit_choices(table, ["price", "fast"], cluster="person")
    ratio = (once.coefficients["se"] / plain.coefficients["se"]).to_numpy()
    assert (ratio > 1.8).all()  # five copies look five times as sure
    assert by_person.coefficients["se"].to_numpy() == pytest.approx(
        once.coefficients["se"].to_numpy(), rel=1e-6
    )
    assert by_person.respondents == 100


@pytest.fixture(scope="module")
def survey():
    answers = crm.load("survey_conjoint")
    answers = answers[~answers["customer_id"].isin(pz.straight_liners(answers, ["chosen"]))]
    table = pz.choice_table(answers, crm.load("survey_designs"))
    coded = pz.code_levels(table, bases=BASES)
    table = pd.concat([table[["choice_id", "customer_id", "chosen"]], coded], axis=1)
    needs = crm.load("truth/survey_latent").set_index("customer_id")["need"]
    return table.assign(need=table["customer_id"].map(needs)), list(coded)


@pytest.mark.parametrize("need", ["thrifty", "hurried", "fresh"])
def test_within_a_need_the_part_worths_of_the_world_come_back(survey, need):
    table, features = survey
    true = crm.load("truth/survey_parameters").set_index("parameter")["value"]
    fit = pz.fit_choices(table[table["need"] == need], features, cluster="customer_id").coefficients
    off = [(row.estimate - true[f"conjoint.{need}.{row.feature}"]) / row.se for row in fit.itertuples()]
    assert np.abs(off).max() < 3.5
    assert np.mean(np.abs(off) < 2) >= 0.75


def test_one_logit_over_all_is_nobodys(survey):
    table, features = survey
    pooled = pz.willingness_to_pay(pz.fit_choices(table, features)).set_index("feature")["wtp"]
    true = crm.load("truth/survey_parameters").set_index("parameter")["value"]
    refund = {
        n: -true[f"conjoint.{n}.guarantee_refund"] / true[f"conjoint.{n}.price"] for n in ("thrifty", "fresh")
    }
    assert refund["thrifty"] * 1.5 < pooled["guarantee_refund"] < refund["fresh"] / 1.5


@given(st.lists(st.floats(-4, 4), min_size=2, max_size=6), st.floats(-3, 3))
@settings(max_examples=40, deadline=None)
def test_shares_sum_to_one_and_ignore_what_all_have(utilities, more):
    services = pd.DataFrame({"u": utilities})
    shares = pz.choice_shares(pd.Series({"u": 1.0}), services)["all"]
    assert shares.sum() == pytest.approx(1)
    assert np.allclose(shares, pz.choice_shares(pd.Series({"u": 1.0}), services + more)["all"])


def test_a_copy_takes_from_all_alike():
    """The red bus and the blue bus (McFadden 1974): a third each."""
    services = pd.DataFrame({"u": [0.0, 0.0]}, index=["car", "red bus"])
    worth = pd.Series({"u": 1.0})
    assert pz.choice_shares(worth, services)["all"].tolist() == [0.5, 0.5]
    services.loc["blue bus"] = 0.0
    assert pz.choice_shares(worth, services)["all"].tolist() == pytest.approx([1 / 3] * 3)


def test_weights_weigh():
    worth = {"a": pd.Series({"u": 10.0}), "b": pd.Series({"u": -10.0})}
    shares = pz.choice_shares(worth, pd.DataFrame({"u": [1.0, 0.0]}), {"a": 3, "b": 1})
    assert shares["all"].iloc[0] == pytest.approx(0.75, abs=1e-4)


SMALL = pd.DataFrame(
    {"choice_id": [1, 1, 2, 2, 3, 3], "price": [3.0, 6, 6, 3, 3, 6], "chosen": [1, 0, 1, 0, 1, 0]}
)
ALWAYS = SMALL.assign(chosen=(SMALL["price"] == 3).astype(int))
BAD = [
    (lambda: pz.fit_choices(SMALL.assign(chosen=0), ["price"]), "0 of 2", "2个里选中了0个"),
    (lambda: pz.fit_choices(SMALL.assign(chosen=2), ["price"]), "must hold 1", "选中的要记1"),
    (lambda: pz.fit_choices(SMALL.iloc[[0, 2]], ["price"]), "1 of 1", "1个里选中了1个"),
    (lambda: pz.fit_choices(SMALL.assign(age=[1, 1, 2, 2, 3, 3]), ["age"]), "never differ", "没有差别"),
    (lambda: pz.fit_choices(SMALL.assign(p=SMALL["price"] * 2), ["price", "p"]), "made up", "拼出来"),
    (lambda: pz.fit_choices(ALWAYS, ["price"]), "without exception", "毫无例外"),
    (lambda: pz.fit_choices(SMALL, ["prize"]), "no column 'prize'", "没有'prize'"),
    (
        lambda: pz.fit_choices(SMALL.assign(price=SMALL["price"].where(SMALL["price"] < 6)), ["price"]),
        "missing in price",
        "price里有缺失",
    ),
    (lambda: pz.fit_choices(SMALL.assign(price="3"), ["price"]), "price", "price"),
    (lambda: pz.fit_choices(SMALL, []), "one column or more", "至少要有一列"),
    (lambda: pz.fit_choices(SMALL, ["price"], level=95), "between 0 and 1", "0到1之间"),
    (lambda: pz.fit_choices(SMALL.assign(c=1), ["price"], cluster="c"), "two persons", "两个人"),
    (lambda: pz.willingness_to_pay(SMALL), "A fit is needed", "拟合结果"),
    (lambda: pz.willingness_to_pay(pz.fit_choices(SMALL, ["price"]), "yuan"), "no feature yuan", "没有yuan"),
    (
        lambda: pz.code_levels(pd.DataFrame({"price": [1.0], "hours": [2]}), bases={"hours": 24}),
        "no",
        "没有24",
    ),
    (
        lambda: pz.code_levels(pd.DataFrame({"price": [None], "hours": [2]}), bases={"hours": 2}),
        "only some",
        "一部分",
    ),
    (
        lambda: pz.choice_shares({"a": pd.Series({"u": 1.0})}, pd.DataFrame({"u": [1.0]}), {"b": 1}),
        "weights",
        "weights",
    ),
]


@pytest.mark.parametrize(("call", "en", "zh"), BAD)
def test_bad_input_is_answered_in_words(call, en, zh, language):
    with pytest.raises(InputError, match={"en": en, "zh": zh}[language]):
        call()


def test_a_price_that_is_liked_measures_nothing(language):
    table = made(1).assign(price=lambda t: -t["price"])
    with pytest.raises(InputError, match={"en": "not disliked", "zh": "不讨厌"}[language]):
        pz.willingness_to_pay(pz.fit_choices(table, ["price", "fast"]))


def test_an_unsure_price_is_told(language):
    fit = pz.fit_choices(SMALL, ["price"])
    with pytest.warns(UserWarning, match={"en": "reaches zero", "zh": "碰到了零"}[language]):
        pz.willingness_to_pay(fit)


def test_answers_that_fit_no_design_are_counted(language):
    answers = pd.DataFrame(
        {"customer_id": list("abcd"), "version": [1, 1, 2, 1], "task": 1, "chosen": [1, 9, 1, None]}
    )
    designs = pd.DataFrame({"version": 1, "task": 1, "alternative": [1, 2], "price": [3.0, 6.0]})
    with pytest.warns(LeftOutWarning, match={"en": "3 of 4", "zh": "4行"}[language]):
        table = pz.choice_table(answers, designs)
    assert table["chosen"].tolist() == [1, 0]
