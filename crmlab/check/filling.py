"""Numbers in prose: `{{expression:format}}` filled from a namespace."""

import re

_LEFT_ALONE = r"```.*?```|`[^`\n]*`|\$\$.+?\$\$|\$[^$\n]+\$"
_BLANK = re.compile(rf"{_LEFT_ALONE}|\{{\{{(?P<expression>.+?)\}}\}}", re.DOTALL)


def fill(text, namespace):
    """Fill the numbers of a text from what has been computed.

    Parameters
    ----------
    text : str
        Markdown with ``{{expression:format}}``, as in an f-string.  Inside `` `code` `` and ``$math$``
        braces are left alone.
    namespace : dict
        Where the expressions are evaluated.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If an expression cannot be evaluated; the message names it.

    Examples
    --------
    >>> from crmlab.check import fill
    >>> fill("The best tenth brings {{share:.0%}}, not `{{share}}`.", {"share": 0.314})
    'The best tenth brings 31%, not `{{share}}`.'
    """

    def one(match):
        expression = match["expression"]
        return match[0] if expression is None else _value(expression, namespace)

    return _BLANK.sub(one, text)


def _value(expression, namespace):
    try:
        return eval('f"""{' + expression + '}"""', dict(namespace))
    except Exception as error:
        raise ValueError(f"{{{{{expression}}}}}: {type(error).__name__}: {error}") from error
