"""The survey's choices: Kano's pairs and the conjoint tasks, and what was planted in them found again."""

import numpy as np
import pandas as pd
import pytest
from scipy import optimize

from crmlab.story import survey_conjoint, survey_kano, surveys
from tests.story.test_surveys import WIDE, assert_found

EVALUATION = {
    **{(1, d): "QAAAO"[d - 1] for d in range(1, 6)},
    **{(f, d): "RIIIM"[d - 1] for f in (2, 3, 4) for d in range(1, 6)},
    **{(5, d): "RRRRQ"[d - 1] for d in range(1, 6)},
}


def test_cells_of_the_categories_agree_with_the_evaluation_table():
    assert pd.Series(EVALUATION).value_counts().to_dict() == survey_kano.CELL_COUNTS
    for category, cells in survey_kano.CELLS.items():
        assert {EVALUATION[cell] for cell in cells} == {category}
        assert sum(cells.values()) == pytest.approx(1)
    for feature in survey_kano.FEATURES:
        assert sum(getattr(survey_kano.KANO, feature)) == pytest.approx(1)


def test_kano_shares_and_timko_coefficients(survey, truth):
    """Timko's coefficients (in Berger et al. 1993) against the true shares, slips allowed for."""
    pairs = survey["survey_kano"].dropna().astype({"functional": int, "dysfunctional": int})
    pairs["category"] = [EVALUATION[c] for c in zip(pairs["functional"], pairs["dysfunctional"], strict=True)]
    slip = truth["kano.slip"]
    for feature, of in pairs.groupby("feature_id"):
        seen = of["category"].value_counts()
        expected = {
            c: (1 - slip) * truth.get(f"kano.{feature}.{c}", 0) + slip * cells / 25
            for c, cells in survey_kano.CELL_COUNTS.items()
        }
        counted = sum(seen.get(c, 0) for c in "AOMI")
        base = sum(expected[c] for c in "AOMI")
        for pair in ("AO", "OM"):
            estimate = sum(seen.get(c, 0) for c in pair) / counted
            true = sum(expected[c] for c in pair) / base
            error = np.sqrt(true * (1 - true) / counted)
            # Straight tickers, one in fifty, land on Q or I.
            assert abs(estimate - true) < WIDE * error + 0.02, (feature, pair, estimate, true)
    shares = pd.crosstab(pairs["feature_id"], pairs["category"], normalize="index")
    assert shares.loc["fresh_date"].idxmax() == "M"
    assert shares.loc["easy_return"].idxmax() == "O"
    assert shares.loc["usual_basket"].idxmax() == "A"
    assert shares.loc["recipe_card"].idxmax() == "I"
    assert shares.loc["daily_message"].idxmax() == "R"


WORTHS = ("price", "hours_2", "hours_8", "guarantee_refund", "guarantee_replace",
          "packaging_box", "packaging_paper", "none")  # fmt: skip


def fit_logit(choices):
    """Fit a multinomial logit: part-worths and their standard errors, in the order of WORTHS."""
    choices = choices.sort_values(["customer_id", "task", "alternative"])
    x = np.column_stack(
        [
            choices["price"].fillna(0).to_numpy(dtype=float),
            (choices["hours"] == 2).fillna(False),
            (choices["hours"] == 8).fillna(False),
            choices["guarantee"] == "refund",
            choices["guarantee"] == "replace",
            choices["packaging"] == "box",
            choices["packaging"] == "paper",
            choices["alternative"] == 4,
        ]
    ).astype(float)
    x = x.reshape(-1, 4, len(WORTHS))
    chosen = choices["chosen"].to_numpy(dtype=float).reshape(-1, 4)

    def shares(b):
        u = x @ b
        u = np.exp(u - u.max(axis=1, keepdims=True))
        return u / u.sum(axis=1, keepdims=True)

    def loss(b):
        p = shares(b)
        return -(chosen * np.log(p)).sum(), -np.einsum("na,nak->k", chosen - p, x)

    best = optimize.minimize(loss, np.zeros(len(WORTHS)), jac=True, method="BFGS").x
    p = shares(best)
    centred = x - np.einsum("na,nak->nk", p, x)[:, None]
    information = np.einsum("na,nak,nal->kl", p, centred, centred)
    return best, np.sqrt(np.diag(np.linalg.inv(information)))


def offer(answers, designs):
    """Give the answers with all alternatives of each task, and whether each was chosen."""
    rows = answers.merge(designs, on=["version", "task"])
    rows["chosen"] = rows["chosen"] == rows["alternative"]
    return rows.sort_values(["customer_id", "task", "alternative"], ignore_index=True)


def test_part_worths_by_need(survey, truth):
    # Those who always take the first service are found by looking, and left out.
    taken = survey["survey_conjoint"].groupby("customer_id")["chosen"].nunique()
    kept = offer(survey["survey_conjoint"], survey["survey_designs"])
    kept = kept[kept["customer_id"].isin(taken.index[taken > 1])]
    kept = kept.merge(survey["truth/survey_latent"][["customer_id", "need"]], on="customer_id")
    for need, choices in kept.groupby("need"):
        assert_found(*fit_logit(choices), [truth[f"conjoint.{need}.{worth}"] for worth in WORTHS])


def test_no_part_worth_is_found_where_there_is_none(monkeypatch, blocks):
    flat = survey_conjoint.PartWorths(0.0, (0.0, 0.0), (0.0, 0.0), (0.0, 0.0), 0.0)
    monkeypatch.setattr(survey_conjoint, "CONJOINT", survey_conjoint.Conjoint(flat, flat, flat))
    made = surveys.make(blocks[7])
    plain = made["truth/survey_latent"].query("style != 'straight'")["customer_id"]
    choices = offer(made["survey_conjoint"], survey_conjoint.design_table(7))
    assert_found(*fit_logit(choices[choices["customer_id"].isin(plain)]), np.zeros(len(WORTHS)))
