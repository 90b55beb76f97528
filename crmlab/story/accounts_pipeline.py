"""The sales pipeline: opportunities, the stages they pass, the visits and quotes on the way.

An opportunity passes four stages, **qualify, visit, quote, negotiate**, and is won if it passes the last.
It passes a stage with the chance of `PASS`, whatever went before, except the quote:

    logit P(quote accepted) = a + u * upsell + d * decider met + t * days until quoted
                              + r * rival quotes too + c * discount + skill of the manager

* *decider met*: somebody with the role of decider was at a visit before; half of the cases, by chance;
* *days until quoted*: 1 + negative binomial, by chance;
* *discount*: base + more where a rival quotes + noise: whoever compares discounts without looking at the
  rival finds that discounts lose orders.

A stage lasts lognormal days (the quote its days until quoted besides), whatever its end; what would end
after today is open, and only truth/opportunities knows its end.  At the start of each stage the manager
reports a chance of winning: the log-odds of the true one, plus her optimism, plus noise, in steps of 5 %.

Firms come in with one new-business opportunity each.  Whoever is a customer has further ones (upsell): a
Poisson process of `Pipeline.upsell_rate` a year.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.story.accounts_firms import END
from crmlab.story.accounts_managers import MANAGER_ID
from crmlab.story.streams import ids, pick, stream

STAGES = ("qualify", "visit", "quote", "negotiate")
QUOTE = STAGES.index("quote")
# Chance of passing each stage, new business and upsell; that of the quote follows from `Pipeline`.
PASS = {"new": (0.82, 0.80, None, 0.82), "upsell": (0.90, 0.88, None, 0.86)}
MEDIAN_DAYS = np.array([6.0, 13.0, 7.0, 11.0])
LOST_REASONS = ("price", "rival", "no_need", "no_answer", "service")
WANTED = ("rice", "oil", "flour", "seasoning", "fresh", "household")


@dataclass(frozen=True)
class Pipeline:
    intercept: float = 0.0  # a
    upsell: float = 0.40  # u
    decider: float = 0.90  # d
    decider_share: float = 0.5
    day: float = -0.10  # t: log-odds for each day the quote took
    days_mean: float = 5.0  # of the negative binomial, size 2
    rival: float = -1.50  # r
    rival_share: float = 0.4
    discount: float = 15.0  # c: log-odds for 1.00 of discount, so 0.15 for each point
    discount_base: float = 0.05
    discount_rival: float = 0.05  # more where a rival quotes
    discount_sd: float = 0.03
    days_sigma: float = 0.6  # of the log of a stage's days
    report_sd: float = 0.4  # noise of the reported log-odds
    too_early: float = 0.7  # the expected closing comes after this share of the days still needed
    upsell_rate: float = 0.55  # a year
    upsell_effect: float = 0.12  # of a won upsell on ln(orders a month)


PIPELINE = Pipeline()


def open_opportunities(seed, name, firms, starts, kind, keepers, skills):
    """Run opportunities through the stages.

    Parameters
    ----------
    seed, name
        Of the random stream.
    firms : numpy.ndarray of int
        Positions of the firms.
    starts : numpy.ndarray of datetime64
    kind : {"new", "upsell"}
    keepers : crmlab.story.accounts_managers.Keepers
    skills : pandas.DataFrame
        truth/account_managers.

    Returns
    -------
    pandas.DataFrame
        One row per opportunity with all draws; days of entering stage s in ``enter_s``, NaT if never.
    """
    rng, n = stream(seed, name), len(firms)
    manager = keepers.on(firms, starts)[0]
    rival = rng.random(n) < PIPELINE.rival_share
    opp = pd.DataFrame(
        {
            "firm": firms,
            "kind": kind,
            "manager": manager,
            "created_on": starts,
            "decider_met": rng.random(n) < PIPELINE.decider_share,
            "rival": rival.astype(int),
            "quote_days": 1 + rng.negative_binomial(2, 2 / (2 + PIPELINE.days_mean), n),
            "discount": (
                PIPELINE.discount_base
                + PIPELINE.discount_rival * rival
                + rng.normal(0, PIPELINE.discount_sd, n)
            )
            .clip(0)
            .round(3),
        }
    )
    opp["chance_quote"] = _quote_chance(opp, skills["skill"].to_numpy()[manager])
    passes = np.column_stack([opp["chance_quote"] if p is None else np.full(n, p) for p in PASS[kind]])
    days = np.ceil(MEDIAN_DAYS * np.exp(rng.normal(0, PIPELINE.days_sigma, (n, 4)))).astype(int)
    days[:, QUOTE] += opp["quote_days"]
    through = rng.random((n, 4)) < passes
    alive = np.column_stack([np.ones(n, dtype=bool), np.cumprod(through[:, :3], axis=1).astype(bool)])
    enter = opp["created_on"].to_numpy()[:, None] + np.column_stack(
        [np.zeros(n, dtype=int), np.cumsum(days[:, :3], axis=1)]
    ).astype("timedelta64[D]")
    for s in range(4):
        opp[f"enter_{s}"] = np.where(alive[:, s], enter[:, s], np.datetime64("NaT"))
        opp[f"leave_{s}"] = np.where(
            alive[:, s], enter[:, s] + days[:, s].astype("timedelta64[D]"), np.datetime64("NaT")
        )
        opp[f"chance_{s}"] = np.prod(passes[:, s:], axis=1)
    opp["true_outcome"] = np.where(through.all(axis=1), "won", "lost")
    last = alive.sum(axis=1) - 1
    opp["true_closed_on"] = (enter + days.astype("timedelta64[D]"))[np.arange(n), last]
    opp["reason"] = _reasons(rng, opp)
    opp["noise"] = list(rng.normal(0, PIPELINE.report_sd, (n, 4)))
    opp["wants"] = np.array(WANTED, dtype=object)[
        pick(rng, (5, 4, 2, 2, 3, 1) if kind == "new" else (1, 3, 2, 3, 3, 3), n)
    ]
    opp["size_noise"] = rng.normal(0, 0.25, n)
    return opp


def _quote_chance(opp, skill):
    p = PIPELINE
    logit = (
        p.intercept
        + p.upsell * (opp["kind"] == "upsell")
        + p.decider * opp["decider_met"]
        + p.day * opp["quote_days"]
        + p.rival * opp["rival"]
        + p.discount * opp["discount"]
        + skill
    )
    return 1 / (1 + np.exp(-logit))


def _reasons(rng, opp):
    """Give why it would be lost: to the price or a rival where one quotes, else often for want of need."""
    with_rival, without = pick(rng, (4, 5, 1, 1, 1), len(opp)), pick(rng, (3, 0, 4, 4, 1), len(opp))
    return np.array(LOST_REASONS, dtype=object)[np.where(opp["rival"] == 1, with_rival, without)]


def number_opportunities(opp, firms):
    """Put all opportunities in order of time and give ids and amounts (yuan a year)."""
    opp = opp.sort_values(["created_on", "firm"], ignore_index=True)
    opp.insert(0, "opportunity_id", ids("U", 0, len(opp), 5))
    yearly = 12 * (firms["wallet"] * firms["share"]).to_numpy()[opp["firm"]]
    part = np.where(opp["kind"] == "new", 1.0, 0.15)
    opp["amount"] = (yearly * part * np.exp(opp["size_noise"]) / 100).round() * 100.0
    closed = opp["true_closed_on"] <= END
    opp["closed_on"] = opp["true_closed_on"].where(closed)
    opp["outcome"] = opp["true_outcome"].where(closed, "open")
    return opp


def list_opportunities(opp, firms):
    """Give the table ``opportunities`` and the truth about them."""
    stage = np.full(len(opp), STAGES[0], dtype=object)
    for s in range(1, 4):
        stage[(opp[f"enter_{s}"] <= END).to_numpy()] = STAGES[s]
    seen = opp[["opportunity_id"]].assign(
        account_id=firms["account_id"].to_numpy()[opp["firm"]],
        kind=opp["kind"],
        manager_id=MANAGER_ID[opp["manager"]],
        category=opp["wants"],
        created_on=opp["created_on"],
        amount=opp["amount"],
        stage=stage,
        outcome=opp["outcome"],
        closed_on=opp["closed_on"],
        lost_reason=opp["reason"].where(opp["outcome"] == "lost"),
    )
    truth = opp[["opportunity_id"]].assign(
        chance_at_start=opp["chance_0"].round(4),
        chance_quote=opp["chance_quote"].round(4),
        outcome=opp["true_outcome"],
        closed_on=opp["true_closed_on"],
    )
    return seen, truth


def list_stages(opp, optimism):
    """Give the table ``opportunity_stages``: one row per opportunity and stage that it has entered."""
    rows = []
    for s, stage in enumerate(STAGES):
        here = opp[opp[f"enter_{s}"] <= END]
        left = here[f"leave_{s}"]
        went_on = here[f"enter_{s + 1}"].notna() if s < 3 else here["true_outcome"] == "won"
        chance = here[f"chance_{s}"].clip(0.001, 0.999)
        noise = np.array([draws[s] for draws in here["noise"]])
        logit = np.log(chance / (1 - chance)) + optimism[here["manager"]] + noise
        needed = (here["true_closed_on"] - here[f"enter_{s}"]).dt.days
        expected = here[f"enter_{s}"] + pd.to_timedelta(np.ceil(PIPELINE.too_early * needed), unit="D")
        rows.append(
            pd.DataFrame(
                {
                    "opportunity_id": here["opportunity_id"],
                    "stage": stage,
                    "step": s + 1,
                    "entered_on": here[f"enter_{s}"],
                    "left_on": left.where(left <= END),
                    "result": pd.Series(np.where(went_on, "passed", "lost"), index=here.index).where(
                        left <= END
                    ),
                    "reported_chance": ((20 / (1 + np.exp(-logit))).round() / 20).clip(0.05, 0.95).round(2),
                    "expected_close_on": expected,
                }
            )
        )
    return pd.concat(rows).sort_values(["opportunity_id", "step"], ignore_index=True)


def list_quotes(seed, opp):
    """Give the table ``quotes``: the first, and for a part of those that negotiate a better one."""
    rng = stream(seed, "accounts quotes")
    asked = opp[opp["enter_2"].notna()].copy()
    asked["quoted_on"] = asked["enter_2"] + pd.to_timedelta(asked["quote_days"], unit="D")
    first = asked.assign(version=1, requested_on=asked["enter_2"])
    second = asked[(asked["enter_3"].notna()) & (rng.random(len(asked)) < 0.35)].copy()
    second["requested_on"] = second["enter_3"]
    second["quoted_on"] = second["enter_3"] + pd.to_timedelta(rng.integers(1, 4, len(second)), unit="D")
    second["discount"] = (second["discount"] + rng.choice([0.01, 0.02, 0.03], len(second))).round(3)
    second = second[second["quoted_on"] < second["true_closed_on"]].assign(version=2)
    both = pd.concat([first, second])
    both = both[both["quoted_on"] <= END].sort_values(["quoted_on", "opportunity_id"], ignore_index=True)
    return pd.DataFrame(
        {
            "quote_id": ids("Q", 0, len(both), 5),
            "opportunity_id": both["opportunity_id"],
            "version": both["version"],
            "requested_on": both["requested_on"],
            "quoted_on": both["quoted_on"],
            "list_amount": both["amount"],
            "discount": both["discount"],
            "amount": (both["amount"] * (1 - both["discount"])).round(2),
            "rival": both["rival"],
        }
    )
