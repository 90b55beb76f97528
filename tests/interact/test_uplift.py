"""Uplift curves, Qini and the two models; like compared with like: by pencil, on the truth, out of bounds."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone
from sklearn.tree import DecisionTreeClassifier

import crmlab as crm
from crmlab.frames import InputError, LeftOutWarning
from crmlab.interact import TwoModelUplift, expected_curve, like_with_like, qini, uplift_curve


def test_the_curve_and_qini_by_pencil():
    """Eight customers, best score first: T1 C0 T1 C0 | T0 C1 T0 C0.

    After 2: 1/1 - 0/1, times 2/8; after 4: 2/2 - 0/2, times 4/8; after 6: 2/3 - 1/3, times 6/8; after 8:
    2/4 - 1/4 = 0.25.  Trapezoids of gain less 0.25 x share over the eight steps add up to the Qini.
    """
    treated, responded = [1, 0] * 4, [1, 0, 1, 0, 0, 1, 0, 0]
    curve = uplift_curve(range(8, 0, -1), responded, treated)
    assert curve["gain"].tolist() == pytest.approx(
        [0, 0, 0.25, 0.375, 0.5, 5 / 12, 0.25, 1 / 6 * 7 / 8, 0.25]
    )
    steps = curve["gain"] - 0.25 * curve["share"]
    assert qini(curve) == pytest.approx((steps.sum() - (steps.iloc[0] + steps.iloc[-1]) / 2) / 8)


def test_the_end_of_the_curve_is_the_plain_effect():
    rng = np.random.default_rng(3)
    treated, responded = rng.integers(0, 2, 500), rng.integers(0, 2, 500)
    effect = responded[treated == 1].mean() - responded[treated == 0].mean()
    assert uplift_curve(rng.random(500), responded, treated)["gain"].iloc[-1] == pytest.approx(effect)


@given(st.lists(st.floats(-1, 1, allow_subnormal=False), min_size=2, max_size=60))
def test_no_order_beats_that_of_the_true_effect_and_the_reverse_is_its_mirror(effects):
    effects = np.array(effects)
    best, worst = qini(expected_curve(effects, effects)), qini(expected_curve(-effects, effects))
    some = qini(expected_curve(np.arange(len(effects)), effects))
    assert worst - 1e-9 <= some <= best + 1e-9
    assert qini(expected_curve(np.zeros(len(effects)), effects)) == pytest.approx(0, abs=1e-12)
    assert best == pytest.approx(-worst, abs=1e-9)


@settings(max_examples=40)
@given(st.integers(0, 1000))
def test_equal_scores_do_not_hang_on_the_order_of_rows(seed):
    rng = np.random.default_rng(seed)
    score, responded = rng.integers(0, 4, 60), rng.integers(0, 2, 60)
    treated = np.tile([0, 1], 30)
    shuffle = rng.permutation(60)
    pd.testing.assert_frame_equal(
        uplift_curve(score, responded, treated),
        uplift_curve(score[shuffle], responded[shuffle], treated[shuffle]),
    )


def test_two_models_find_an_effect_that_was_planted():
    rng = np.random.default_rng(8)
    x, treated = rng.random((20_000, 2)), rng.integers(0, 2, 20_000)
    true = 0.3 * x[:, 0]
    came = (rng.random(20_000) < 0.2 + 0.4 * x[:, 1] + true * treated).astype(int)
    model = TwoModelUplift().fit(x, came, treated)
    uplift = model.predict(x)
    assert np.corrcoef(uplift, true)[0, 1] > 0.95
    assert abs(uplift.mean() - true.mean()) < 0.02
    # The chance of answering is another matter: it follows the second column.
    assert np.corrcoef(model.predict_response(x), x[:, 1])[0, 1] > 0.7


def test_it_can_be_cloned_and_takes_any_classifier():
    model = clone(TwoModelUplift(DecisionTreeClassifier(max_depth=1)))
    x = pd.DataFrame({"a": np.tile([0, 1], 50)})
    came = np.tile([0, 1], 50) * np.repeat([0, 1], 50)
    came[:2] = 1
    uplift = model.fit(x, came, np.repeat([0, 1], 50)).predict(x)
    assert uplift[1] > 0.9 > 0.1 > uplift[0]
    assert model.set_params(estimator=None).get_params() == {"estimator": None}


@pytest.fixture(scope="module")
def parcel():
    """K06 with its classes of visits and silence, and the truth."""
    sent_on = crm.load("campaigns").set_index("campaign_id").loc["K06", "sent_on"]
    orders = crm.load("orders").query("amount > 0 and ordered_on < @sent_on")
    people = crm.load("campaign_contacts").query("campaign_id == 'K06'").drop(columns="amount")
    half_year = orders[orders["ordered_on"] >= sent_on - pd.Timedelta(days=180)]
    visits = people["customer_id"].map(half_year.groupby("customer_id").size()).fillna(0)
    silent = sent_on - people["customer_id"].map(orders.groupby("customer_id")["ordered_on"].max())
    truth = crm.load("truth/campaign_contacts").query("campaign_id == 'K06'")
    return people.assign(
        treated=(people["group"] == "treatment").astype(int),
        often=pd.cut(visits, [-1, 0, 1, 2, 3, 5, 8, 12, 20, 999], labels=False),
        lately=pd.cut(silent.dt.days, [-1, 7, 14, 30, 60, 999], labels=False),
    ).merge(truth[["customer_id", "true_effect"]], on="customer_id")


@pytest.mark.filterwarnings("ignore::crmlab.frames.LeftOutWarning")
def test_like_with_like_comes_near_the_truth_where_the_naive_reading_does_not(parcel):
    treated = parcel["treated"] == 1
    naive = parcel.loc[treated, "responded"].mean() - parcel.loc[~treated, "responded"].mean()
    true = parcel.loc[treated, "true_effect"].mean()
    found = like_with_like(parcel, ["often", "lately"])
    assert naive > 5 * true
    assert found.low < true < found.high
    assert abs(found.effect - true) < 0.2 * abs(naive - true)


def test_like_with_like_by_pencil():
    """Regulars: 2 of 2 against 1 of 2; the others: 0 of 1 against 1 of 4.  (2 x 0.5 + 1 x -0.25) / 3."""
    people = pd.DataFrame(
        {
            "regular": [1, 1, 1, 1, 0, 0, 0, 0, 0],
            "treated": [1, 1, 0, 0, 1, 0, 0, 0, 0],
            "responded": [1, 1, 1, 0, 0, 1, 0, 0, 0],
        }
    )
    found = like_with_like(people, "regular")
    assert found.effect == pytest.approx(0.25)
    assert found.treated == 3
    assert found.classes["difference"].tolist() == [-0.25, 0.5]


def test_the_lonely_and_the_unknown_are_counted(language):
    people = pd.DataFrame(
        {"band": [1, 1, 2, None], "treated": [1, 0, 1, 1], "responded": [1, 0, 1, 1]}, dtype="float"
    )
    says = {
        "en": "people: 2 of 4 rows left out: 1 without band, 1 treated without anybody like them",
        "zh": "people共4行，略去2行：1行没有band、1行试验组的人找不到条件相近的对照",
    }
    with pytest.warns(LeftOutWarning, match=says[language]):
        assert like_with_like(people, ["band"]).effect == 1


ONE = pd.DataFrame({"a": [1, 2], "treated": [1, 0], "responded": [1, 0]})
BAD = {
    "lengths": (lambda: uplift_curve([1, 2], [1], [1]), "not (score 2, responded 1", "score 2、responded 1"),
    "gap": (lambda: uplift_curve([1, None], [1, 0], [1, 0]), "score has gaps", "score里有缺的"),
    "word": (lambda: uplift_curve([1, 2], [1, 0], ["x", "y"]), "holds 'x'. For words", "现在却有'x'"),
    "no control": (lambda: uplift_curve([1, 2], [1, 0], [1, 1]), "Everybody was treated", "所有人都是试验组"),
    "no treated": (lambda: uplift_curve([1, 2], [1, 0], [0, 0]), "Nobody was treated", "没有一个人是试验组"),
    "not a curve": (lambda: qini(ONE), "share, gain and random", "share、gain和random"),
    "too early": (lambda: TwoModelUplift().predict([[1]]), "has not learnt yet", "还没有学过"),
    "all alike": (
        lambda: TwoModelUplift().fit([[1], [2], [3]], [1, 1, 0], [1, 1, 0]),
        "with treated == 1 all answered alike",
        "所有人的响应都一样",
    ),
    "parameter": (lambda: TwoModelUplift().set_params(depth=3), "not 'depth'", "没有'depth'"),
    "column": (lambda: like_with_like(ONE, ["b"]), "people has no column 'b'", "people里没有'b'这一列"),
    "no pairs": (lambda: like_with_like(ONE, ["a"]), "No group of like people", "没有哪一组条件相近"),
}


@pytest.mark.filterwarnings("ignore::crmlab.frames.LeftOutWarning")
@pytest.mark.parametrize("case", BAD)
def test_a_wrong_call_is_answered_in_both_languages(case, language):
    call, english, chinese = BAD[case]
    with pytest.raises(InputError) as caught:
        call()
    assert (english if language == "en" else chinese) in str(caught.value)
