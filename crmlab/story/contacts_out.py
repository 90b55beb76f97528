"""Contacts from the shop: campaigns and sales drives, who answered, in what mood, and who had enough.

* A drive lasts three weeks.  Each customer on its list is given a number of contacts by lot, each on a
  working day of its own and in a channel by the shares of the year; calls and visits are for sale or care.
* Hours of calls: one o'clock as good as another, but for nine (`NineOClock`); campaign calls from 10 to 19.
* answered ~ Bernoulli(p): by hour and type of day for calls, one chance for every other channel.
* annoyed with chance a + a_nine (office at nine) + a_beyond max(0, n - free), n the contacts of the last
  30 days with this one; else pleased with a chance of its own.
* asked for no more with chance b + b_beyond max(0, n - free) + b_annoyed (annoyed), if it got through.
  Drives leave out who did, but for a share forgotten; campaigns do not.
"""

import numpy as np
import pandas as pd

from crmlab.story.campaigns import CAMPAIGNS, CONTROL, send_letter
from crmlab.story.contacts_truth import (
    ANSWER,
    DAY_TYPES,
    DRIVE_CHANNELS,
    DRIVE_SHARES,
    DRIVES,
    HOURS,
    MOOD,
    NINE,
    OPT_OUT,
    PRESSURE,
)
from crmlab.story.streams import pick, stream
from crmlab.story.truth import LETTER

SHOP_AGENTS = np.array([f"S{i:02d}" for i in range(1, 6)], dtype=object)
AGENCY_AGENTS = np.array([f"T{i:02d}" for i in range(1, 9)], dtype=object)
SPOKEN = ("phone", "visit")
# First hour and number of hours in which each channel is used; a mailing goes out at once.
SPAN = {
    "phone": (10, 10),
    "visit": (9, 9),
    "sms": (10, 1),
    "email": (8, 1),
    "wechat": (19, 2),
    "letter": (16, 1),
}


def make_outgoing(block, day_type):
    """Make all contacts from the shop.

    Parameters
    ----------
    block : crmlab.story.block.Block
    day_type : numpy.ndarray of int, shape (households,)
        Positions in `crmlab.story.contacts_truth.DAY_TYPES`.

    Returns
    -------
    pandas.DataFrame
        By household and time.
    """
    rng = stream(block.seed, "contacts out", block.block)
    drives = [_drive(rng, block, pd.Timestamp(begin)) for begin in DRIVES.begins]
    out = pd.concat([_of_campaigns(block), _of_letter(block), *drives], ignore_index=True)
    out = out.assign(contacted_at=out["day"] + _time_of_day(rng, out)).drop(columns="day")
    out = _send_some_twice(rng, out)
    out = out.sort_values(["household", "contacted_at"], kind="stable", ignore_index=True)
    return _leave_out_who_had_enough(rng, _answer(rng, out, day_type))


def _of_campaigns(block):
    sent = []
    for campaign in CAMPAIGNS:
        listed = block.plans["uplift"][campaign.campaign_id]
        treated = listed[listed["group"] != CONTROL]
        sent.append(
            pd.DataFrame(
                {
                    "household": treated["household"],
                    "day": treated["reached_on"],
                    "channel": campaign.channel,
                    "purpose": "campaign",
                    "campaign_id": campaign.campaign_id,
                }
            )
        )
    return pd.concat(sent, ignore_index=True)


def _of_letter(block):
    letters = send_letter(block.seed, block.block, block.households)
    mailed = letters[letters["mailed"]]
    return pd.DataFrame(
        {
            "household": mailed["household"],
            "day": pd.Timestamp(LETTER.sent_on),
            "channel": "letter",
            "purpose": "campaign",
            "campaign_id": LETTER.campaign_id,
        }
    )


def _drive(rng, block, begins_on):
    n = len(block.households)
    level = np.array(DRIVES.levels)[pick(rng, DRIVES.shares, n)]
    before = block.visits[block.visits["ordered_on"] < begins_on].groupby("household")["ordered_on"].max()
    seen = before.index[before >= begins_on - pd.Timedelta(days=DRIVES.seen_within)]
    days = pd.date_range(begins_on, periods=DRIVES.days)
    days = days[days.day_of_week < 6]
    # Each household's own order of the days; a contact a day, until its number is used up.
    order = np.argsort(rng.random((n, len(days))), axis=1)
    who, place = np.nonzero(np.arange(len(days)) < level[:, None])
    channel = pick(rng, DRIVE_SHARES[begins_on.year], len(who))
    care = rng.random(len(who)) < 0.3
    drive = pd.DataFrame(
        {
            "household": who,
            "day": days[order[who, place]],
            "channel": np.array(DRIVE_CHANNELS, dtype=object)[channel],
            "campaign_id": None,
        }
    )
    spoken = drive["channel"].isin(SPOKEN).to_numpy()
    drive["purpose"] = np.select([~spoken, care], ["news", "care"], "sales")
    return drive[drive["household"].isin(seen)]


def _time_of_day(rng, out):
    dice, second = rng.random(len(out)), rng.integers(3600, size=len(out))
    first = out["channel"].map(lambda c: SPAN[c][0]).to_numpy()
    hours = out["channel"].map(lambda c: SPAN[c][1]).to_numpy()
    hour = first + (dice * hours).astype(int)
    cold = ((out["channel"] == "phone") & out["campaign_id"].isna()).to_numpy()
    nine = np.where(out["day"].dt.year == 2024, NINE.share_2024, NINE.share_2025)
    others = HOURS[NINE.hour != HOURS]
    # What is left of the dice above the share of nine o'clock is spread over the other hours.
    rest = others[np.clip((dice - nine) / (1 - nine) * len(others), 0, len(others) - 1).astype(int)]
    hour = np.where(cold, np.where(dice < nine, NINE.hour, rest), hour)
    return pd.to_timedelta(3600 * hour + second, unit="s")


def _send_some_twice(rng, out):
    dice, minutes = rng.random(len(out)), rng.integers(1, 30, len(out))
    twice = (dice < DRIVES.twice) & (out["purpose"] == "news").to_numpy()
    again = out[twice].copy()
    again["contacted_at"] += pd.to_timedelta(minutes[twice], unit="min")
    return pd.concat([out, again], ignore_index=True)


def recent_contacts(household, contacted_at):
    """Count, for each contact, those of the same household in the 30 days up to it, itself included.

    Parameters
    ----------
    household : array of int
        Sorted.
    contacted_at : array of datetime64
        Sorted within each household.
    """
    second = np.asarray(contacted_at).astype("datetime64[s]").astype("int64")
    key = np.asarray(household, dtype="int64") * 10**11 + second
    return np.arange(len(key)) - np.searchsorted(key, key - 86_400 * PRESSURE.days) + 1


def _answer(rng, out, day_type):
    n = len(out)
    dice = rng.random((5, n))
    channel, hour = out["channel"].to_numpy(), out["contacted_at"].dt.hour.to_numpy()
    kind = day_type[out["household"]]
    beyond = np.maximum(recent_contacts(out["household"], out["contacted_at"]) - PRESSURE.free, 0)
    phone, spoken = channel == "phone", np.isin(channel, SPOKEN)
    by_hour = np.array([getattr(ANSWER, name) for name in DAY_TYPES])
    chance = np.select(
        [phone, channel == "visit", channel == "sms", channel == "email", channel == "wechat"],
        [by_hour[kind, np.clip(hour - HOURS[0], 0, len(HOURS) - 1)], *_other_chances()],
        np.nan,
    )
    answered = np.where(np.isnan(chance), np.nan, dice[0] < chance)
    through = answered == 1
    nine = phone & (hour == NINE.hour) & (kind == DAY_TYPES.index("office"))
    p_annoyed = MOOD.annoyed + MOOD.annoyed_nine * nine + MOOD.annoyed_beyond * beyond
    mood = np.select([dice[1] < p_annoyed, dice[2] < MOOD.pleased], [2, 0], 1)
    annoyed = spoken & through & (mood == 2)
    enough = through & (dice[3] < OPT_OUT.base + OPT_OUT.beyond * beyond + OPT_OUT.annoyed * annoyed)
    interested = spoken & (dice[4] < np.array(MOOD.interest)[mood])
    moods = np.array(["pleased", "neutral", "annoyed"], dtype=object)[mood]
    outcome = np.select(
        [np.isnan(answered), ~through & spoken, ~through, enough, ~spoken, interested],
        ["sent", "no_answer", "unread", "opt_out", "read", "interested"],
        "declined",
    )
    return out.assign(
        direction="out",
        answered=answered,
        mood=np.where(spoken & through, moods, None),
        outcome=outcome.astype(object),
        minutes=_minutes(rng, spoken & through, interested),
        agent_id=_agents(rng, out, spoken),
        question=np.nan,
    )


def _other_chances():
    return ANSWER.at_home, ANSWER.sms, ANSWER.email, ANSWER.wechat


def _minutes(rng, talked, interested):
    """Give minutes of talk, lognormal, longer where there is interest."""
    median = np.where(interested, 4.5, 1.4)
    minutes = np.maximum(median * rng.lognormal(0, 0.5, len(talked)), 0.2).round(1)
    return np.where(talked, minutes, np.nan)


def _agents(rng, out, spoken):
    dice = rng.random(len(out))
    agency = ((out["contacted_at"].dt.year >= 2025) & out["campaign_id"].isna()).to_numpy()
    own, others = (a[(dice * len(a)).astype(int)] for a in (SHOP_AGENTS, AGENCY_AGENTS))
    return np.where(spoken, np.where(agency, others, own), None)


def _leave_out_who_had_enough(rng, out):
    """Take the later contacts of drives away from who asked for no more, but for those forgotten."""
    forgotten = rng.random(len(out)) < OPT_OUT.forgotten
    first = out[out["outcome"] == "opt_out"].groupby("household")["contacted_at"].min()
    late = out["contacted_at"].to_numpy() > first.reindex(out["household"]).to_numpy()
    return out[~late | forgotten | out["campaign_id"].notna()].reset_index(drop=True)
