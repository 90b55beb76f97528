"""Messages of the desk: letters in and answers out, and mailings to many.

**Letters.**  A kept account writes Poisson(`Letters.per_account`) messages a month, to its account manager.
The answer comes after lognormal hours, except a share that nobody answers.

**Mailings** go to everybody at the accounts that traded within three months before.  Opt-outs reach the
mailing list late: whoever opted out within `Letters.sync_days` before a mailing gets it all the same, and one
mailing was sent from a list of New Year's Day, so that everybody who had opted out since got it.  In another
a few people got the same letter twice.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.story.operation_texts import LETTERS, MAILINGS, TOPIC_SHARES, TOPICS
from crmlab.story.streams import ids, pick, stream

NOW = pd.Timestamp("2025-12-31 18:00")


@dataclass(frozen=True)
class Letters:
    per_account: float = 0.30  # a month
    answer_hours: float = 6.0  # median, lognormal with sigma 1.1
    unanswered: float = 0.04
    sync_days: int = 30
    old_list: str = "N5"  # the mailing sent from a list of 1 January
    twice: str = "N4"  # the mailing that some got twice
    twice_people: int = 12


LETTERS_SET = Letters()
CHANNELS, CHANNEL_SHARES = np.array(["email", "wechat", "sms"], dtype=object), (0.5, 0.38, 0.12)


def make_messages(seed, shop, users, keeping):
    """Make the mailings and all messages, not yet numbered: ``key`` and ``answers`` tie letter and answer.

    Returns
    -------
    dict of str to pandas.DataFrame
        ``desk_mailings`` and ``desk_messages``.
    """
    mailings = pd.DataFrame(MAILINGS, columns=["sent_on", "subject_zh", "subject_en"])
    mailings.insert(0, "mailing_id", ids("N", 0, len(mailings), 1))
    mailings["sent_on"] = pd.to_datetime(mailings["sent_on"])
    letters = _make_letters(stream(seed, "desk letters"), shop, keeping)
    marketing = users.loc[users["role"] == "marketing", "user_id"].iloc[0]
    sent = _send_mailings(stream(seed, "desk mailings"), shop, mailings, marketing)
    return {"desk_mailings": mailings, "desk_messages": pd.concat([letters, sent], ignore_index=True)}


def _make_letters(rng, shop, keeping):
    s = LETTERS_SET
    row = keeping.loc[keeping.index.repeat(rng.poisson(s.per_account, len(keeping)))].reset_index(drop=True)
    n = len(row)
    people = shop["account_contacts"].groupby("account_id")["person_id"].agg(list)
    person = [
        people[a][int(u * len(people[a]))] for a, u in zip(row["account_id"], rng.random(n), strict=True)
    ]
    day = row["month_on"] + pd.to_timedelta((rng.random(n) * 28).astype(int), unit="D")
    at = day + pd.to_timedelta(rng.integers(420, 1200, n), unit="min")
    topic = np.array(TOPICS, dtype=object)[pick(rng, TOPIC_SHARES, n)]
    channel = CHANNELS[pick(rng, CHANNEL_SHARES, n)]
    after = pd.to_timedelta((60 * s.answer_hours * np.exp(rng.normal(0, 1.1, n))).astype(int) + 1, unit="min")
    answered = (rng.random(n) >= s.unanswered) & (at + after <= NOW).to_numpy()
    # Nobody answers for a manager who left.
    answered &= (row["left_on"].isna() | (at + after < row["left_on"] + pd.Timedelta(days=1))).to_numpy()
    asked = pd.DataFrame(
        {
            "account_id": row["account_id"],
            "person_id": person,
            "user_id": row["user_id"],
            "direction": "in",
            "channel": channel,
            "sent_at": at,
            "topic": topic,
            "mailing_id": None,
            "text_zh": [LETTERS[t][0][0] for t in topic],
            "text_en": [LETTERS[t][0][1] for t in topic],
            "key": np.arange(n, dtype=float),
            "answers": np.nan,
        }
    )
    reply = asked[answered].assign(
        direction="out",
        sent_at=(at + after)[answered],
        text_zh=[LETTERS[t][1][0] for t in topic[answered]],
        text_en=[LETTERS[t][1][1] for t in topic[answered]],
        key=np.nan,
        answers=asked.loc[answered, "key"],
    )
    return pd.concat([asked[asked["sent_at"] <= NOW], reply], ignore_index=True)


def _send_mailings(rng, shop, mailings, marketing):
    orders, people, s = shop["account_orders"], shop["account_contacts"], LETTERS_SET
    rows = []
    for mailing in mailings.itertuples():
        recent = orders[
            orders["month_on"].between(mailing.sent_on - pd.DateOffset(months=3), mailing.sent_on)
        ]
        listed = people[
            people["account_id"].isin(recent["account_id"]) & (people["known_since_on"] < mailing.sent_on)
        ]
        list_of = pd.Timestamp("2025-01-01") if mailing.mailing_id == s.old_list else mailing.sent_on
        known_out = listed["opted_out_on"] < list_of - pd.Timedelta(days=s.sync_days)
        listed = listed[~known_out]
        if mailing.mailing_id == s.twice:
            again = listed.iloc[rng.choice(len(listed), min(s.twice_people, len(listed)), replace=False)]
            listed = pd.concat([listed, again])
        at = mailing.sent_on + pd.to_timedelta(540 + np.arange(len(listed)) // 8, unit="min")
        rows.append(
            pd.DataFrame(
                {
                    "account_id": listed["account_id"],
                    "person_id": listed["person_id"],
                    "user_id": marketing,
                    "direction": "out",
                    "channel": "email",
                    "sent_at": at,
                    "topic": "mailing",
                    "mailing_id": mailing.mailing_id,
                    "text_zh": None,
                    "text_en": None,
                    "key": np.nan,
                    "answers": np.nan,
                }
            )
        )
    return pd.concat(rows, ignore_index=True)


def number(messages):
    """Put messages in order of time, give them ids, and write in each answer which letter it answers."""
    messages = messages.sort_values(["sent_at", "person_id", "direction"], ignore_index=True)
    messages.insert(0, "message_id", ids("G", 0, len(messages), 5))
    letters = messages.dropna(subset=["key"]).set_index("key")["message_id"]
    messages["reply_to"] = messages["answers"].map(letters)
    return messages.drop(columns=["key", "answers"])
