"""A panel of 120 firms: how able they are at CRM, in what environment, and how they fare.

**Capability.**  Firm i has four correlated factors (insight, interaction, value, retention), each N(0, 1)
with correlation `phi`; its capability C is their mean, scaled to variance 1.  The dynamism of its
environment D ~ N(0, 1), independent of C.

**Survey** of 2024, 7-point scales: factor f's item j with loading l

    answer = 4.5 + 1.15 * (l * f + sqrt(1 - l^2) * e) + style_i,   rounded, cut to 1 ... 7

(8 minus that for a reversed item); style ~ N(0, style_sd^2) is the respondent's habit of agreeing.
Answers are missing with a probability that is larger for small firms (missing at random, given size),
`missing` on average.

**Performance**, in latent units with residuals e of sd s (a path model; S is the log of employees less
4.6):

    innovation = i_c C + i_d D + i_cd C D + e
    customer   = u_c C + u_i innovation + e
    finance    = f_c C + f_u customer + f_i innovation + f_cd C D + f_s S + e

Whoever puts survey scores in place of C and D finds the interactions a seventh to a fifth too small on
average: errors of measurement multiply (Busemeyer and Jones 1983).  With the factor scores of the truth they
are found without bias.

Each year of 2023 to 2025 each measure shows its latent value with noise, in its own unit: share of sales
from new products, share of customers retained, return on sales, and, for the balanced set, days from
order to delivery (processes), which fall with C alone.

**Life cycle.**  A firm is in one of five stages; the signs of its cash flows from operations, investment and
financing follow its stage (Dickinson 2011) but for a share of years.  Sales grow by the stage's rate.

**Efficiency.**  Retained customers come of CRM spending x1 and CRM staff x2 with constant returns,
y = A x1^a x2^(1 - a) exp(-u), u = |N(0, u_sd^2)|; exp(-u) is the true efficiency.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from crmlab.story.streams import ids, pick, stream

FACTORS = ("insight", "interaction", "value", "retention")
YEARS = (2023, 2024, 2025)
SECTORS = ("retail", "food", "finance", "telecom", "manufacturing", "services")
SECTOR_SHARES = (0.26, 0.16, 0.12, 0.08, 0.22, 0.16)
# Stage of the life cycle: share of firms, growth of sales a year, signs of the cash flows from
# operations, investment and financing (Dickinson 2011, table 1; shake-out takes one of its patterns).
STAGES = {
    "introduction": (0.14, 0.22, (-1, -1, 1)),
    "growth": (0.30, 0.16, (1, -1, 1)),
    "mature": (0.36, 0.05, (1, -1, -1)),
    "shakeout": (0.10, -0.01, (1, 1, -1)),
    "decline": (0.10, -0.08, (-1, 1, -1)),
}


@dataclass(frozen=True)
class Survey:
    """How the questionnaire of 2024 was answered."""

    firms: int = 120
    phi: float = 0.45  # correlation of the four factors: distinct, but of one kind
    centre: float = 4.5  # firms think well of themselves: above the middle of 4
    spread: float = 1.15
    style_sd: float = 0.15
    missing: float = 0.05


@dataclass(frozen=True)
class Paths:
    """Coefficients of the path model; all latent variables in units of about one standard deviation."""

    innovation_capability: float = 0.40
    innovation_dynamism: float = 0.15
    innovation_both: float = 0.25  # capability pays more where the environment moves
    customer_capability: float = 0.40
    customer_innovation: float = 0.25
    finance_capability: float = 0.15
    finance_customer: float = 0.35
    finance_innovation: float = 0.15
    finance_both: float = 0.25
    finance_size: float = 0.10
    process_capability: float = -0.45  # days from order to delivery fall
    residual_sd: float = 0.70
    year_sd: float = 0.25  # noise of one year, in the same latent units


@dataclass(frozen=True)
class Units:
    """Mean of each measure, and what one latent unit is in it."""

    new_product_share: tuple = (0.18, 0.05)
    retained_share: tuple = (0.72, 0.07)
    return_on_sales: tuple = (0.065, 0.030)
    order_days: tuple = (6.0, 1.4)


@dataclass(frozen=True)
class Frontier:
    """How CRM spending and staff become retained customers."""

    scale: float = 62.0  # A: thousand yuan and staff to customers
    spend_power: float = 0.55  # a
    u_sd: float = 0.35  # half-normal: mean efficiency about 0.77
    wrong_sign: float = 0.08  # share of firm-years in which a cash flow has the other sign


SURVEY, PATHS, UNITS, FRONTIER = Survey(), Paths(), Units(), Frontier()


@cache
def read_items():
    """Read the questionnaire: items, factor, true loading, wording."""
    return pd.read_csv(Path(__file__).parent / "firm_items.csv")


def make_firms(seed, paths=PATHS):
    """Make the firms with everything that is true of them; one row per firm.

    Parameters
    ----------
    seed : int
    paths : Paths
        Other coefficients make another world: with both interactions 0 nothing is moderated.

    Returns
    -------
    pandas.DataFrame
        Factor scores, ``capability``, ``dynamism``, latent ``innovation``, ``customer``, ``finance``,
        ``process``, and size, stage, efficiency.
    """
    rng, n = stream(seed, "firms"), SURVEY.firms
    shared = rng.standard_normal((n, 1))
    factors = np.sqrt(SURVEY.phi) * shared + np.sqrt(1 - SURVEY.phi) * rng.standard_normal((n, 4))
    capability = factors.mean(axis=1) / np.sqrt((1 + 3 * SURVEY.phi) / 4)
    dynamism = rng.standard_normal(n)
    employees = np.exp(rng.normal(4.6, 1.0, n)).round().clip(8, 3000)
    size = np.log(employees) - 4.6
    both, e = capability * dynamism, paths.residual_sd * rng.standard_normal((4, n))
    innovation = (
        paths.innovation_capability * capability
        + paths.innovation_dynamism * dynamism
        + paths.innovation_both * both
        + e[0]
    )
    customer = paths.customer_capability * capability + paths.customer_innovation * innovation + e[1]
    finance = (
        paths.finance_capability * capability
        + paths.finance_customer * customer
        + paths.finance_innovation * innovation
        + paths.finance_both * both
        + paths.finance_size * size
        + e[2]
    )
    firms = pd.DataFrame(factors, columns=list(FACTORS))
    firms.insert(0, "firm_id", ids("F", 0, n, 3))
    return firms.assign(
        capability=capability,
        dynamism=dynamism,
        innovation=innovation,
        customer=customer,
        finance=finance,
        process=paths.process_capability * capability + e[3],
        employees=employees.astype(int),
        sector=np.array(SECTORS, dtype=object)[pick(rng, SECTOR_SHARES, n)],
        stage=np.array(list(STAGES), dtype=object)[pick(rng, [s[0] for s in STAGES.values()], n)],
        efficiency=np.exp(-np.abs(rng.normal(0, FRONTIER.u_sd, n))),
    )


def make_panel(seed, firms):
    """Ask the firms: one row per firm, 28 answers of 1 to 7 with some missing, and its givens."""
    rng, items, n = stream(seed, "firm survey"), read_items(), len(firms)
    loading = items["loading"].to_numpy()
    level = firms[items["factor"].tolist()].to_numpy()
    felt = loading * level + np.sqrt(1 - loading**2) * rng.standard_normal(level.shape)
    style = rng.normal(0, SURVEY.style_sd, (n, 1))
    turned = items["reversed"].to_numpy() == 1
    agree = np.where(turned, -1, 1) * SURVEY.spread * felt + np.where(
        turned, 8 - SURVEY.centre, SURVEY.centre
    )
    answers = np.clip(np.round(agree + style), 1, 7).astype(int)
    small = 1 / (1 + np.exp(np.log(firms["employees"].to_numpy()) - 4.6))
    chance = SURVEY.missing * small / small.mean()
    answers = pd.DataFrame(answers, columns=items["item_id"]).astype("Int64")
    answers = answers.mask(rng.random(answers.shape) < chance[:, None])
    size = firms["employees"].to_numpy()
    givens = firms[["firm_id", "sector", "employees"]].assign(
        founded=2024 - np.clip(rng.gamma(3, 5, n), 1, 45).astype(int),
        crm_spend=(np.exp(rng.normal(3.0, 0.5, n)) * (size / 100) ** 0.8).round(1).clip(1),
        crm_staff=np.maximum(1, np.round(size * rng.uniform(0.015, 0.05, n) + 0.5)).astype(int),
    )
    retained = (
        FRONTIER.scale
        * givens["crm_spend"] ** FRONTIER.spend_power
        * givens["crm_staff"] ** (1 - FRONTIER.spend_power)
        * firms["efficiency"]
    )
    givens["retained_customers"] = retained.round().astype(int)
    return givens.join(answers)


def make_results(seed, firms):
    """Give what came of it: one row per firm and year, money in thousand yuan."""
    rng, n = stream(seed, "firm results"), len(firms)
    stages = [STAGES[stage] for stage in firms["stage"]]
    growth, signs = np.array([s[1] for s in stages]), np.array([s[2] for s in stages])
    sales = firms["employees"].to_numpy() * np.exp(rng.normal(5.7, 0.4, n)) / (1 + growth)
    parts = []
    for year in YEARS:
        sales = sales * (1 + growth + rng.normal(0, 0.04, n))
        wrong = rng.random((n, 3)) < FRONTIER.wrong_sign
        cash = signs * np.where(wrong, -1, 1) * rng.gamma(3, 0.03, (n, 3)) * sales[:, None]
        part = pd.DataFrame({"firm_id": firms["firm_id"], "year": year, "sales": sales.round(0)})
        for column, latent, digits in (
            ("new_product_share", "innovation", 3),
            ("retained_share", "customer", 3),
            ("return_on_sales", "finance", 4),
            ("order_days", "process", 2),
        ):
            mean, unit = getattr(UNITS, column)
            noise = rng.normal(0, PATHS.year_sd, n)
            part[column] = (mean + unit * (firms[latent].to_numpy() + noise)).round(digits)
        part[["operating_cash", "investing_cash", "financing_cash"]] = cash.round(0)
        parts.append(part)
    results = pd.concat(parts).sort_values(["firm_id", "year"], ignore_index=True)
    results["new_product_share"] = results["new_product_share"].clip(0, 1)
    results["retained_share"] = results["retained_share"].clip(0, 1)
    results["order_days"] = results["order_days"].clip(0.5)
    return results


def make_shop(seed):
    """Make the tables of the firm panel.

    Parameters
    ----------
    seed : int

    Returns
    -------
    dict of str to pandas.DataFrame
        See `TABLES`.

    Examples
    --------
    >>> from crmlab.story.firms import make_shop
    >>> make_shop(1)["firm_panel"].shape
    (120, 35)
    """
    firms, items = make_firms(seed), read_items()
    numbers = firms.select_dtypes("float").columns
    truth = firms.drop(columns=["employees", "sector"])
    return {
        "firm_items": items.drop(columns="loading"),
        "firm_panel": make_panel(seed, firms),
        "firm_results": make_results(seed, firms),
        "truth/firm_panel": truth.assign(**{c: truth[c].round(4) for c in numbers}),
        "truth/firm_items": items[["item_id", "loading"]],
        "truth/firm_effects": true_effects(),
    }


def true_effects():
    """Give the coefficients of the path model as a table: what acts on what, by how much."""
    names = {"both": "capability x dynamism"}
    rows = []
    for field, value in vars(PATHS).items():
        outcome, _, cause = field.partition("_")
        if cause != "sd":
            rows.append((outcome, names.get(cause, cause), value))
    return pd.DataFrame(rows, columns=["outcome", "cause", "coefficient"])


TABLES = (
    "firm_items", "firm_panel", "firm_results",
    "truth/firm_panel", "truth/firm_items", "truth/firm_effects",
)  # fmt: skip
CARD_VALUES = {"FIRM_SURVEY": SURVEY, "FIRM_PATHS": PATHS, "FIRM_UNITS": UNITS, "FIRM_FRONTIER": FRONTIER}
