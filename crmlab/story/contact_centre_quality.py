"""Quality of calls: what callers answer when asked, and what two raters hear in a sample.

* **After the call** a share `Survey.answers` of those served scores it 1 to 5:
  u = a q_agent + b minutes waited + c settled + standard normal noise, cut at thresholds (ordered probit).
* **Raters** A and B hear `Rating.calls_per_agent` calls of every agent.  A call is worth Q = mean + d q_agent
  + e, e ~ N(0, call_spread); each scores Q + own error, N(0, rater_spread), and B is harsher by a constant.
  So a score's reliability, harshness apart, is var(Q) / (var(Q) + rater_spread^2) (Shrout and Fleiss 1979).
* **Checklist**: each item was done or not, with logit P = logit(done_i) + slope q_agent; each rater ticks
  the wrong box with the item's chance e_i, independently.  Where a share p was truly done, a rater ticks
  m = p(1 - e) + (1 - p)e, and kappa is (Cohen 1960)

    ((1 - e)^2 + e^2 - m^2 - (1 - m)^2) / (1 - m^2 - (1 - m)^2).
"""

import numpy as np
import pandas as pd

from crmlab.story.contact_centre_truth import RATING, SURVEY
from crmlab.story.streams import ids, stream


def ask_callers(seed, waited, settled, quality, served):
    """Ask a share of those served for a score.

    Parameters
    ----------
    seed : int
    waited, settled, quality : numpy.ndarray
        By call: seconds, 0 or 1, and the quality of the agent who had the caller last.
    served : numpy.ndarray of bool

    Returns
    -------
    numpy.ndarray of float
        1 to 5; NaN where nobody answered.
    """
    rng = stream(seed, "contact centre survey")
    n = len(served)
    asked = rng.random(n) < SURVEY.answers
    latent = (
        SURVEY.per_quality * quality
        + SURVEY.per_minute_waited * waited / 60
        + SURVEY.settled * settled
        + rng.standard_normal(n)
    )
    return np.where(asked & served, 1.0 + np.searchsorted(SURVEY.thresholds, latent), np.nan)


def rate_calls(seed, calls, staff):
    """Let two raters hear a sample of calls.

    Parameters
    ----------
    seed : int
    calls : pandas.DataFrame
        Served by one agent: ``call_id``, ``agent_id``.
    staff : pandas.DataFrame
        From `crmlab.story.contact_centre_staff.make_staff`.

    Returns
    -------
    dict of str to pandas.DataFrame
        ``cc_quality``, ``cc_checks`` and ``truth/cc_checks``.
    """
    rng = stream(seed, "contact centre raters")
    shuffled = calls.iloc[rng.permutation(len(calls))]
    sample = shuffled.groupby("agent_id").head(RATING.calls_per_agent).sort_values("call_id")
    quality = staff.set_index("agent_id")["quality"].reindex(sample["agent_id"]).to_numpy()
    call_id = sample["call_id"].to_numpy()
    done, ticks = _checklist(rng, quality)
    items = [item for item, _ in RATING.mistakes]
    key = {"call_id": np.repeat(call_id, len(items)), "item": np.tile(items, len(sample))}
    return {
        "cc_quality": _scores(rng, sample, quality),
        "cc_checks": pd.DataFrame({**key, "rater_a": ticks[0].ravel(), "rater_b": ticks[1].ravel()}),
        "truth/cc_checks": pd.DataFrame({**key, "done": done.ravel().astype(int)}),
    }


def _scores(rng, sample, quality):
    n = len(sample)
    worth = RATING.mean + RATING.per_quality * quality + RATING.call_spread * rng.standard_normal(n)
    scores = worth + RATING.rater_spread * rng.standard_normal((2, n))
    scores[1] -= RATING.rater_b_harsher
    scores = np.clip(scores.round(), 0, 100).astype(int)
    return pd.DataFrame(
        {
            "quality_id": ids("Q", 0, n, 4),
            "call_id": sample["call_id"].to_numpy(),
            "agent_id": sample["agent_id"].to_numpy(),
            "score_a": scores[0],
            "score_b": scores[1],
        }
    )


def _checklist(rng, quality):
    """Give what was done (calls by items, bool) and what the two raters ticked (0 or 1)."""
    base, mistakes = np.array(RATING.done), np.array([chance for _, chance in RATING.mistakes])
    logit = np.log(base / (1 - base))[None, :] + RATING.done_per_quality * quality[:, None]
    done = rng.random(logit.shape) < 1 / (1 + np.exp(-logit))
    wrong = rng.random((2, *logit.shape)) < mistakes
    return done, (done[None] ^ wrong).astype(int)
