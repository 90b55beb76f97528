"""Down a ranked list, best score first: ties, groups and money.  One piece for all rooms.

The rooms check what they were given and name the columns for their lesson; here it is counted.
"""

import numpy as np
import pandas as pd


def steps(scores, came):
    """Give the ends of the ties, best first, beginning with nobody.

    Parameters
    ----------
    scores : numpy.ndarray of float64, shape (n,)
    came : numpy.ndarray of int, shape (n,)

    Returns
    -------
    contacted, cutoff, responses : numpy.ndarray
        How many are passed, the score at which, and how many of them responded.

    Examples
    --------
    >>> import numpy as np
    >>> from crmlab.ranking import steps
    >>> [part.tolist() for part in steps(np.array([1.0, 2.0, 1.0]), np.array([0, 1, 1]))]
    [[0, 1, 3], [inf, 2.0, 1.0], [0, 1, 2]]
    """
    order = np.argsort(-scores)
    sorted_scores = scores[order]
    passed = came[order].cumsum()
    last = np.append(np.flatnonzero(sorted_scores[1:] != sorted_scores[:-1]), len(scores) - 1)
    return (
        np.concatenate([[0], last + 1]),
        np.concatenate([[np.inf], sorted_scores[last]]),
        np.concatenate([[0], passed[last]]),
    )


def group_lift(scores, came, groups):
    """Cut the list into groups of one size, best score first, and compare each with the average.

    Who shares a score shares its responses: a group that ends in the middle of a tie gets its part of them,
    so the table does not depend on the order in which the rows happen to stand.

    Parameters
    ----------
    scores, came
        As for `steps`; `came` varies.
    groups : int
        2 to n.

    Returns
    -------
    pandas.DataFrame
        ``group`` (1 is the best), ``customers`` (int), ``score`` (mean), ``responses`` (float, because of
        ties), ``rate`` (responses over customers), ``lift`` (that rate over the rate of all) and ``captured``
        (share of all responses in this group and those before it).

    Examples
    --------
    >>> import numpy as np
    >>> from crmlab.ranking import group_lift
    >>> group_lift(np.array([0.9, 0.5, 0.5, 0.5]), np.array([1, 1, 0, 0]), 2)["responses"].round(2).tolist()
    [1.33, 0.67]
    """
    n = len(scores)
    contacted, cutoff, responses = steps(scores, came)
    sizes = np.full(groups, n // groups)
    sizes[: n % groups] += 1
    ends = np.concatenate([[0], sizes.cumsum()])
    passed = np.interp(ends, contacted, responses)
    added = np.concatenate([[0.0], np.cumsum(np.diff(contacted) * cutoff[1:])])
    table = pd.DataFrame(
        {
            "group": np.arange(1, groups + 1),
            "customers": sizes,
            "score": np.diff(np.interp(ends, contacted, added)) / sizes,
            "responses": np.diff(passed),
        }
    )
    table["rate"] = table["responses"] / sizes
    table["lift"] = table["rate"] / came.mean()
    return table.assign(captured=passed[1:] / passed[-1])


def profit_steps(scores, came, gain, cost):
    """Add up what contacting earns down the list: so much for each response, less so much for each contact.

    Parameters
    ----------
    scores, came
        As for `steps`.
    gain, cost : float
        Yuan per response before its contact is paid, and per contact.

    Returns
    -------
    contacted, cutoff, profit : numpy.ndarray
        As of `steps`, with yuan in place of responses.

    Examples
    --------
    >>> import numpy as np
    >>> from crmlab.ranking import profit_steps
    >>> profit_steps(np.array([0.9, 0.4, 0.1]), np.array([1, 1, 0]), gain=10, cost=2)[2].tolist()
    [0.0, 8.0, 16.0, 14.0]
    """
    contacted, cutoff, responses = steps(scores, came)
    return contacted, cutoff, responses * float(gain) - contacted * float(cost)
