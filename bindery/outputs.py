"""What may be stored: outputs made small and steady, and refused where a reader should not see them."""

import base64
import io
import re
import tokenize
from itertools import pairwise

from bindery.pictures import shrink_picture

LARGEST = 40_000  # bytes of one stored picture
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}")
_MIME_TO_DROP = "application/vnd.jupyter.widget-view+json"


def settle(outputs):
    """Make outputs steady and small: no live widget ids, pictures in a palette.

    Parameters
    ----------
    outputs : list of nbformat.NotebookNode

    Returns
    -------
    list of nbformat.NotebookNode
        The same objects, changed; an output that was nothing but a live widget is left out.
    """
    kept = []
    for output in outputs:
        data = output.get("data")
        if data is not None:
            data.pop(_MIME_TO_DROP, None)
            if "image/png" in data:
                data["image/png"] = shrink(data["image/png"])
        if data != {}:
            kept.append(output)
    return kept


def shrink(png):
    """Redraw a picture with at most 64 colours, fewer while it is larger than 40 kB.

    Parameters
    ----------
    png : str
        Base64.

    Returns
    -------
    str
        Base64.
    """
    return base64.b64encode(shrink_picture(base64.b64decode(png), LARGEST)).decode()


def refuse_outputs(cell, language, outputs):
    """Give all refusals of what one code cell put out."""
    rules = (refuse_missing_glyph, refuse_stderr, refuse_error, refuse_address, refuse_large_picture)
    found = [refusal for rule in rules for refusal in rule(cell, outputs)]
    return found + refuse_figure_without_alt(cell, language, outputs)


def refuse_figure_without_alt(cell, language, outputs):
    """Refuse a picture without alt text in the notebook's language."""
    if not any("image/png" in output.get("data", {}) for output in outputs) or language in cell.alt:
        return []
    word = "alt" if cell.lang else f"alt_{language}"
    return [cell.refuse(f'a figure without {language} alt text; write {word}="..." on the cell')]


def refuse_missing_glyph(cell, outputs):
    """Refuse a figure with characters that its fonts lack: boxes stand there instead."""
    return [
        cell.refuse(f"a character without a glyph: {line.strip()}")
        for line in _stderr(outputs).splitlines()
        if _is_about_glyphs(line)
    ]


def refuse_stderr(cell, outputs):
    """Refuse anything on stderr: warnings and logs are not for readers."""
    lines = [line for line in _stderr(outputs).splitlines() if line.strip() and not _is_about_glyphs(line)]
    # the source line that Python quotes under a glyph warning
    lines = [line for line in lines if not (line.startswith("  ") and _is_about_glyphs(_stderr(outputs)))]
    return [cell.refuse(f"on stderr: {' / '.join(lines[:3])}")] if lines else []


def refuse_error(cell, outputs):
    """Refuse a stored exception."""
    return [
        cell.refuse(f"an exception: {output['ename']}: {output['evalue']}")
        for output in outputs
        if output["output_type"] == "error"
    ]


def refuse_address(cell, outputs):
    """Refuse memory addresses, which are others in each run."""
    # the address itself is left out of the sentence: it differs between the languages' kernels
    return [
        cell.refuse(f"a memory address: ...{text[max(m.start() - 30, 0) : m.start()]}0x...")
        for text in _texts(outputs)
        if (m := _ADDRESS.search(text))
    ]


def refuse_large_picture(cell, outputs):
    """Refuse a picture that stays too large with few colours."""
    sizes = [
        len(base64.b64decode(o["data"]["image/png"])) for o in outputs if "image/png" in o.get("data", {})
    ]
    return [
        cell.refuse(f"a picture of {size / 1000:.0f} kB; at most {LARGEST // 1000} kB (draw fewer points)")
        for size in sizes
        if size > LARGEST
    ]


def refuse_trailing_semicolons(cells):
    """Refuse code lines that end in a semicolon: nbval sees what they hide."""
    return [
        cell.refuse("a trailing semicolon; end plots with plt.show()")
        for cell in cells
        if not cell.prose and _ends_in_semicolon(cell.text)
    ]


def _ends_in_semicolon(code):
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(code).readline))
    except (tokenize.TokenError, SyntaxError):
        return False  # refuse_unparsable_code has said so
    ends = (tokenize.NEWLINE, tokenize.NL, tokenize.COMMENT, tokenize.ENDMARKER)
    return any(a.string == ";" and a.type == tokenize.OP and b.type in ends for a, b in pairwise(tokens))


def _stderr(outputs):
    return "".join(o["text"] for o in outputs if o["output_type"] == "stream" and o["name"] == "stderr")


def _is_about_glyphs(text):
    return "missing from" in text and ("Glyph" in text or "glyph" in text)


def _texts(outputs):
    for output in outputs:
        if output["output_type"] == "stream":
            yield output["text"]
        for mime, data in output.get("data", {}).items():
            if mime.startswith("text/"):
                yield data
