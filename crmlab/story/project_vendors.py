"""Which CRM system to buy: eight vendors, forty features, what they say, what they do, what they cost;
and eight suppliers of rice, for the choice of a partner.

**Features.**  Vendor v has a true quality q_v (0 to 4), an area a of features one of its own
q_va = q_v + u_va, u ~ N(0, area_sd^2), and feature f the latent quality

    y_vf = q_va + e_vf,   e ~ N(0, feature_sd^2);     tested_vf = y_vf rounded and cut to 0 ... 4.

The shop tested all features that it must have and `tested_share` of the others; the rest of ``tested``
is empty.  What the vendor *claims* in the tender is more:

    claimed_vf = (y_vf + c_v + e'_vf) rounded and cut to 0 ... 4,   e' ~ N(0, claim_sd^2)

where c_v is the vendor's habit of claiming; it is larger the worse the system is.

**Costs** of vendor v in year t = 2025 ... 2030, in yuan, for `users` users.  Hosted: fee * users * months,
rising by `fee_rise` a year.  On the shop's own server: the licence once, support as a share of the
licence a year, hardware in the first year and again after `server_years`.  For both: set-up and training
once, and the hours of whoever looks after the system at `hour` yuan.

**Partners.**  Supplier s delivers n_s times; deliveries that pass inspection and that come in time are
Binomial(n_s, pi_s) with true shares in the truth; other terms are given.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from crmlab.story.streams import stream

FOLDER = Path(__file__).parent
YEARS = np.arange(2025, 2031)
GIVEN = ("name_en", "name_zh", "deployment", "architecture", "founded", "reference_customers", "setup_days")
PRICES = ("licence", "fee_per_user_month", "hardware", "setup", "training", "support_share")


@dataclass(frozen=True)
class Tender:
    """How features are spread, claimed and tested, and the terms of the cost comparison."""

    area_sd: float = 0.5  # a vendor good at sales may be poor at service
    feature_sd: float = 0.8
    claim_sd: float = 0.4
    tested_share: float = 0.6  # of the features that the shop need not have
    users: int = 14
    first_months: int = 9  # of the fee in 2025: from April
    fee_rise: float = 0.05  # a year
    server_years: int = 4
    hour: float = 60.0  # yuan: an hour of the shop's own staff
    chosen: str = "V3"  # signed in spring 2025


TENDER = Tender()


def make_vendors():
    """Give the vendors with their terms: one row each, money in yuan."""
    given = _given()
    return given[["vendor_id", *GIVEN, "search_seconds", *PRICES, "power_hours"]].rename(
        columns={"power_hours": "own_hours_month"}
    )


def make_features():
    """Give the forty features: one row each."""
    return pd.read_csv(FOLDER / "project_features.csv")


def make_scores(seed):
    """Give what each vendor claims and what the shop found, one row per vendor and feature.

    Returns
    -------
    tuple of pandas.DataFrame
        ``vendor_features`` and ``truth/vendor_features`` (latent quality of each feature).
    """
    rng = stream(seed, "tender")
    vendors, features = _given(), make_features()
    n, m = len(vendors), len(features)
    area = pd.factorize(features["area"])[0]
    quality = (
        vendors["quality"].to_numpy()[:, None] + rng.normal(0, TENDER.area_sd, (n, area.max() + 1))[:, area]
    )
    quality = quality + rng.normal(0, TENDER.feature_sd, (n, m))
    said = quality + vendors["claim"].to_numpy()[:, None] + rng.normal(0, TENDER.claim_sd, (n, m))
    tried = (features["need"] == "must").to_numpy()[None, :] | (rng.random((n, m)) < TENDER.tested_share)
    scores = pd.DataFrame(
        {
            "vendor_id": np.repeat(vendors["vendor_id"].to_numpy(), m),
            "feature_id": np.tile(features["feature_id"].to_numpy(), n),
            "claimed": _grade(said).ravel(),
            "tested": pd.array(np.where(tried, _grade(quality), -1).ravel(), dtype="Int64"),
        }
    )
    scores["tested"] = scores["tested"].mask(scores["tested"] < 0)
    truth = scores[["vendor_id", "feature_id"]].assign(quality=quality.round(3).ravel())
    return scores, truth


def _grade(values):
    return np.clip(np.round(values), 0, 4).astype(int)


def make_costs():
    """Give what each vendor's system costs, one row per vendor, year and item, in yuan."""
    rows = []
    for vendor in _given().itertuples():
        for t, year in enumerate(YEARS):
            for item, amount in _items(vendor, t).items():
                if amount:
                    rows.append((vendor.vendor_id, int(year), item, round(amount, 2)))
    return pd.DataFrame(rows, columns=["vendor_id", "year", "item", "amount"])


def _items(vendor, t):
    months = TENDER.first_months if t == 0 else 12
    own = vendor.deployment == "on_premise"
    return {
        "licence": vendor.licence if t == 0 else 0,
        "fee": vendor.fee_per_user_month * TENDER.users * months * (1 + TENDER.fee_rise) ** t,
        "hardware": vendor.hardware if own and t % TENDER.server_years == 0 else 0,
        "setup": vendor.setup if t == 0 else 0,
        "training": vendor.training if t == 0 else 0,
        "support": vendor.licence * vendor.support_share * months / 12,
        "own_hours": vendor.power_hours * months * TENDER.hour,
    }


def make_partners(seed):
    """Give the suppliers with what was counted at the back door, and their true shares."""
    rng = stream(seed, "partners")
    given = pd.read_csv(FOLDER / "project_partners.csv")
    n = given["deliveries"].to_numpy()
    passed, on_time = (rng.binomial(n, given[c].to_numpy()) for c in ("true_pass", "true_on_time"))
    truth = given[["partner_id", "true_pass", "true_on_time"]]
    partners = given.drop(columns=["true_pass", "true_on_time"])
    partners.insert(5, "passed", passed)
    partners.insert(6, "on_time", on_time)
    return partners, truth


def _given():
    return pd.read_csv(FOLDER / "project_vendors.csv")


def true_vendors():
    """Give each vendor's true quality and how much it claims above it."""
    return _given()[["vendor_id", "quality", "claim"]].rename(columns={"claim": "claims_above"})
