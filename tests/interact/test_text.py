"""Texts: scripts and strange languages, what is learned, Cohen's kappa, and what a threshold costs."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import crmlab as crm
from crmlab.frames import InputError
from crmlab.interact import TextClassifier, agreement, confusion, escalation_costs, script_of

GO_LIVE = "2025-07-01"


@pytest.fixture(scope="module")
def log():
    return crm.load("complaints")


@pytest.fixture(scope="module")
def model(log):
    learned = log[log["opened_at"] < GO_LIVE]
    return TextClassifier().fit(learned["text"], learned["category"])


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("送得太慢", "zh"),
        ("vivo手机壳坏了", "zh"),
        ("The 米 was wet", "latin"),
        ("とても遅い", "ja"),
        ("大変カビ臭い", "ja"),
        ("너무 늦어요", "ko"),
        ("Где мой рис", "cyrillic"),
        ("أين الأرز", "arabic"),
        ("", "none"),
        ("12345！？", "none"),
    ],
)
def test_scripts(text, script):
    assert script_of(text) == script


STRANGE = {
    "French": "Le colis est arrivé en retard et le riz était mouillé.",
    "German": "Die Lieferung kam zwei Tage zu spät und die Tüte war zerrissen.",
    "Spanish": "El arroz llegó tarde y la bolsa estaba rota, quiero mi dinero.",
    "Vietnamese": "Giao hàng quá chậm, tôi rất thất vọng",
    "Japanese": "米が古くて、とても臭いです。返金してください。",
    "Korean": "배송이 너무 늦었어요. 환불해 주세요.",
    "Russian": "Рис пришёл с опозданием, верните деньги.",
}


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_a_third_language_is_refused_in_a_clear_sentence(model, text, language):
    read = model.read([text]).iloc[0]
    assert read["label"] is None
    assert read["flag"] == "other_language"
    assert {"en": "Neither Chinese nor English", "zh": "不是本模型学过的中文或英文"}[language] in read["note"]


def test_traditional_hanzi_and_greetings_are_not_judged(model, language):
    flags = model.read(["這個產品壞掉了，送貨又慢，請給個說法", "你好", "！！！", None])["flag"]
    assert flags.tolist() == ["unfamiliar", "too_short", "too_short", "too_short"]


def test_no_later_complaint_is_taken_for_a_strange_language(model, log):
    flags = model.read(log.loc[log["opened_at"] >= GO_LIVE, "text"])["flag"]
    assert set(flags) == {"", "unsure"}


def test_it_beats_the_commonest_class_by_far_and_knows_when_it_does_not_know(model, log):
    later = log[log["opened_at"] >= GO_LIVE]
    read = model.read(later["text"])
    right = read["label"].to_numpy() == later["category"].to_numpy()
    assert right.mean() > 0.8 > 2 * later["category"].value_counts(normalize=True).iloc[0]
    sure = (read["flag"] == "").to_numpy()
    assert right[sure].mean() > 0.9
    assert right[~sure].mean() < 0.6


def test_two_classes_have_chances_that_add_up():
    late, torn = ["送得太慢了", "等了很久", "too slow for me"], ["袋子破了", "破了一个洞", "torn bag again"]
    model = TextClassifier().fit(2 * (late + torn), 2 * (["late"] * 3 + ["torn"] * 3))
    chances = model.chances(late + torn)
    assert chances.columns.tolist() == ["late", "torn"]
    assert np.allclose(chances.sum(axis=1), 1)
    assert (chances.idxmax(axis=1) == ["late"] * 3 + ["torn"] * 3).all()


def test_the_order_of_the_texts_does_not_matter(model, log):
    texts = log["text"].tail(20).tolist()
    there, back = model.read(texts), model.read(texts[::-1])
    assert there["label"].tolist() == back["label"].tolist()[::-1]


def test_cohens_own_example():
    """Cohen (1960), table 1: two psychiatrists, 200 patients, kappa 0.492."""
    found = agreement([[88, 14, 18], [10, 40, 10], [2, 6, 12]])
    assert (found.agree, found.by_chance) == pytest.approx((0.70, 0.41))
    assert found.kappa == pytest.approx(0.492, abs=5e-4)


def test_fleiss_levin_and_paiks_example():
    """Fleiss, Levin and Paik (2003), chapter 18: 100 subjects, kappa 0.68."""
    assert agreement([[75, 1, 4], [5, 4, 1], [0, 0, 10]]).kappa == pytest.approx(0.68, abs=5e-3)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2, max_size=60))
def test_kappa_is_that_of_scikit_learn(pairs):
    from sklearn.metrics import cohen_kappa_score

    true, said = zip(*pairs, strict=True)
    if len(set(true) | set(said)) < 2:
        return
    table = confusion(true, said)
    assert table.to_numpy().sum() == len(pairs)
    assert agreement(table).kappa == pytest.approx(cohen_kappa_score(true, said))


CASES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 1)), min_size=1, max_size=40)


@settings(deadline=None, max_examples=60)
@given(CASES, st.floats(1, 50), st.floats(1, 200))
def test_costs_are_those_of_counting(cases, call, missed):
    chance, wanted = (np.array(column) for column in zip(*cases, strict=True))
    costs = escalation_costs(chance, wanted, call, missed)
    for row in costs[:-1].itertuples():
        on = chance >= row.threshold
        assert row.escalated == on.sum()
        assert row.needless == (on & (wanted == 0)).sum()
        assert row.cost == pytest.approx(on.sum() * call + (wanted[~on] == 1).sum() * missed)
    assert costs["escalated"].iloc[0] == len(chance)
    assert costs["escalated"].iloc[-1] == 0


def test_with_true_chances_the_best_threshold_is_the_ratio_of_the_costs():
    """Elkan (2001)."""
    rng = np.random.default_rng(5)
    chance = rng.random(40_000)
    costs = escalation_costs(chance, (rng.random(40_000) < chance).astype(int), call=12, missed=60)
    assert costs.loc[costs["cost"].idxmin(), "threshold"] == pytest.approx(12 / 60, abs=0.03)


GOOD = ["一二三", "四五六"]
BAD = {
    "one text": (lambda: TextClassifier().fit("late", ["x"]), "equally long|list of texts", "一列|一样长"),
    "one text read": (
        lambda: TextClassifier().fit(GOOD * 2, ["a", "b"] * 2).read("late"),
        "read\\(\\[text\\]\\)",
        "一列文字",
    ),
    "not fitted": (lambda: TextClassifier().read(["late"]), "learned nothing", "还什么都没学"),
    "one class": (lambda: TextClassifier().fit(GOOD, ["a", "a"]), "at least two classes", "至少给两类"),
    "gaps": (lambda: TextClassifier().fit(["a", None], ["a", "b"]), "Drop these rows", "先去掉这些行"),
    "no label": (lambda: TextClassifier().fit(GOOD, ["a", None]), "1 label", "1个类别"),
    "sure": (lambda: TextClassifier(sure=50), "share between", "0到1之间的比例"),
    "not square": (lambda: agreement([[1, 2]]), "as many rows", "一样多"),
    "nothing": (lambda: agreement([[0, 0], [0, 0]]), "counts", "个数"),
    "one class only": (lambda: agreement([[3, 0], [0, 0]]), "one class", "同一类"),
    "not judged": (lambda: confusion(["a"], [None]), "Nothing was judged", "一条都没有判断"),
    "percent": (lambda: escalation_costs([20, 50], [0, 1], 1, 2), "0.2 for 20", "20%写0.2"),
    "free": (lambda: escalation_costs([0.2], [0], 0, 2), "above 0", "大于0"),
    "words": (lambda: escalation_costs([0.2], ["angry"], 1, 2), "1 \\(yes\\)", "1（是）"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_answered_in_both_languages(case, language):
    call, en, zh = BAD[case]
    with pytest.raises(InputError, match=en if language == "en" else zh):
        call()


def test_scores_from_a_table_keep_their_index():
    frame = pd.DataFrame({"p": [0.2, 0.9], "y": [0, 1]}, index=[7, 3])
    assert escalation_costs(frame["p"], frame["y"], 1, 10)["cost"].tolist() == [2, 1, 10]
