"""One process with the stop-watch: a firm asks for festival gift boxes, before and after the redesign.

A student followed `cases` enquiries in each version of the process: in the weeks before Mid-Autumn 2024 and
2025.  An enquiry comes in at a time even over the opening hours; then, step by step,

    the step happens with its share;   waits ~ Exponential(mean wait),   work ~ Gamma(k, mean work / k)

so that waiting is most of the time that the customer feels, and work most of what the shop pays.  Clock
times run on through the evening as if the shop never closed: the waits are those of opening hours.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from crmlab.story.streams import ids, stream

VERSIONS = (("before", "2024-08-26"), ("after", "2025-09-15"))


@dataclass(frozen=True)
class Process:
    """How many cases were timed, and how much work differs from case to case."""

    cases: int = 90  # in each version
    work_shape: float = 4.0  # k: the spread of work is half its mean
    days: int = 12


PROCESS = Process()


def make_steps():
    """Give the steps of both versions, and their true shares and means."""
    given = pd.read_csv(Path(__file__).parent / "project_steps.csv")
    seen = ["step_id", "version", "position", "name_en", "name_zh", "member_id"]
    return given[seen], given.drop(columns=seen[1:])


def make_log(seed):
    """Time the cases: one row per case and step that happened."""
    given = pd.read_csv(Path(__file__).parent / "project_steps.csv")
    parts = []
    for number, (version, first) in enumerate(VERSIONS):
        rng = stream(seed, f"gift box process {version}")
        steps, n = given[given["version"] == version], PROCESS.cases
        happens = rng.random((n, len(steps))) < steps["share_of_cases"].to_numpy()
        wait = rng.exponential(1.0, happens.shape) * steps["wait_minutes"].to_numpy() * happens
        work = rng.gamma(PROCESS.work_shape, 1 / PROCESS.work_shape, happens.shape)
        work = work * steps["work_minutes"].to_numpy() * happens
        seconds = np.maximum(np.round(60 * work), 5 * happens).astype(int)
        waits = np.round(60 * wait).astype(int)
        came = np.sort(rng.integers(0, PROCESS.days, n) * 86400 + rng.integers(9 * 3600, 17 * 3600, n))
        ends = came[:, None] + np.cumsum(waits + seconds, axis=1)
        case, step = np.nonzero(happens)
        at = pd.Timestamp(first) + pd.to_timedelta(ends[case, step] - seconds[case, step], unit="s")
        parts.append(
            pd.DataFrame(
                {
                    "case_id": ids("X", number * n, n, 3)[case],
                    "step_id": steps["step_id"].to_numpy()[step],
                    "started_at": pd.DatetimeIndex(at).as_unit("us"),
                    "ended_at": pd.DatetimeIndex(at + pd.to_timedelta(seconds[case, step], unit="s")).as_unit(
                        "us"
                    ),
                }
            )
        )
    return pd.concat(parts, ignore_index=True)
