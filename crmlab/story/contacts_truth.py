"""The true parameters of the contacts: who answers when, what annoys, and what pressure does.

Rates and shares are the workbook's own unless a source is named; times of day are the shop's.
"""

from dataclasses import dataclass

import numpy as np

DAY_TYPES = ("office", "home", "evening")
HOURS = np.arange(9, 21)


@dataclass(frozen=True)
class Answer:
    """Chance that a call is answered, by type of day and hour from 9 to 20 o'clock.

    Who works in an office reads e-mail at nine and answers after work; who is at home goes out at noon; who
    works in the evening sleeps in the morning.  (Evenings best over all: Weeks, Kulka and Pierson 1987.)
    """

    office: tuple = (0.10, 0.20, 0.26, 0.44, 0.38, 0.24, 0.22, 0.24, 0.36, 0.52, 0.66, 0.54)
    home: tuple = (0.52, 0.68, 0.56, 0.30, 0.20, 0.34, 0.48, 0.54, 0.44, 0.34, 0.42, 0.36)
    evening: tuple = (0.10, 0.18, 0.34, 0.44, 0.52, 0.68, 0.54, 0.44, 0.30, 0.20, 0.16, 0.14)
    at_home: float = 0.62  # that somebody opens the door
    sms: float = 0.12  # that the link is tapped
    email: float = 0.22  # that it is opened: Mailchimp's benchmarks of 2019, 21 %
    wechat: float = 0.35  # that it is read


@dataclass(frozen=True)
class NineOClock:
    """The call at nine, to somebody who works in an office."""

    hour: int = 9
    factor: float = 0.60  # on her visits
    days: int = 14
    share_2024: float = 0.10  # of the calls of a drive: no more than of another hour
    share_2025: float = 0.28  # the agency starts its lists at nine


@dataclass(frozen=True)
class Pressure:
    """What too many contacts do: the shop's and the agency's, answers to questions not counted."""

    days: int = 30
    free: int = 2  # so many in those days do no harm
    factor: float = 0.82  # on visits, for each contact beyond


@dataclass(frozen=True)
class Mood:
    """Moods of those who answer a call or open the door."""

    annoyed: float = 0.08
    annoyed_nine: float = 0.45  # more, if she works in an office and it is nine
    annoyed_beyond: float = 0.07  # more, for each contact beyond the free ones
    pleased: float = 0.24
    interest: tuple = (0.40, 0.17, 0.03)  # shows interest: pleased, neutral, annoyed


@dataclass(frozen=True)
class OptOut:
    """Asking for no more, per contact that got through."""

    base: float = 0.006
    beyond: float = 0.025  # more, for each contact beyond the free ones
    annoyed: float = 0.06  # more, if annoyed
    forgotten: float = 0.08  # of the later contacts of a drive are made all the same


@dataclass(frozen=True)
class Drives:
    """Sales drives: a rota gives each customer a number of contacts, whoever she is."""

    begins: tuple = ("2024-03-04", "2024-06-03", "2024-09-02", "2025-04-10", "2025-07-01", "2025-12-01")
    days: int = 21
    seen_within: int = 365  # days: who bought in so many before is on the list
    levels: tuple = (0, 1, 2, 4, 6)  # contacts
    shares: tuple = (0.56, 0.16, 0.10, 0.10, 0.08)
    twice: float = 0.02  # of the messages go out twice


@dataclass(frozen=True)
class Questions:
    """Customers ask after an order, and are answered, or not."""

    per_order: float = 0.035
    missed: float = 0.08  # calls that nobody at the shop takes
    never: float = 0.05  # messages that are never answered
    wechat_hours: float = 2.5  # median until the answer, lognormal
    email_hours: float = 16.0
    spread: float = 1.1
    again: float = 0.40  # who waits longer than a day calls as well: the second asking


# Share of each type of day among the households of a district.
DAY_TYPE_SHARES = {
    "lane": (0.20, 0.65, 0.15),
    "old_mill": (0.20, 0.60, 0.20),
    "east_gate": (0.45, 0.35, 0.20),
    "riverside": (0.30, 0.20, 0.50),
    "university": (0.45, 0.15, 0.40),
    "new_town": (0.80, 0.12, 0.08),
}
# Channels of a drive in each year, and how likely each is.
DRIVE_CHANNELS = ("phone", "sms", "wechat", "email", "visit")
DRIVE_SHARES = {2024: (0.60, 0.22, 0.10, 0.00, 0.08), 2025: (0.62, 0.14, 0.14, 0.10, 0.00)}

ANSWER, NINE, PRESSURE, MOOD = Answer(), NineOClock(), Pressure(), Mood()
OPT_OUT, DRIVES, QUESTIONS = OptOut(), Drives(), Questions()
