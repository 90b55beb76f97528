"""The interval of a share, for all that need one."""


def share_interval(successes, trials):
    """Give the 95 % interval of a share after Wilson (1927), from scipy.

    Parameters
    ----------
    successes, trials : int

    Returns
    -------
    tuple of float
        Lower and upper end, 0 to 1.

    Examples
    --------
    >>> from crmlab.interact.shares import share_interval
    >>> low, high = share_interval(81, 263)  # Newcombe (1998), table I: 0.2553 to 0.3662
    >>> round(low, 4), round(high, 4)
    (0.2553, 0.3662)
    """
    from scipy.stats import binomtest

    ends = binomtest(int(successes), int(trials)).proportion_ci(method="wilson")
    return float(ends.low), float(ends.high)
