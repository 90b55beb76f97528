"""What check displays: text for a terminal, and HTML at home in JupyterLab's light and dark theme."""

import html
import re

from crmlab.language import get_language, say

# JupyterLab's own colours, so that both themes fit; elsewhere the second of each pair.
_BOX = (
    "border-left:4px solid {colour};background:var(--jp-layout-color2,rgba(127,127,127,.12));"
    "color:var(--jp-content-font-color1,inherit);padding:.5em .9em;margin:.3em 0;border-radius:0 4px 4px 0;"
    "max-width:48em;line-height:1.5;overflow-x:auto"
)
# Each block keeps its distance above only, or the box would end in an empty line.
_BLOCK = re.compile(r"<(p|ul|ol|table|pre)>")


def markdown(text):
    """Turn a little Markdown into HTML; HTML in it is escaped, mathematics left to JupyterLab.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Examples
    --------
    >>> from crmlab.check.page import markdown
    >>> markdown("Add **up** `a<b`.")
    '<p>Add <strong>up</strong> <code>a&lt;b</code>.</p>'
    """
    import mistune

    from crmlab.language import run_on

    return mistune.create_markdown(escape=True, plugins=["math", "table"])(run_on(text)).strip()


def code(text):
    """Colour Python code with JupyterLab's own colours.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        HTML, its styles inline.
    """
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import PythonLexer
    from pygments.style import Style
    from pygments.token import Comment, Keyword, Name, Number, Operator, String

    class Lab(Style):
        background_color = "transparent"
        styles = {  # noqa: RUF012 (pygments reads it from the class)
            Comment: "italic var(--jp-mirror-editor-comment-color,#717171)",
            Keyword: "bold var(--jp-mirror-editor-keyword-color,#008000)",
            Name.Builtin: "var(--jp-mirror-editor-builtin-color,#008000)",
            Number: "var(--jp-mirror-editor-number-color,#080)",
            Operator.Word: "bold var(--jp-mirror-editor-keyword-color,#008000)",
            String: "var(--jp-mirror-editor-string-color,#ba2121)",
        }

    return highlight(text, PythonLexer(), HtmlFormatter(style=Lab, noclasses=True)).strip()


def box(colour, icon, title, body):
    """Frame a message: an icon and a word say what the colour says.

    Parameters
    ----------
    colour : str
        CSS colour of the edge; the words keep the text's colour, which can be read on both themes.
    icon, title : str
        Plain text.
    body : str
        HTML.

    Returns
    -------
    str
    """
    language = {"en": "en", "zh": "zh-CN"}[get_language()]
    return (
        f'<div lang="{language}" style="{_BOX.format(colour=colour)}">'
        f'<div><span aria-hidden="true">{html.escape(icon)}</span> '
        f"<strong>{html.escape(title)}</strong></div>{_BLOCK.sub(_above, body)}</div>"
    )


def _above(tag):
    return f'<{tag[1]} style="margin-top:.4em;margin-bottom:0">'


def fold(title, body, opened=False):
    """Fold HTML away under a line.

    Parameters
    ----------
    title : str
        Plain text.
    body : str
        HTML.
    opened : bool, default False

    Returns
    -------
    str
    """
    state = " open" if opened else ""
    summary = f'<summary style="cursor:pointer">{html.escape(title)}</summary>'
    return f'<details{state} style="margin-top:.4em">{summary}{body}</details>'


class Page:
    """Something to display, in text and in HTML; fixed when made, whatever language is set later."""

    def __init__(self, text, html):
        self.text, self.html = text, html

    def __repr__(self):
        return self.text

    def _repr_html_(self):
        return self.html


def note(icon, title, text, colour="var(--jp-info-color1,#0288d1)"):
    """Make a page of a few sentences of Markdown."""
    return Page(f"{icon} {title}{say('check.colon')}{text}", box(colour, icon, title, markdown(text)))


def put(page):
    """Display a page once: in a notebook with its HTML, elsewhere as text."""
    import sys

    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is None:
        print(repr(page))
        return
    from IPython.display import display

    display(page)
