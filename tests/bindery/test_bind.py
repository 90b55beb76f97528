"""A whole lesson: bound, checked, spoiled; what comes out passes nbval."""

import io
import os
import shutil
import subprocess
import sys

import nbformat
import pytest

from bindery.__main__ import main
from bindery.bind import bind_lesson, check_left_over, check_lesson
from bindery.house import House
from bindery.progress import Progress
from bindery.source import Refused

EDITIONS = ("lesson", "exercises", "solutions")


@pytest.fixture
def copy(bound, tmp_path):
    """A copy of the bound house, to be spoiled."""
    shutil.copytree(bound.root, tmp_path / "copy")
    return House(tmp_path / "copy")


def quiet():
    return Progress(io.StringIO())


def products(house):
    paths = [house.notebook(e, lang, "99x_demo") for e in EDITIONS for lang in ("en", "zh")]
    return {path.relative_to(house.root): path.read_bytes() for path in [*paths, house.answers("99x")]}


def cells(house, edition, language):
    return nbformat.read(house.notebook(edition, language, "99x_demo"), 4).cells


def spoil(house, old, new, name="lesson.py"):
    path = house.root / "lessons" / "99x_demo" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def bind(house):
    return bind_lesson(House(house.root), house.lessons()[0], quiet())


def refusals(house):
    with pytest.raises(Refused) as refused:
        bind(house)
    return [str(refusal) for refusal in refused.value.refusals]


def test_numbers_come_from_the_kernel(bound):
    en, zh = cells(bound, "lesson", "en"), cells(bound, "lesson", "zh")
    assert "The shop has 4 customers, and churn takes 25% of them." in en[0].source
    assert "店里有4位客户，流失了25%。" in zh[0].source
    assert next(cell.metadata["alt"] for cell in zh if "alt" in cell.metadata) == "4根柱子，最后一根是空的。"
    assert "What share of the 4 customers" in cells(bound, "exercises", "en")[3].source


def test_the_language_is_set_in_the_first_code_cell(bound):
    for edition in EDITIONS:
        for language in ("en", "zh"):
            first = next(cell for cell in cells(bound, edition, language) if cell.cell_type == "code")
            assert first.source.endswith(f'crm.set_language("{language}")')


def test_a_widget_leaves_a_still_picture(bound):
    (output,) = cells(bound, "lesson", "en")[-2].outputs
    assert set(output.data) == {"text/plain", "image/png"}
    assert b"model_id" not in bound.notebook("lesson", "en", "99x_demo").read_bytes()


def test_exercises_are_untouched_and_solutions_right(bound):
    stubs = [c for c in cells(bound, "exercises", "en") if "check(" in c.source and "import" not in c.source]
    solved = [c for c in cells(bound, "solutions", "en") if "check(" in c.source and "import" not in c.source]
    assert ["not attempted" in c.outputs[0].data["text/plain"] for c in stubs] == [True, True]
    assert "right" in solved[0].outputs[0].data["text/plain"]
    assert '# hint("99x.1")' in "\n".join(c.source for c in cells(bound, "exercises", "zh"))
    everything = "\n".join(c.source for c in cells(bound, "exercises", "en"))
    assert "sum(n > 0" not in everything


def test_same_source_same_bytes(bound, copy):
    stream = io.StringIO()
    assert bind_lesson(copy, copy.lessons()[0], Progress(stream), force=True)
    assert products(copy) == products(bound)
    assert "99x_demo  solutions zh  12 cells" in stream.getvalue()  # progress names each notebook


def test_what_is_bound_is_current_and_not_run_again(bound):
    assert check_lesson(bound, bound.lessons()[0]) == []
    assert check_left_over(bound) == []
    assert bind(bound) is False
    assert main(["--root", str(bound.root), "--check"]) == 0


def test_stored_notebooks_pass_nbval_strictly(bound):
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "--nbval",
        "--nbval-current-env",
    ]
    command += ["--nbval-cell-timeout", "60", "notebooks", "exercises/zh"]
    env = {**os.environ, "PYTHONPATH": str(bound.root)}
    done = subprocess.run(command, cwd=bound.root, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:]


def test_a_changed_source_is_stale(copy, capsys):
    spoil(copy, "In 2025 one of them", "In 2024 one of them")
    assert check_lesson(copy, copy.lessons()[0]) == [
        "notebooks/en/99x_demo.ipynb: its source has changed",
        "notebooks/zh/99x_demo.ipynb: its source has changed",
    ]
    assert main(["--root", str(copy.root), "--check"]) == 1
    assert "notebooks/zh/99x_demo.ipynb: its source has changed" in capsys.readouterr().out


def test_a_notebook_changed_by_hand_is_stale(copy):
    path = copy.notebook("lesson", "en", "99x_demo")
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace("never came", "often came"), encoding="utf-8")
    assert "the text of its cell 5" in check_lesson(copy, copy.lessons()[0])[0]
    path.write_text(good.replace("has 4 customers", "has 5 customers"), encoding="utf-8")
    assert check_lesson(copy, copy.lessons()[0]) == []  # any number: the outputs are nbval's


def test_missing_and_stale_answers(copy):
    copy.answers("99x").write_text("{}", encoding="utf-8")
    assert check_lesson(copy, copy.lessons()[0]) == ["crmlab/check/answers/99x.json: its source has changed"]
    copy.notebook("lesson", "zh", "99x_demo").unlink()
    assert "notebooks/zh/99x_demo.ipynb: missing" in check_lesson(copy, copy.lessons()[0])


def test_what_has_no_source_is_left_over(copy):
    (copy.root / "lessons" / "99x_demo" / "exercises.py").unlink()
    assert len(check_left_over(copy)) == 5


def test_changed_code_of_crmlab_ages_a_notebook_but_does_not_fail_the_check(copy):
    with (copy.root / "crmlab" / "language" / "style.py").open("a") as style:
        style.write("# another comment\n")
    assert check_lesson(copy, copy.lessons()[0]) == []
    (copy.root / "lessons" / "99x_demo" / "exercises.py").unlink()
    assert bind(copy) is True
    assert bind(copy) is False


def test_only_the_changed_part_is_run_again(copy):
    before = products(copy)
    spoil(copy, "Take your time.", "Take all your time.", "exercises.py")
    assert bind(copy) is True
    changed = {path.parts[0] for path, data in products(copy).items() if data != before[path]}
    assert changed == {"exercises"}


def test_what_only_a_run_can_show_is_refused_together_and_nothing_is_written(house):
    (house.root / "lessons" / "99x_demo" / "exercises.py").unlink()
    spoil(house, 'print("of", n_customers)', "import sys\nprint('hm', file=sys.stderr)\nprint(object())")
    spoil(house, "view.picture = ", "n_customers = 5\nview.picture = ")
    spoil(house, 'ylabel="次数"', 'ylabel="\\U00020000次数"')
    spoil(house, ' alt_zh="滑块和它的柱子。"', "")
    found = refusals(house)
    for reason in (
        "on stderr: hm",
        "a memory address",
        "a character without a glyph",
        "a figure without zh alt text",
    ):
        assert sum(reason in refusal for refusal in found) == 1, found
    assert not house.notebook("lesson", "en", "99x_demo").exists()


def test_numbers_that_move_or_differ_between_languages_are_refused(house):
    (house.root / "lessons" / "99x_demo" / "exercises.py").unlink()
    spoil(house, "view.picture = ", "n_customers = 5\nview.picture = ")
    spoil(house, "churn_share = ", "churn_share = (crm.language.get_language() == 'zh') / 8 + ")
    found = refusals(house)
    assert any("{{n_customers}} is 4 here and 5 at the end of the lesson" in refusal for refusal in found)
    assert any("{{churn_share:.0%}} is 25% in English and 38% in Chinese" in refusal for refusal in found)


def test_a_cell_that_fails_stops_the_run(house):
    (house.root / "lessons" / "99x_demo" / "exercises.py").unlink()
    spoil(house, 'print("of", n_customers)', "1 / 0")
    assert [r for r in refusals(house) if "cell 6" in r and "an exception: ZeroDivisionError" in r]


def test_a_wrong_solution_is_refused_and_the_answers_are_taken_back(copy):
    before = products(copy)
    spoil(
        copy,
        'kind="number"\n# ## 1. The share that stayed',
        'kind="number"\n# ## 1. The share, {{lost}}',
        "exercises.py",
    )
    spoil(copy, "# ## 1. 留下的占多少", "# ## 1. 留下的占{{lost}}", "exercises.py")
    assert any("{{lost}} cannot be computed: NameError" in refusal for refusal in refusals(copy))
    assert products(copy) == before


def test_the_command_line(copy, capsys):
    assert main(["--root", str(copy.root), "99x"]) == 0
    assert "99x_demo  unchanged" in capsys.readouterr().out
    assert main(["--root", str(copy.root), "98a"]) == 2
    assert "no such lesson: 98a; there are 99x" in capsys.readouterr().out
    spoil(copy, "流失了", "跳槽了")
    assert main(["--root", str(copy.root)]) == 1
    out = capsys.readouterr().out
    assert "refused  lessons/99x_demo/lesson.py, cell 2" in out
    assert "跳槽: the glossary's word for 'churn' is 流失" in out
