"""How sure is a share?  One interval for all rooms."""

import numpy as np


def wilson(successes, trials, level=0.95):
    """Give the interval of a share after Wilson (1927).

    Unlike the share plus or minus two standard errors it stays within 0 and 1 and holds in small groups.

    Parameters
    ----------
    successes, trials : int or array of int, same shape
        ``trials`` above 0.  A sample that counts for more or fewer than it has, as after a finite population
        correction, may come as floats.
    level : float, default 0.95
        Chance with which such intervals hold the true share, 0 to 1.

    Returns
    -------
    tuple of numpy.ndarray
        Lower and upper ends, 0 to 1, in the shape given.

    Examples
    --------
    >>> from crmlab.shares import wilson
    >>> low, high = wilson(81, 263)  # Newcombe (1998), table I: 0.2553 to 0.3662
    >>> round(float(low), 4), round(float(high), 4)
    (0.2553, 0.3662)
    """
    from scipy.special import ndtri

    z = ndtri((1 + level) / 2)
    successes, trials = np.asarray(successes, float), np.asarray(trials, float)
    share = successes / trials
    centre = (share + z**2 / (2 * trials)) / (1 + z**2 / trials)
    spread = np.sqrt(share * (1 - share) / trials + z**2 / (4 * trials**2))
    half = z * spread / (1 + z**2 / trials)
    # At 0 and 1 the end is the share itself, save for rounding.
    return np.minimum(np.clip(centre - half, 0, 1), share), np.maximum(np.clip(centre + half, 0, 1), share)
