"""Published numbers on the published data, which are not ours to keep: CDNOW (Fader and Hardie 2001)."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import minimize

from crmlab.differentiate import BGNBD, GammaGamma, ParetoNBD, residual_value, summary

DATA = Path(__file__).parents[3] / "shared" / "data"
pytestmark = pytest.mark.skipif(
    not (DATA / "CDNOW_master.txt").exists(),
    reason="the CDNOW data are not beside the checkout, in ../shared/data; brucehardie.com has them",
)
CALIBRATION, LAST_DAY = "1997-09-30", "1998-06-30"


def read(name, columns, **how):
    table = pd.read_csv(DATA / name, sep=r"\s+", names=columns, dtype={"customer_id": str}, **how)
    return table.assign(ordered_on=pd.to_datetime(table["ordered_on"].astype(str)))


@pytest.fixture(scope="module")
def sample():
    """One customer in ten, their ids those of the sample."""
    return read("CDNOW_sample.txt", ["master", "customer_id", "ordered_on", "cds", "amount"], header=None)


@pytest.fixture(scope="module")
def cohort():
    return read("CDNOW_master.txt", ["customer_id", "ordered_on", "cds", "amount"], skiprows=1)


@pytest.fixture(scope="module")
def calibration(sample):
    return summary(sample[sample["ordered_on"] <= CALIBRATION], as_of=CALIBRATION)


def history(customers):
    return customers["frequency"], customers["recency"], customers["T"]


def test_the_summary_is_the_published_one(calibration):
    published = pd.read_csv(DATA / "cdnow_customers_summary.csv")
    assert len(calibration) == 2357
    assert (calibration["frequency"].to_numpy() == published["frequency"]).all()
    for name in ("recency", "T"):
        assert calibration[name].to_numpy() == pytest.approx(published[name].to_numpy(), abs=0.0051)


def test_bgnbd_as_published(calibration):
    # Fader, Hardie and Lee (2005), Marketing Science 24(2), table 2.
    model = BGNBD().fit(*history(calibration))
    assert model.values_ == pytest.approx([0.243, 4.414, 0.793, 2.426], abs=6e-4)
    assert model.log_likelihood_ == pytest.approx(-9582.4, abs=0.06)


def test_paretonbd_as_published(calibration):
    # Fader, Hardie and Lee (2005), table 2; Fader and Hardie (2005).
    model = ParetoNBD().fit(*history(calibration))
    assert model.values_ == pytest.approx([0.553, 10.58, 0.606, 11.67], rel=1e-3)
    assert model.log_likelihood_ == pytest.approx(-9595.0, abs=0.06)


def test_gammagamma_as_published_and_its_two_likelihoods(calibration):
    # Fader and Hardie (2013); the likelihood printed with the estimates is that of totals.
    model = GammaGamma().fit(calibration["frequency"], calibration["monetary_value"])
    assert model.customers_ == 946
    assert model.values_ == pytest.approx([6.25, 3.74, 15.44], abs=6e-3)
    assert model.log_likelihood_ == pytest.approx(-4055.9, abs=0.06)
    assert model.log_likelihood_total_ == pytest.approx(-4659.3, abs=0.06)


def test_a_search_can_be_content_below_the_top(calibration):
    """Judge a fit by its likelihood: "converged" means stopped."""
    model = ParetoNBD()

    def downhill(logs):
        height, slope = model.log_likelihood(*history(calibration), values=np.exp(logs))
        return -height, -slope * np.exp(logs)

    # Where all leave at one rate: s and beta run away together, and the search calls it a success.
    stopped = minimize(downhill, np.log([5.0, 0.2, 1000.0, 800.0]), jac=True, method="L-BFGS-B")
    assert stopped.success
    assert -stopped.fun == pytest.approx(-9600.3, abs=0.2)
    assert ParetoNBD().fit(*history(calibration)).log_likelihood_ > 5 - stopped.fun


def test_a_fit_leaves_the_false_top(calibration):
    """Other searches report success near -9733, where hardly anybody ever leaves."""
    false, _ = ParetoNBD().log_likelihood(*history(calibration), values=FALSE_TOP)
    assert -9740 < false < -9725
    left = ParetoNBD().fit(*history(calibration), start=FALSE_TOP)
    assert left.log_likelihood_ == pytest.approx(-9595.0, abs=0.06)


FALSE_TOP = [0.3606, 10.2028, 0.00702, 0.07787]


def test_every_sane_start_reaches_the_same_top(calibration):
    rng = np.random.default_rng(3)
    for kind in (BGNBD, ParetoNBD):
        best = kind().fit(*history(calibration)).log_likelihood_
        for _ in range(6):
            start = [rng.uniform(0.2, 2), rng.uniform(3, 30), rng.uniform(0.3, 2), rng.uniform(2, 30)]
            assert kind().fit(*history(calibration), start=start).log_likelihood_ == pytest.approx(
                best, abs=1e-5
            )


def test_holdout_purchases_are_foreseen(sample, calibration):
    later = sample[sample["ordered_on"] > CALIBRATION].drop_duplicates(["customer_id", "ordered_on"])
    so_far = calibration["frequency"].sum()
    for kind in (BGNBD, ParetoNBD):
        expected = kind().fit(*history(calibration)).conditional_expected_purchases(39, *history(calibration))
        assert so_far + expected.sum() == pytest.approx(so_far + len(later), rel=0.06)


def test_from_the_raw_log_to_the_value_of_the_cohort(sample, cohort):
    """Fader, Hardie and Lee (2005), J. Marketing Research 42(4): about $1.1 million, $47 a customer.

    Models fitted to the sample's 78 weeks and applied to all; 30 % margin, 15 % a year, no horizon.  Who
    made no repeat purchase is worth little each, and there are 12,054 of them.
    """
    known = summary(sample, as_of=LAST_DAY)
    buying = ParetoNBD().fit(*history(known))
    spend = GammaGamma().fit(known["frequency"], known["monetary_value"])
    everybody = summary(cohort, as_of=LAST_DAY)
    value = residual_value(everybody, buying, spend, margin=0.30, discount=0.15)
    assert len(value) == 23_570
    assert value["residual_value"].sum() == pytest.approx(1.1e6, rel=0.05)
    assert value["residual_value"].mean() == pytest.approx(47, abs=2)
    never_again = everybody["frequency"] == 0
    assert never_again.sum() == 12_054
    assert value.loc[never_again, "residual_value"].sum() < 0.06 * value["residual_value"].sum()
