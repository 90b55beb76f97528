"""Customers who come and go: recency states, a Markov chain between them, and what each state is worth."""

import narwhals as nw
import numpy as np
import pandas as pd

from crmlab.differentiate.lifetime_orders import check_period, in_whole_periods, open_orders
from crmlab.frames import InputError, to_pandas
from crmlab.language import say

LOST = "lost"


def migration(
    orders, period="quarter", states=5, customer="customer_id", date="ordered_on", amount="amount", as_of=None
):
    """Count how many customers buy again, by how long ago they last bought.

    The customer migration model of Dwyer (1989): a customer who skips a period is not lost, only less likely
    to come.  Her state is the number of periods since she last bought.

    Parameters
    ----------
    orders : pandas, Polars, PyArrow, DuckDB or PySpark frame
        One row for each order: `customer`, `date`, `amount` (yuan; a refund is negative and is no purchase).
    period : {"month", "quarter", "year"}
    states : int, default 5
        How many states there are; the last holds all who have been away for so long or longer.
    customer, date, amount : str
        Names of the columns.
    as_of : str or date, optional
        Only periods that were over by this day are counted; left out, it is the day after the latest order.

    Returns
    -------
    pandas.DataFrame, one row for each state
        ``recency`` (int, 1: bought in the period just over); ``customers`` (int, how often somebody stood in
        this state when a period began); ``buyers`` (int, how often she bought in it); ``probability`` (float,
        buyers over customers); ``amount_per_buyer`` (float, yuan, of the period's purchases, refunds taken
        off); ``customers_now`` (int, who stand in this state at `as_of`).  NaN where nobody stood.

    Raises
    ------
    InputError
        As `rfm`; for an unknown period, or `states` below 2; if fewer than two periods are over.

    Warns
    -----
    LeftOutWarning
        With counts, as `cohort_table`.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.differentiate import migration
    >>> orders = pd.DataFrame({
    ...     "customer_id": ["C1", "C1", "C1", "C2"],
    ...     "ordered_on": pd.to_datetime(["2023-05-01", "2024-05-01", "2025-05-01", "2023-07-01"]),
    ...     "amount": [10.0, 30.0, 50.0, 20.0],
    ... })
    >>> migration(orders, "year", states=2, as_of="2026-01-01")
       recency  customers  buyers  probability  amount_per_buyer  customers_now
    0        1          3       2     0.666667              40.0              1
    1        2          1       0     0.000000               NaN              1
    """
    if isinstance(states, bool) or not isinstance(states, (int, np.integer)) or states < 2:
        raise InputError(say("lifetime.bad_states", states=repr(states)))
    bought, spent = _activity(orders, check_period(period), customer, date, amount, as_of)
    recency, counts = np.zeros(len(bought), dtype=int), np.zeros((3, states + 1))
    for now in range(bought.shape[1]):
        came = bought[:, now]
        counts[0] += np.bincount(recency, minlength=states + 1)
        counts[1] += np.bincount(recency[came], minlength=states + 1)
        counts[2] += np.bincount(recency[came], weights=spent[came, now], minlength=states + 1)
        # State 0 is to come: who has not bought yet stays in it.
        recency = np.where(came, 1, np.where(recency, np.minimum(recency + 1, states), 0))
    at_risk, buyers, money = counts[:, 1:]
    with np.errstate(invalid="ignore"):
        shares, means = buyers / at_risk, money / buyers
    return pd.DataFrame(
        {
            "recency": np.arange(1, states + 1),
            "customers": at_risk.astype(int),
            "buyers": buyers.astype(int),
            "probability": shares,
            "amount_per_buyer": means.round(2),
            "customers_now": np.bincount(recency, minlength=states + 1)[1:],
        }
    )


def transition_matrix(probabilities, give_up=False):
    """Lay out the chances to move between recency states: back to the first, or one further.

    Parameters
    ----------
    probabilities : list, array or Series of float
        Chance to buy in a period, by state, as ``migration(...)["probability"]``.
    give_up : bool, default False
        What becomes of those who don't buy in the last state.  False: they stay in it, "so long or longer".
        True: they are given up, in one more state, ``"lost"``, from which nobody returns (Pfeifer and
        Carraway 2000).

    Returns
    -------
    pandas.DataFrame, shape (n, n)
        From each state (row) to each (column); the rows add up to 1.

    Raises
    ------
    InputError
        For chances outside 0 to 1, or fewer than two.

    Examples
    --------
    >>> from crmlab.differentiate import transition_matrix
    >>> transition_matrix([0.6, 0.2])
         1    2
    1  0.6  0.4
    2  0.2  0.8
    """
    chances = np.asarray(probabilities, dtype=float)
    if chances.ndim != 1 or len(chances) < 2 or not ((chances >= 0) & (chances <= 1)).all():
        raise InputError(say("lifetime.bad_probabilities", value=np.round(chances, 3).tolist()))
    n = len(chances)
    states = [*range(1, n + 1), *([LOST] if give_up else [])]
    matrix = pd.DataFrame(0.0, index=states, columns=states)
    matrix[1] = [*chances, *([0.0] if give_up else [])]
    for row, chance in enumerate(chances):
        further = row + 1 if give_up or row + 1 < n else row
        matrix.iloc[row, further] += 1 - chance
    if give_up:
        matrix.loc[LOST, LOST] = 1.0
    return matrix


def migration_value(transition, reward, discount, horizon=None, now=True):
    """Value a customer in each state of a Markov chain.

    Pfeifer and Carraway (2000): the present value of all rewards is ``(I - P / (1 + d))^-1 R``.

    Parameters
    ----------
    transition : pandas.DataFrame or array, shape (n, n)
        As `transition_matrix` gives it.
    reward : list, array or Series of float, shape (n,)
        Yuan earned in a period by a customer who is in each state at its end: margin less cost of contact.
    discount : float
        Rate for one period, from 0.
    horizon : int, optional
        How many periods to come are counted; left out, all.
    now : bool, default True
        Whether the reward of the period just over is counted too, as Pfeifer and Carraway do.  False values
        only what is to come.

    Returns
    -------
    pandas.Series, shape (n,)
        Yuan, by state.

    Raises
    ------
    InputError
        If rows don't add up to 1, sizes don't fit, or a sum has no end: discount 0 and no horizon.

    Examples
    --------
    >>> from crmlab.differentiate import migration_value, transition_matrix
    >>> chain = transition_matrix([0.3, 0.2, 0.15, 0.05], give_up=True)
    >>> migration_value(chain, [36, -4, -4, -4, 0], discount=0.2).round(2).tolist()
    [52.32, 5.55, 1.25, -1.82, 0.0]
    """
    chain = np.asarray(transition, dtype=float)
    rewards = np.asarray(reward, dtype=float)
    _check_chain(chain, rewards)
    if isinstance(discount, bool) or not np.isscalar(discount) or not 0 <= discount < np.inf:
        raise InputError(say("lifetime.bad_discount", value=discount, share=discount))
    step = chain / (1 + discount)
    if horizon is None:
        if discount == 0:
            raise InputError(say("lifetime.endless_chain"))
        value = np.linalg.solve(np.eye(len(chain)) - step, rewards)
    else:
        value = rewards
        for _ in range(horizon):
            value = rewards + step @ value
    states = transition.index if isinstance(transition, pd.DataFrame) else range(1, len(chain) + 1)
    return pd.Series(value if now else value - rewards, index=states, name="value")


def _activity(orders, period, customer, date, amount, as_of):
    """Give customers by periods: who bought, and how much money."""
    frame, today = open_orders(orders, customer, date, amount, as_of)
    frame, last = in_whole_periods(frame, date, period, today)
    sums = (
        frame.with_columns(crmlab_buys=(nw.col(amount) > 0).cast(nw.Int64))
        .group_by(customer, "crmlab_at")
        .agg(nw.col("crmlab_buys").max(), nw.col(amount).sum())
    )
    table = to_pandas(sums.to_native(), "orders")
    first = int(table["crmlab_at"].min())
    if last - first < 1:
        raise InputError(say("lifetime.one_period", period=say(f"lifetime.period_{period}")))
    codes, _ = pd.factorize(table[customer])
    at = table["crmlab_at"].to_numpy(dtype=int) - first
    shape = (codes.max() + 1, last - first + 1)
    bought, spent = np.zeros(shape, dtype=bool), np.zeros(shape)
    bought[codes, at] = table["crmlab_buys"].to_numpy() > 0
    spent[codes, at] = table[amount].to_numpy(dtype=float)
    return bought, spent


def _check_chain(chain, rewards):
    if chain.ndim != 2 or chain.shape[0] != chain.shape[1] or len(rewards) != len(chain):
        raise InputError(say("lifetime.chain_shape", shape=str(chain.shape), rewards=rewards.size))
    if not (chain >= 0).all() or not np.allclose(chain.sum(axis=1), 1):
        raise InputError(say("lifetime.chain_rows", sums=chain.sum(axis=1).round(3).tolist()))
    if not np.isfinite(rewards).all():
        raise InputError(say("lifetime.reward_missing"))
