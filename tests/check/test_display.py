"""What is displayed: once, the same every time, in text and in safe HTML."""

import re
import tomllib
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

import crmlab.check
from crmlab.check import ____, check, fill, hint, judge, solution
from crmlab.check.page import markdown
from crmlab.language import language_is
from crmlab.language.catalogue import MESSAGES

DEMO = Path(__file__).parent / "demo_answers"
BLANK = re.compile(r"\{(\w+)")
pytestmark = pytest.mark.usefixtures("demo")
ANSWERS = [("99a.1", ____), ("99a.1", 200.5 / 278), ("99a.1", 72), ("99a.9", 1), ("99a.8", "x" * 9)]


class Tags(HTMLParser):
    """Count what is open, to see that all of it is closed."""

    def __init__(self, text):
        super().__init__()
        self.open, self.seen = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.seen.append(tag)
        if tag not in ("br", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("answer", ANSWERS)
def test_html_is_whole_and_says_what_the_text_says(answer, language):
    page = judge(*answer).page()
    html = page._repr_html_()
    tags = Tags(html)
    assert tags.open == []
    assert f'lang="{"zh-CN" if language == "zh" else "en"}"' in html
    title = re.match(r". (.+?)[.。](?!\d)", repr(page))[1]
    assert f"<strong>{title}</strong>" in html


def test_an_outcome_is_told_by_icon_and_word_and_not_by_colour_alone(language):
    shown = {repr(judge(*answer).page())[0] for answer in ANSWERS}
    assert shown == {"○", "✓", "!", "✗"}
    assert repr(judge("99a.4", "b").page()).startswith(
        {"en": "✓ Exercise 99a.4: right", "zh": "✓ 练习99a.4：答对了"}[language]
    )


def test_what_a_learner_gives_is_escaped(spend):
    nasty = "<img src=x onerror=alert(1)>"
    twice = spend.assign(customer_id=nasty)
    for given in (spend.rename(columns={"amount": nasty}), spend.assign(**{f"`{nasty}": 1}), twice):
        assert "<img" not in judge("99a.2", given).page().html
    assert "<script" not in judge("<script>alert(1)</script>", 1).page().html
    assert "<img" not in judge("99a.4", nasty).page().html


def test_a_verdict_is_the_same_every_time():
    pages = [judge("99a.1", 0.5).page() for _ in range(2)]
    assert pages[0].html == pages[1].html
    assert "0x" not in pages[0].html + repr(pages[0])


def test_check_prints_once_and_returns_nothing(capsys):
    assert check("99a.1", ____) is None
    assert capsys.readouterr().out.count("not attempted") == 1


def test_hints_come_one_by_one(capsys, language):
    shown = []
    for _ in range(4):
        hint("99a.1")
        shown.append(capsys.readouterr().out)
    assert "`spend`" not in shown[0] and "`spend`" in shown[1]
    assert "solution" not in shown[1]
    assert 'solution("99a.1")' in shown[2] == shown[3]
    assert "4" in shown[1] and "{{" not in shown[1]


def test_hints_are_counted_for_each_exercise(capsys):
    hint("99a.1")
    capsys.readouterr()
    hint("99a.2")
    assert "`groupby`" in capsys.readouterr().out


def test_solution_is_folded(capsys, monkeypatch):
    shown = []
    monkeypatch.setattr("crmlab.check.asking.put", shown.append)
    solution("99a.1")
    (page,) = shown
    assert page.text.startswith("spend = orders.groupby")
    assert "<details" in page.html and "<details open" not in page.html
    assert "72%" in page.html
    assert Tags(page.html).open == []


@pytest.mark.parametrize("ask", [hint, solution])
def test_asking_for_an_unknown_exercise_is_answered(ask, capsys, language):
    ask("99a.99")
    assert "99a.9" in capsys.readouterr().out


def test_markdown_leaves_mathematics_alone():
    assert "a_1 * b_1 * c" in markdown("The share $a_1 * b_1 * c$ grows.")


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{{n}} and {{n:,}}", "4000 and 4,000"),
        ("{{share:.0%}}", "31%"),
        ("{{'a' if n > 3 else 'b'}}", "a"),
        ('{{d["k"]}}', "v"),
        ("`{{n}}` $\\frac{{n}}{2}$ $${{n}}$$", "`{{n}}` $\\frac{{n}}{2}$ $${{n}}$$"),
        ("```\n{{n}}\n``` {{n}}", "```\n{{n}}\n``` 4000"),
        ("{n}", "{n}"),
    ],
)
def test_numbers_are_filled_into_prose(text, filled):
    assert fill(text, {"n": 4000, "share": 0.314, "d": {"k": "v"}}) == filled


def test_a_number_that_is_not_there_is_named():
    with pytest.raises(ValueError, match=r"\{\{missing:\.0%\}\}: NameError"):
        fill("{{missing:.0%}}", {})


def test_a_notebook_shows_html_and_keeps_the_learners_figure(monkeypatch, tmp_path):
    cells = [
        'import crmlab as crm\nfrom crmlab.check import ____, check\n\ncrm.set_language("zh")',
        "import matplotlib.pyplot as plt\nplt.plot([1, 2])\ncheck('99a.1', ____)\nplt.title('mine')\nNone",
        "len(plt.get_fignums())",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    NotebookClient(notebook, kernel_name="python3", timeout=120).execute(cwd=tmp_path)
    outputs = notebook.cells[1].outputs
    assert [out.output_type for out in outputs] == ["display_data", "display_data"]
    assert "还没作答" in outputs[0]["data"]["text/html"] and "还没作答" in outputs[0]["data"]["text/plain"]
    assert "image/png" in outputs[1]["data"]


# --- the catalogue


def _catalogue():
    return tomllib.loads((MESSAGES / "check.toml").read_text(encoding="utf-8"))


def test_each_message_stands_in_both_languages_with_the_same_blanks():
    for name, entry in _catalogue().items():
        assert set(entry) == {"en", "zh"}, name
        assert set(BLANK.findall(entry["zh"])) <= set(BLANK.findall(entry["en"])), name
        assert entry["en"].isascii(), name


def test_chinese_messages_are_set_as_chinese():
    for name, entry in _catalogue().items():
        text = re.sub(r"`[^`]*`|\{[^}]*\}|\"[^\"]*\"", "x", entry["zh"])
        assert not re.search(r"[\u4e00-\u9fff] +\w|\w +[\u4e00-\u9fff]|您", text), name
        assert not re.search(r"[\u4e00-\u9fff][,;:!?()]", text), name


def test_no_message_is_left_over_or_lacking():
    files = Path(crmlab.check.__file__).parent.glob("*.py")
    code = "".join(path.read_text(encoding="utf-8") for path in files)
    spoken = set(re.findall(r"""["']check\.([\w{}.]+)["']""", code))
    assert {name for name in spoken if "{" not in name} <= set(_catalogue())
    # "rows_{name}" speaks rows_extra; "{name}" alone speaks what stands in the code as a word.
    made = [re.sub(r"\{[^}]*\}", r"\\w+", name) for name in spoken if re.sub(r"\{[^}]*\}", "", name)]
    for name in _catalogue():
        assert f'"{name}"' in code or any(re.fullmatch(pattern, name) for pattern in made), name


def test_messages_are_in_the_language_that_was_set_when_the_answer_was_checked():
    with language_is("zh"):
        page = judge("99a.1", ____).page()
    assert "还没作答" in repr(page)


@pytest.mark.parametrize("spoken", ["en", "zh"])
def test_an_input_error_is_one_sentence_in_a_notebook(spoken, tmp_path):
    cells = [f'import crmlab as crm\ncrm.set_language("{spoken}")', 'crm.load("order")', "3"]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    with pytest.raises(CellExecutionError):
        NotebookClient(notebook, kernel_name="python3", timeout=120).execute(cwd=tmp_path)
    (error,) = notebook.cells[1].outputs
    assert (error.output_type, error.ename) == ("error", "InputError")
    assert error.traceback == [f"InputError: {error.evalue}"]
    assert bool(re.search(r"[\u4e00-\u9fff]", error.evalue)) == (spoken == "zh")
    assert notebook.cells[2].execution_count is None


def test_a_box_reads_well_without_its_styles(language):
    page = judge("99a.1", 72).page()
    bare = re.sub(r' style="[^"]*"', "", page.html)
    title = r'<div><span aria-hidden="true">.</span> <strong>[^<]+</strong></div>'
    assert re.fullmatch(rf'<div lang="[^"]+">{title}<p>.+</p></div>', bare)


def test_a_box_does_not_end_in_an_empty_line(language):
    for answer in ANSWERS:
        html = judge(*answer).page().html
        assert "<p>" not in html and "<ul>" not in html
        assert html.count("<p ") == html.count("margin-bottom:0") - html.count("<ul ")
