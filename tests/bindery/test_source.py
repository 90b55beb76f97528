"""Headers, metadata and code of a source."""

import pytest

from bindery.frontmatter import refuse_unknown_textbook
from bindery.outputs import refuse_trailing_semicolons
from bindery.source import (
    EXERCISE_WORDS,
    LESSON_WORDS,
    Refused,
    read_source,
    refuse_header,
    refuse_unknown_metadata,
    refuse_unknown_slide,
    refuse_unparsable_code,
)

TITLE = 'id: "99x"\n# title: {en: "A", zh: "甲"}'


def test_a_source_without_a_header_is_refused(tmp_path):
    path = tmp_path / "lesson.py"
    path.write_text("# %%\nx = 1\n")
    with pytest.raises(Refused, match="no YAML header"):
        read_source(path)


@pytest.mark.parametrize(("header", "reason"), [("id: 99", "no id in quotes"), ("id: [", "cannot be read")])
def test_an_unreadable_header_is_refused(write, header, reason):
    with pytest.raises(Refused, match=reason):
        write("# %%\nx = 1", header)


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ('id: "98x"\n# title: {en: "A", zh: "甲"}', "the folder is 99x_demo"),
        ('id: "99x"', "needs title"),
        ('id: "99x"\n# title: {en: "A"}', "needs title"),
        (TITLE + "\n# minute: 5", "'minute' is not known"),
    ],
)
def test_header(write, header, reason):
    assert [r for r in refuse_header(write("# %%\nx = 1", header)) if reason in r.reason]
    assert not refuse_header(write("# %%\nx = 1", TITLE))


def test_textbook_entries_name_a_known_book_and_a_section(write):
    good = write("# %%\nx = 1", TITLE + "\n# textbook: [idic 4.1, idic 4.2.1-4.2.3, practice 3]")
    bad = write("# %%\nx = 1", TITLE + "\n# textbook: [kotler 4.1, idic four]")
    assert not refuse_unknown_textbook(good)
    assert len(refuse_unknown_textbook(bad)) == 2


def test_questions_and_magics_are_left_as_written(write):
    text = '# %% [markdown] lang="en"\n# # Who\n# # pays?\n# Why?'
    assert write(text).cells[0].text == "# Who\n# pays?\nWhy?"


def test_a_comment_below_the_header_is_no_cell(write):
    cells = write("# for authors only\n\n# %%\nx = 1").cells
    assert [cell.text for cell in cells] == ["x = 1"]


def test_unknown_metadata_is_refused(write):
    cells = write('# %% lnag="en"\nx = 1').cells
    assert refuse_unknown_metadata(cells, LESSON_WORDS)
    practice = write('# %% exercise="99x.1" part="given"\nx = 1').cells
    assert refuse_unknown_metadata(practice, LESSON_WORDS)
    assert not refuse_unknown_metadata(practice, EXERCISE_WORDS)


def test_slides(write):
    for slide in ("slide", "sub", "fragment", "notes", "skip"):
        assert not refuse_unknown_slide(write(f'# %% slide="{slide}"\nx = 1').cells)
    assert refuse_unknown_slide(write('# %% slide="subslide"\nx = 1').cells)


@pytest.mark.parametrize("code", ["x = f（1）", "x = [1，2]", "if x：\n    y", "x ="])
def test_full_width_punctuation_in_code_is_refused(write, code):
    assert refuse_unparsable_code(write(f"# %%\n{code}").cells)


@pytest.mark.parametrize("code", ['print("一，二")  # 注释，注释', "%matplotlib inline\nx = 1", "f'{x}：'"])
def test_full_width_punctuation_in_strings_and_comments_is_not(write, code):
    assert not refuse_unparsable_code(write(f"# %%\n{code}").cells)


def test_trailing_semicolons(write):
    assert refuse_trailing_semicolons(write("# %%\nx = 1\nplot(x);  # hush").cells)
    assert refuse_trailing_semicolons(write("# %%\nplot(x);").cells)
    assert not refuse_trailing_semicolons(write('# %%\nx = """a;\nb;"""; y = 1  # c;').cells)
