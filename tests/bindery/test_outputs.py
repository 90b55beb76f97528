"""What may be stored: small steady outputs; the rest is refused."""

import base64
import io

import pytest
from nbformat.v4 import new_output
from PIL import Image

from bindery import outputs
from bindery.execute import Answer
from bindery.numbers import refuse_moved_number


def png(width, height, noise=False):
    picture = (
        Image.effect_noise((width, height), 200) if noise else Image.new("RGBA", (width, height), "white")
    )
    buffer = io.BytesIO()
    picture.convert("RGBA").save(buffer, "PNG")
    return base64.b64encode(buffer.getvalue()).decode()


def shown(**data):
    return new_output("display_data", data={key.replace("_", "/"): value for key, value in data.items()})


def stderr(text):
    return new_output("stream", name="stderr", text=text)


@pytest.fixture
def cell(write):
    return write("# %%\nx = 1").cells[0]


def test_a_figure_needs_alt_text_in_its_language(write, cell):
    figure = [shown(image_png=png(4, 4))]
    assert "alt_zh=" in outputs.refuse_figure_without_alt(cell, "zh", figure)[0].reason
    shared = write('# %% alt_en="A" alt_zh="甲"\nx = 1').cells[0]
    english = write('# %% lang="en" alt="A"\nx = 1').cells[0]
    assert not outputs.refuse_figure_without_alt(shared, "zh", figure)
    assert not outputs.refuse_figure_without_alt(english, "en", figure)
    assert outputs.refuse_figure_without_alt(write('# %% alt_en="A"\nx = 1').cells[0], "zh", figure)
    assert not outputs.refuse_figure_without_alt(cell, "zh", [shown(text_plain="4")])


def test_missing_glyph(cell):
    text = (
        "/x/pylab.py:170: UserWarning: Glyph 38144 (\\N{CJK}) missing from font(s) DejaVu Sans.\n"
        "  fig.canvas.print_figure(bytes_io, **kw)\n"
    )
    assert "without a glyph" in outputs.refuse_missing_glyph(cell, [stderr(text)])[0].reason
    assert not outputs.refuse_stderr(cell, [stderr(text)])
    assert not outputs.refuse_missing_glyph(cell, [stderr("FutureWarning")])


def test_anything_on_stderr(cell):
    assert "FutureWarning" in outputs.refuse_stderr(cell, [stderr("FutureWarning: x\n")])[0].reason
    assert not outputs.refuse_stderr(cell, [new_output("stream", name="stdout", text="FutureWarning")])


def test_an_exception(cell):
    error = new_output("error", ename="KeyError", evalue="'x'", traceback=[])
    assert outputs.refuse_error(cell, [error])[0].reason == "an exception: KeyError: 'x'"
    assert not outputs.refuse_error(cell, [shown(text_plain="KeyError")])


def test_a_memory_address(cell):
    assert outputs.refuse_address(cell, [shown(text_plain="<Axes at 0x7f08a4f234c0>")])
    assert outputs.refuse_address(cell, [new_output("stream", name="stdout", text="0x7f08a4f234c0")])
    assert not outputs.refuse_address(cell, [shown(text_plain="0x1F, C0x7f08a4f234c0", image_png=png(2, 2))])


def test_pictures_are_made_small_and_the_same_each_time():
    small = outputs.shrink(png(300, 200))
    picture = Image.open(io.BytesIO(base64.b64decode(small)))
    assert picture.mode == "P"
    assert picture.size == (300, 200)
    assert small == outputs.shrink(png(300, 200))


def test_a_picture_that_stays_large_is_refused(cell):
    noise = shown(image_png=png(600, 400, noise=True))
    assert outputs.refuse_large_picture(cell, outputs.settle([noise]))
    assert not outputs.refuse_large_picture(cell, outputs.settle([shown(image_png=png(600, 400))]))


def test_live_widgets_leave_their_still_picture():
    live = {"application/vnd.jupyter.widget-view+json": {"model_id": "random"}}
    both = new_output("display_data", data={**live, "text/plain": "View", "image/png": png(2, 2)})
    only = new_output("display_data", data=dict(live))
    (kept,) = outputs.settle([both, only])
    assert set(kept["data"]) == {"text/plain", "image/png"}


def test_a_number_that_moves_or_cannot_be_computed(cell):
    four, five = Answer("4"), Answer("5")
    not_yet = Answer(None, "NameError: n")
    assert not refuse_moved_number(cell, "n", four, four)
    assert not refuse_moved_number(cell, "n", not_yet, four)
    assert "is 4 here and 5 at the end" in refuse_moved_number(cell, "n", four, five)[0].reason
    assert "NameError: n" in refuse_moved_number(cell, "n", four, not_yet)[0].reason
