"""The survey of November 2025: whom the shop asked, who answered, and how far.

**Sample.**  Everybody who bought something in the twelve months before `SENT_ON` is on the list; of
them a simple random sample is invited, `Response.invited` for every customer the shop has ever had (all of
the list if it is shorter).

**Answering.**  With k orders in the last 180 days and satisfaction S, a customer answers with

    logit P = a + b * ln(1 + k) + s * S + s2 * S^2 - g * gone

so the engaged, the content and the extreme answer more (the survey flatters the shop).
Of those who answer some wait for the reminder: logit P(late) = l0 - l1 * ln(1 + k) (Armstrong and Overton
1977 take the late for the silent).  Days until an answer are exponential, cut to whole days.

**Breaking off.**  The questionnaire has five sections: satisfaction, loyalty, SERVQUAL, Kano, choices.
After each but the last a respondent gives up with chance h0, or h1 if she has not bought for 180 days:
missing at random, given orders.

What they answer: `survey_satisfaction`, `survey_loyalty`, `survey_servqual`, `survey_kano`,
`survey_conjoint`, all on the opinions of `survey_latent`; `survey_pulse` is a card after orders.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from crmlab.story import survey_conjoint, survey_kano, survey_loyalty, survey_pulse, survey_satisfaction
from crmlab.story.streams import stream
from crmlab.story.survey_latent import FACET, FACETS, LOYAL, NEED, PATHS, SENT_ON, make_latent
from crmlab.story.survey_parameters import make_parameters
from crmlab.story.survey_scales import STYLES, logistic
from crmlab.story.survey_servqual import SERVQUAL, answer_servqual

REMINDED_ON = pd.Timestamp("2025-11-17")
SECTIONS = ("satisfaction", "loyalty", "servqual", "kano", "choices")
OPINIONS = ("expectation", "quality", "value", "satisfaction", "trust", "switching_cost", "loyalty")


@dataclass(frozen=True)
class Response:
    """Who is asked and who answers.

    Two in five answer: between web surveys with about a third (Shih and Fan 2008) and surveys of
    individuals at large with about half (Baruch and Holtom 2008), as invited by a shop they know.
    """

    invited: float = 0.375  # of all customers ever: 1,500 of 4,000
    intercept: float = -1.20  # a
    orders: float = 0.60  # b
    satisfaction: float = 0.32  # s
    satisfaction_square: float = 0.12  # s2
    gone: float = 0.70  # g
    late: float = 0.30  # l0
    late_orders: float = 0.45  # l1
    break_off: float = 0.03  # h0
    break_off_idle: float = 0.07  # h1


RESPONSE = Response()
CARD_VALUES = {
    "SURVEY_RESPONSE": RESPONSE,
    "SURVEY_STYLES": STYLES,
    "SURVEY_PATHS": PATHS,
    "SURVEY_LOYAL": LOYAL,
    "SURVEY_FACET": FACET,
    "SURVEY_NEED": NEED,
    "SURVEY_QUESTIONS": survey_satisfaction.QUESTIONS,
    "SURVEY_IMPORTANCE": survey_satisfaction.IMPORTANCE,
    "SURVEY_SERVQUAL": SERVQUAL,
    "SURVEY_KANO": survey_kano.KANO,
    "SURVEY_CONJOINT": survey_conjoint.CONJOINT,
    "SURVEY_LOYALTY": survey_loyalty.LOYALTY,
    "SURVEY_PULSE": survey_pulse.PULSE,
}
TABLES = (
    "survey_invitations",
    "survey_indicators",
    "survey_questions",
    "survey_satisfaction",
    "survey_importance",
    "survey_loyalty",
    "survey_servqual",
    "survey_kano",
    "survey_conjoint",
    "survey_designs",
    "survey_pulse",
    "truth/survey_latent",
    "truth/survey_parameters",
)


def make_shop(seed):
    """Give the tables that don't depend on customers: the tree, the questions, the true parameters.

    Parameters
    ----------
    seed : int
        The conjoint tasks are laid out anew in every world; the other questions are the same in all.

    Returns
    -------
    dict of str to pandas.DataFrame
    """
    return {
        "survey_indicators": survey_satisfaction.make_indicators(),
        "survey_questions": _questions().copy(),
        "survey_designs": survey_conjoint.design_table(seed),
        "truth/survey_parameters": make_parameters(),
    }


@cache
def _questions():
    return pd.read_csv(Path(__file__).parent / "survey_questions.csv")


def make(block):
    """Send the survey to a sample of a block's customers, and collect the answers.

    Parameters
    ----------
    block : crmlab.story.block.Block
        Seed, number, households and orders are used.

    Returns
    -------
    dict of str to pandas.DataFrame
        The tables of `TABLES` that depend on customers.
    """
    latent = make_latent(block)
    invitations, people = _invite(block, latent)
    answered = invitations["responded"].to_numpy() == 1
    reached = invitations["last_section"].fillna(0).to_numpy()
    asked = [people[answered & (reached >= i)].reset_index(drop=True) for i in range(1, len(SECTIONS) + 1)]
    draws = [stream(block.seed, f"survey {section}", block.block) for section in SECTIONS]
    tables = {
        "survey_invitations": invitations,
        "survey_satisfaction": survey_satisfaction.answer_satisfaction(
            draws[0], asked[0], asked[0]["went_online"].to_numpy()
        ),
        "survey_importance": survey_satisfaction.deal_importance(
            stream(block.seed, "survey importance", block.block), asked[1]
        ),
        "survey_loyalty": survey_loyalty.answer_loyalty(
            draws[1], asked[1], asked[1]["would_recommend"].to_numpy()
        ),
        "survey_servqual": answer_servqual(draws[2], asked[2]),
        "survey_kano": survey_kano.answer_kano(draws[3], asked[3]),
        "survey_conjoint": survey_conjoint.answer_conjoint(draws[4], block.seed, asked[4]),
        "survey_pulse": survey_pulse.make_pulse(block, latent),
    }
    tables = {name: _whole_numbers(table) for name, table in tables.items()}
    return {**tables, "truth/survey_latent": _truth(people)}


def _invite(block, latent):
    """Draw the sample and who of it answers: the invitations, and all that is true of the invited."""
    rng = stream(block.seed, "survey response", block.block)
    n = len(latent)
    bought = _recent_orders(block, latent["customer_id"])
    listed = np.flatnonzero(bought["year"] > 0)
    size = min(len(listed), round(RESPONSE.invited * n))
    sample = np.sort(rng.permutation(listed)[:size])
    people = latent.iloc[sample].reset_index(drop=True)
    orders = bought["half_year"].to_numpy()[sample]
    people["went_online"] = bought["web"].to_numpy()[sample] > 0
    people["would_recommend"] = survey_loyalty.would_recommend(rng, people)
    chance = answer_chance(people, orders)
    people["response_chance"] = chance
    late = rng.random(size) < logistic(RESPONSE.late - RESPONSE.late_orders * np.log1p(orders))
    responded = rng.random(size) < chance
    waited = np.where(
        late,
        (REMINDED_ON - SENT_ON).days + np.minimum(rng.exponential(2.5, size), 13),
        np.minimum(rng.exponential(2.0, size), 6),
    ).astype(int)
    quits = (
        rng.random((size, len(SECTIONS) - 1))
        < np.where(orders > 0, RESPONSE.break_off, RESPONSE.break_off_idle)[:, None]
    )
    last = np.where(quits.any(axis=1), quits.argmax(axis=1) + 1, len(SECTIONS))
    day = pd.Series(SENT_ON + pd.to_timedelta(waited, unit="D"))
    invitations = pd.DataFrame(
        {
            "customer_id": people["customer_id"],
            "competition": people["competition"],
            "sent_on": SENT_ON,
            "reminded": (late | ~responded).astype(int),
            "responded": responded.astype(int),
            "responded_on": day.where(responded),
            "last_section": pd.Series(last, dtype="Int64").where(responded),
        }
    )
    return invitations, people


def answer_chance(people, orders):
    """Give each one's true chance of answering, 0 to 1; `orders` are those of the last 180 days."""
    s = people["satisfaction"].to_numpy()
    return logistic(
        RESPONSE.intercept
        + RESPONSE.orders * np.log1p(orders)
        + RESPONSE.satisfaction * s
        + RESPONSE.satisfaction_square * s**2
        - RESPONSE.gone * people["gone"].to_numpy()
    )


def _recent_orders(block, customers):
    """Count each customer's orders before the survey: in a year, in half a year, on the web in a year."""
    orders = block.orders
    days = (SENT_ON - orders["ordered_on"]).dt.days
    counted = orders[(orders["amount"] > 0) & (days > 0) & (days <= 365)].assign(days=days)
    counts = {
        "year": counted,
        "half_year": counted[counted["days"] <= 180],
        "web": counted[counted["channel"] == "web"],
    }
    columns = {
        name: of.groupby("customer_id").size().reindex(customers, fill_value=0).to_numpy()
        for name, of in counts.items()
    }
    return pd.DataFrame(columns)


def _truth(people):
    shown = ["customer_id", *OPINIONS, *(f"f_{name}" for name in FACETS), "need", "style"]
    truth = people[[*shown, "would_recommend", "response_chance"]].copy()
    truth[list(OPINIONS)] = truth[list(OPINIONS)].round(3)
    truth[[f"f_{name}" for name in FACETS]] = truth[[f"f_{name}" for name in FACETS]].round(3)
    return truth.assign(response_chance=truth["response_chance"].round(4))


def _whole_numbers(table):
    """Give ticks as whole numbers that may be missing, so that a file says 8 and not 8.0."""
    ticks = [name for name in table if table[name].dtype == float and name != "price"]
    return table.astype(dict.fromkeys(ticks, "Int64"))
