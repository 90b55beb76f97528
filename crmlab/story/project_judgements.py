"""Judgements: what experts say matters, how they mark strategies, and how users grade the CRM system.

**Pairs** (analytic hierarchy process, Saaty 1980).  For each of five decisions the group has true
weights w.  Expert e has weights of her own, w_e ~ w * exp(N(0, `own_sd`^2)), and compares criteria a, b by

    value_eab = nearest on the Saaty scale {1/9, ..., 1/2, 1, 2, ..., 9}, on the logarithm, to
                (w_ea / w_eb) * exp(N(0, c_e^2))

where c_e is her carelessness: three of nine experts are careless, and most of their consistency ratios
lie above 0.1 (with few criteria chance may be kind to them).  Expert `TWISTED` is careful, but she wrote
one comparison the wrong way round.

**Strategies.**  mark = true value of strategy and criterion + leniency of the expert + noise, rounded,
1 to 10.

**Grades.**  Users of the system grade 16 indicators before (December 2024) and after (December 2025):

    grade = round(mean_i,phase + halo_r + e), cut to 1 ... 5,   halo ~ N(0, halo_sd^2), e ~ N(0, noise^2);

two indicators (`TWINS`) measure the same thing: the second repeats the first but for a little.
"""

from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd

from crmlab.story.streams import ids, stream

FOLDER = Path(__file__).parent
SAATY = np.array([1 / k for k in range(9, 1, -1)] + list(range(1, 10)))
TWISTED = ("E5", "vendor", "VC1", "VC6")
TWINS = ("N21", "N22")
PHASES = (("before", "2024-12-16"), ("after", "2025-12-15"))


@dataclass(frozen=True)
class Judgement:
    """How far experts and users differ from the truth and from one another."""

    own_sd: float = 0.20  # of an expert's weights around the group's, on the natural log
    leniency_sd: float = 0.7
    mark_sd: float = 0.8
    users: int = 24
    halo_sd: float = 0.5
    grade_sd: float = 0.7
    twin_sd: float = 0.15


JUDGEMENT = Judgement()


def make_experts():
    """Give the experts, and how careless each is."""
    given = pd.read_csv(FOLDER / "project_experts.csv")
    return given.drop(columns="carelessness"), given[["expert_id", "carelessness"]]


def make_criteria():
    """Give the criteria of the five decisions, and their true weights."""
    given = pd.read_csv(FOLDER / "project_criteria.csv")
    return given.drop(columns="weight"), given[["decision", "criterion_id", "weight"]]


def make_pairs(seed):
    """Make all comparisons: one row per decision, expert and pair of criteria, each pair once."""
    rows = []
    experts = pd.read_csv(FOLDER / "project_experts.csv")
    for decision, criteria in pd.read_csv(FOLDER / "project_criteria.csv").groupby("decision", sort=False):
        rng = stream(seed, f"pairs {decision}")
        names = criteria["criterion_id"].to_numpy()
        left, right = np.array(list(combinations(range(len(names)), 2))).T
        for expert in experts.itertuples():
            own = np.log(criteria["weight"].to_numpy()) + rng.normal(0, JUDGEMENT.own_sd, len(names))
            value = own[left] - own[right] + rng.normal(0, expert.carelessness, len(left))
            nearest = np.abs(value[:, None] - np.log(SAATY)).argmin(axis=1)
            rows.append(
                pd.DataFrame(
                    {
                        "decision": decision,
                        "expert_id": expert.expert_id,
                        "criterion_id": names[left],
                        "against_id": names[right],
                        "value": SAATY[nearest],
                    }
                )
            )
    pairs = pd.concat(rows, ignore_index=True)
    who = ["expert_id", "decision", "criterion_id", "against_id"]
    twisted = (pairs[who] == list(TWISTED)).all(axis=1)
    pairs["value"] = pairs["value"].mask(twisted, 1 / pairs["value"]).round(4)
    return pairs


def make_strategies(seed):
    """Give the strategies, and the experts' marks: one row per strategy, criterion and expert."""
    rng = stream(seed, "strategy marks")
    given = pd.read_csv(FOLDER / "project_strategies.csv")
    criteria = [c for c in given.columns if c.startswith("SC")]
    experts = make_experts()[0]["expert_id"].to_numpy()
    true = given[criteria].to_numpy()[:, :, None]
    shape = (len(given), len(criteria), len(experts))
    marks = (
        true + rng.normal(0, JUDGEMENT.leniency_sd, len(experts)) + rng.normal(0, JUDGEMENT.mark_sd, shape)
    )
    s, c, e = (axis.ravel() for axis in np.indices(shape))
    scores = pd.DataFrame(
        {
            "strategy_id": given["strategy_id"].to_numpy()[s],
            "criterion_id": np.array(criteria)[c],
            "expert_id": experts[e],
            "mark": np.clip(np.round(marks), 1, 10).astype(int).ravel(),
        }
    )
    truth = given.melt("strategy_id", criteria, "criterion_id", "true_mark")
    truth = truth.sort_values(["strategy_id", "criterion_id"], ignore_index=True)
    return given[["strategy_id", "name_en", "name_zh"]], scores, truth


def make_grades(seed):
    """Give the tree of indicators, the users' grades, and the true means."""
    given = pd.read_csv(FOLDER / "project_indicators.csv")
    leaves = given[given["level"] == 2]
    names = leaves["indicator_id"].to_numpy()
    users = ids("U", 0, JUDGEMENT.users, 2)
    rng = stream(seed, "crm grades")
    halo = rng.normal(0, JUDGEMENT.halo_sd, (len(users), 1))
    first, twin = (int(np.flatnonzero(names == name)[0]) for name in TWINS)
    parts = []
    for phase, day in PHASES:
        felt = leaves[phase].to_numpy() + halo + rng.normal(0, JUDGEMENT.grade_sd, (len(users), len(names)))
        felt[:, twin] = felt[:, first] + rng.normal(0, JUDGEMENT.twin_sd, len(users))
        parts.append(
            pd.DataFrame(
                {
                    "phase": phase,
                    "user_id": np.repeat(users, len(names)),
                    "indicator_id": np.tile(names, len(users)),
                    "graded_on": pd.Timestamp(day),
                    "grade": np.clip(np.round(felt), 1, 5).astype(int).ravel(),
                }
            )
        )
    truth = leaves.melt("indicator_id", ["before", "after"], "phase", "true_mean")
    return given.drop(columns=["before", "after"]), pd.concat(parts, ignore_index=True), truth
