"""Chinese paragraphs: written one sentence to a line, shown without a gap between the sentences."""

import re

# What begins a block of Markdown of its own: headings, lists, quotations, tables, HTML, fences, math.
_BLOCK = re.compile(r"\s*(#|[-*+] |\d+[.)] |>|\||<|```|~~~|\$\$)")
_ALONE = re.compile(r"\s*(#|\||<|```|~~~|\$\$)")  # a line that nothing is joined to
_FENCE = re.compile(r"\s*(```|~~~|\$\$)")
_WIDE = r"[\u2014-\u2026\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’]"


def run_on(text):
    """Join the lines of each Chinese paragraph: Markdown would show a line break as a gap.

    Parameters
    ----------
    text : str
        Markdown.

    Returns
    -------
    str
        The same, with lines joined where a Chinese character or mark stands on either side.

    Examples
    --------
    >>> from crmlab.language.paragraphs import run_on
    >>> print(run_on("## 题目\\n第一句。\\n第二句。\\n\\n- 甲\\n- 乙"))
    ## 题目
    第一句。第二句。
    <BLANKLINE>
    - 甲
    - 乙
    """
    lines, inside_fence = [], False
    for line in text.split("\n"):
        joined = lines and not inside_fence and _belongs_together(lines[-1], line)
        if _FENCE.match(line) and not (line.strip().startswith("$$") and line.strip().count("$$") == 2):
            inside_fence = not inside_fence
        if joined:
            lines[-1] = lines[-1].rstrip() + line.strip()
        else:
            lines.append(line)
    return "\n".join(lines)


def _belongs_together(above, below):
    if not above.strip() or not below.strip() or above.endswith("  "):
        return False
    if _ALONE.match(above) or _BLOCK.match(below):
        return False
    return bool(re.search(_WIDE + r"\W*$", above) or re.match(r"\s*\W*" + _WIDE, below))
