"""Pseudonyms and masks: the same person under another name, and a field of which only a part is shown."""

import hashlib
import hmac
from numbers import Integral

import pandas as pd

from crmlab.frames import InputError
from crmlab.language import say

LEAST_KEY = 16  # bytes; shorter keys can be guessed (RFC 2104 advises the length of the hash)
_HEX = 64


def pseudonym(values, key, length=16):
    """Replace each value by a pseudonym that only the holder of the key can make again.

    The keyed hash HMAC (Krawczyk, Bellare and Canetti 1997, RFC 2104) with SHA-256.  The same value under
    the same key gets the same pseudonym, so tables can still be joined; without the key nobody can try out
    values.

    Parameters
    ----------
    values : list, array or Series of str
        Missing values stay missing.  Bring values to one spelling first: ``113-5025-7830`` and
        ``11350257830`` get two pseudonyms.
    key : bytes or str
        A secret of at least 16 bytes, kept away from the data.
    length : int, default 16
        Hexadecimal digits to keep, 8 to 64.

    Returns
    -------
    pandas.Series of str
        With the index of `values`.

    Raises
    ------
    InputError
        For a key that is too short or not a key, or such a length.

    Notes
    -----
    A pseudonym is still personal data: whoever has the key, or knows enough else about the person, can go
    back (GDPR, article 4(5) and recital 26; PIPL, article 73).

    Examples
    --------
    >>> from crmlab.identify import pseudonym
    >>> pseudonym(["11350257830", "11350257830"], key=b"keep me elsewhere").tolist()
    ['041abf6040ac91bf', '041abf6040ac91bf']
    """
    secret = _key(key)
    if isinstance(length, bool) or not isinstance(length, Integral) or not 8 <= length <= _HEX:
        raise InputError(say("identify_privacy.bad_length", low=8, high=_HEX, value=repr(length)))
    values = values if isinstance(values, pd.Series) else pd.Series(values, dtype=object)
    return _each(values, lambda value: hmac.new(secret, value.encode(), hashlib.sha256).hexdigest()[:length])


def mask(values, first=3, last=4, sign="*"):
    """Show only the ends of each value: ``113****7830`` for a telephone, ``王*`` for a name.

    For screens and printed slips, where somebody must recognise a value that she knows.  A mask is no
    pseudonym: what is shown still narrows down who it is.

    Parameters
    ----------
    values : list, array or Series of str
        Missing values stay missing.  A value too short to hide anything is starred out whole.
    first, last : int
        Characters shown at either end.
    sign : str, default "*"

    Returns
    -------
    pandas.Series of str
        As long as the values were, with their index.

    Raises
    ------
    InputError
        If `first` or `last` is not a whole number of at least 0.

    Examples
    --------
    >>> from crmlab.identify import mask
    >>> mask(["11350257830"]).tolist(), mask(["王思远", "梁芳"], first=1, last=0).tolist()
    (['113****7830'], ['王**', '梁*'])
    """
    for argument, number in (("first", first), ("last", last)):
        if isinstance(number, bool) or not isinstance(number, Integral) or number < 0:
            raise InputError(
                say("identify_privacy.bad_count", argument=argument, least=0, value=repr(number))
            )
    values = values if isinstance(values, pd.Series) else pd.Series(values, dtype=object)
    return _each(values, lambda value: _mask_one(value, first, last, sign))


def _mask_one(value, first, last, sign):
    hidden = len(value) - first - last
    if hidden <= 0:
        return sign * len(value)
    return value[:first] + sign * hidden + value[len(value) - last :]


def _each(values, change):
    there = values.notna()
    changed = pd.Series(None, index=values.index, dtype=object, name=values.name)
    changed[there] = [change(str(value)) for value in values[there]]
    return changed


def _key(key):
    if isinstance(key, str):
        key = key.encode()
    if not isinstance(key, (bytes, bytearray)):
        raise InputError(say("identify_privacy.key_kind", kind=type(key).__name__))
    if len(key) < LEAST_KEY:
        raise InputError(say("identify_privacy.short_key", least=LEAST_KEY, given=len(key)))
    return bytes(key)
