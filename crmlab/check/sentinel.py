"""The blank of an exercise: `____`, which stands where the learner's answer will stand."""

from collections.abc import Mapping

import numpy as np
import pandas as pd


class Blank:
    """What is not filled in yet: whatever is done with it, it stays blank and nothing raises.

    A half-filled stub such as ``share = ____ / spend.sum()`` must run, or a notebook could not be
    run from top to bottom before it is solved.

    Examples
    --------
    >>> from crmlab.check import ____
    >>> ____ / 3 + 1
    ____
    >>> ____.groupby("customer_id")["amount"].sum()
    ____
    >>> ____ == 3, f"{____:.1%}"
    (False, '____')
    """

    __slots__ = ()
    # Arrays and Series step back, so that `array * ____` is asked of us and is blank too.
    __array_ufunc__ = None
    __pandas_priority__ = 1_000_000

    def __getattr__(self, name):
        # numpy, pandas and IPython ask for protocols by underscored names; we keep none of them.
        if name.startswith("_"):
            raise AttributeError(name)
        return self

    def __repr__(self):
        return "____"

    def __format__(self, spec):
        return "____"

    def __bool__(self):
        return False

    def __eq__(self, other):
        return other is self

    def __ne__(self, other):
        return other is not self

    def __hash__(self):
        return hash("____")

    def __iter__(self):
        # Once, not never: a loop over a blank leaves a blank behind.
        yield self

    def __contains__(self, item):
        return item is self

    def __setitem__(self, key, value):
        """Forget it: there is nothing to write into."""

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):
        return "____"

    def _stay(self, *args, **kwargs):
        return self


_STAYING = (
    "call getitem abs neg pos invert round add radd sub rsub mul rmul truediv rtruediv floordiv rfloordiv "
    "mod rmod pow rpow matmul rmatmul and rand or ror xor rxor lshift rshift lt le gt ge"
)
for _name in _STAYING.split():
    setattr(Blank, f"__{_name}__", Blank._stay)

____ = Blank()


def is_blank(answer):
    """Tell whether an answer, or any part of it, is still `____`, or the `...` that some write for "later".

    Parameters
    ----------
    answer : object
        Anything; lists, dicts, arrays and tables are looked into.

    Returns
    -------
    bool

    Examples
    --------
    >>> from crmlab.check.sentinel import ____, is_blank
    >>> is_blank(["b", ____]), is_blank(["b", "a"])
    (True, False)
    """
    if answer is ____ or answer is ...:
        return True
    if isinstance(answer, str):
        return "____" in answer
    if isinstance(answer, Mapping):
        return any(is_blank(value) for value in answer.values())
    if isinstance(answer, list | tuple | set | frozenset):
        return any(is_blank(value) for value in answer)
    if isinstance(answer, np.ndarray):
        return answer.dtype == object and any(value is ____ for value in answer.flat)
    if isinstance(answer, pd.Series):
        return answer.dtype == object and any(value is ____ for value in answer)
    if isinstance(answer, pd.DataFrame):
        return any(is_blank(answer.iloc[:, place]) for place in range(answer.shape[1]))
    return False
