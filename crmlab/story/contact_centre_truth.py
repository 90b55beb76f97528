"""The true parameters of the contact centre.

Money in yuan, times in seconds unless a name says otherwise.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Volume:
    """When calls come in."""

    first_on: str = "2025-09-01"  # a Monday
    days: int = 42
    opens: int = 8  # o'clock
    closes: int = 20
    # Mean calls a day on an ordinary day of the week.  The seats are shared by several shops, see `Callers`.
    order_calls: float = 224.0
    care_calls: float = 142.0
    # Monday to Sunday, set by us: the weekend's questions wait for Monday.
    weekday: tuple = (1.22, 1.08, 1.00, 0.98, 1.02, 0.88, 0.82)
    # Gamma factor of the day, mean 1, the same for both queues: calls vary more than Poisson
    # (Brown et al. 2005; gamma: Avramidis, Deslauriers and L'Ecuyer 2004).
    day_variation: float = 0.13  # its coefficient of variation
    rush: tuple = ("2025-09-22", "2025-09-30")  # gift boxes before Mid-Autumn
    rush_factor: float = 1.18
    holiday: tuple = ("2025-10-01", "2025-10-08")  # National Day with Mid-Autumn, eight days in 2025
    holiday_factor: float = 0.72


@dataclass(frozen=True)
class Work:
    """How long a call keeps an agent: lognormal talk (Brown et al. 2005), gamma wrap-up."""

    order_talk: float = 225.0  # median of a mean agent; their bank's calls were shorter, orders take longer
    care_talk: float = 340.0
    spread: float = 0.68  # standard deviation of ln talk, given the agent
    order_wrap: float = 55.0  # mean
    care_wrap: float = 110.0
    wrap_shape: float = 2.0
    ivr: float = 18.0  # mean seconds in the voice menu
    misrouted: float = 0.05  # share of fresh callers who press the wrong key and must be transferred
    misrouted_talk: float = 0.3  # times the talk it would have been: "one moment, I'll put you through"


@dataclass(frozen=True)
class Patience:
    """How long a caller would wait: exponential, memoryless as Erlang A has it (Garnett et al. 2002)."""

    order: float = 210.0  # mean; who wants to buy can buy elsewhere
    care: float = 330.0  # mean; who has a trouble waits longer
    again_abandoned: float = 0.45  # share who ring again after hanging up
    again_abandoned_minutes: float = 25.0  # mean


@dataclass(frozen=True)
class Staff:
    """The seats and those who sit in them."""

    order_seats: int = 13
    care_seats: int = 11
    seats_since: str = "2023-01-01"
    stay_days: float = 560.0  # mean, exponential: 48% leave within a year
    vacant_days: int = 14
    selection_quality: float = 0.35  # correlation of the selection score with quality; set by us
    engagement_quality: float = 0.45  # and of engagement: the first link of the service-profit chain
    learning: float = 0.09  # talk falls as months**-learning (Gans et al. 2010: agents learn on the job)
    speed_spread: float = 0.09  # standard deviation of ln speed that tenure doesn't explain
    absent: float = 0.03  # share of shifts
    last_call_minutes: float = 5.0  # before the end of a shift: later calls would keep the agent beyond it
    trained_on: str = "2025-09-29"  # a random half of each queue
    hanger_up: float = (
        0.09  # share of calls that one agent cuts off within 10 s (Brown et al. 2005 found such)
    )


@dataclass(frozen=True)
class Resolution:
    """Whether a call settles the matter, and what the caller does then."""

    per_quality: float = 0.45  # on the logit, per standard deviation of the agent's quality
    training: float = 0.60  # on the logit, after the training
    overclaimed: float = 0.30  # share of unsettled calls that the agent ticks as settled
    again: float = 0.60  # share of unsettled callers who ring again
    again_days: float = 1.1  # mean


@dataclass(frozen=True)
class Survey:
    """The question after the call: ordered probit with unit noise."""

    answers: float = 0.20  # share of answered calls, at random
    per_quality: float = 0.40
    per_minute_waited: float = -0.30
    settled: float = 1.10
    thresholds: tuple = (-1.2, -0.5, 0.3, 1.5)  # between scores 1|2, 2|3, 3|4, 4|5


@dataclass(frozen=True)
class Rating:
    """Two raters listen to the same calls: a score, and a checklist."""

    calls_per_agent: int = 25
    mean: float = 76.0
    per_quality: float = 6.0  # points per standard deviation of the agent's quality
    call_spread: float = 5.0
    rater_spread: float = 4.0
    rater_b_harsher: float = 4.0  # points
    # Chance that a rater ticks the wrong box, by item: seen at once, or a matter of opinion.
    mistakes: tuple = (
        ("greeted", 0.02),
        ("verified", 0.04),
        ("listened", 0.16),
        ("informed", 0.08),
        ("confirmed", 0.05),
        ("closed", 0.03),
    )
    # Share of the items truly done by a mean agent, in the same order, and the logit's slope on quality.
    done: tuple = (0.94, 0.82, 0.72, 0.80, 0.70, 0.88)
    done_per_quality: float = 0.6

    @property
    def mistake_list(self):
        """Give the items' mistakes as a card prints them, by language."""
        return listed(self.mistakes)

    @property
    def done_list(self):
        """Give the shares done as a card prints them, by language."""
        return listed(zip([item for item, _ in self.mistakes], self.done, strict=True))

    @property
    def reliability(self):
        """Give the intraclass correlation of the two scores, harshness apart: ICC(3,1)."""
        calls = self.per_quality**2 + self.call_spread**2
        return calls / (calls + self.rater_spread**2)


def listed(pairs):
    """List items and shares as a card prints them, by language."""
    words = [f"{item} {share}" for item, share in pairs]
    return {"en": ", ".join(words), "zh": "、".join(words)}


@dataclass(frozen=True)
class Callers:
    """Who calls: the seats are shared by Hejia and other shops of the quarter."""

    hejia: float = 0.30  # share of fresh calls
    strangers: float = 0.15  # of Hejia's callers: not (yet) customers
    on_file: float = 0.76  # chance that a customer's number is found in the records
    mistaken: float = 0.03  # of those found: another customer's number


VOLUME, WORK, PATIENCE, STAFF = Volume(), Work(), Patience(), Staff()
RESOLUTION, SURVEY, RATING, CALLERS = Resolution(), Survey(), Rating(), Callers()
SKILLS = ("order", "care")
# Share of a day's calls by half hour from 08:00: late morning, afternoon, and a lesser peak after work
# (two peaks: Brown et al. 2005; the third is a grocer's).
HALF_HOURS = (
    2.2, 3.0, 4.2, 5.2, 6.0, 6.2, 5.6, 4.8, 3.8, 3.2, 3.4, 4.0,
    4.8, 5.2, 5.0, 4.6, 4.2, 3.8, 3.8, 4.2, 4.4, 3.8, 2.8, 1.8,
)  # fmt: skip
# reason, right queue, weight within it, share settled by a mean untrained agent, names
REASONS = (
    ("place_order", "order", 0.34, 0.93, "Place an order", "下单"),
    ("where_is_it", "order", 0.32, 0.80, "Where is my delivery?", "查配送进度"),
    ("change_order", "order", 0.18, 0.78, "Change or cancel an order", "改单或取消"),
    ("price_stock", "order", 0.16, 0.88, "Prices and stock", "问价格和存货"),
    ("damaged", "care", 0.30, 0.62, "Damaged or wrong goods", "货损或发错货"),
    ("refund", "care", 0.28, 0.58, "Refund", "退款"),
    ("account", "care", 0.24, 0.74, "Account and points", "账号与积分"),
    ("complaint", "care", 0.18, 0.50, "Complaint", "投诉"),
)
