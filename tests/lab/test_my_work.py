"""The learner's own copies: laid once, never overwritten, newer versions beside them."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lab

NAME = "notebooks/en/04a_abc_rfm.ipynb"


def notebook(*sources, output="1", count=1, tags=None):
    cells = [
        {
            "cell_type": "code",
            "source": source,
            "metadata": {"tags": tags} if tags else {},
            "execution_count": count,
            "outputs": [{"output_type": "stream", "name": "stdout", "text": output}],
        }
        for source in sources
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def put(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def course(tmp_path):
    root = tmp_path / "course"
    for kind in ("notebooks", "exercises"):
        for language in ("en", "zh"):
            put(root / kind / language / "04a_abc_rfm.ipynb", notebook("x = 1"))
    put(root / "notebooks/en/.ipynb_checkpoints/04a_abc_rfm-checkpoint.ipynb", notebook("x = 1"))
    put(root / "exercises/solutions/en/04a_abc_rfm.ipynb", notebook("x = 42"))
    return root


@pytest.fixture
def work(tmp_path):
    return tmp_path / "my-work"


def files(work):
    return sorted(path.relative_to(work).as_posix() for path in work.rglob("*.ipynb"))


def test_both_languages_are_laid_as_they_stand_so_that_links_between_them_work(course, work):
    assert lab.lay_work(course, work) == []
    assert files(work) == [
        "exercises/en/04a_abc_rfm.ipynb",
        "exercises/zh/04a_abc_rfm.ipynb",
        "notebooks/en/04a_abc_rfm.ipynb",
        "notebooks/zh/04a_abc_rfm.ipynb",
    ]


def test_a_second_time_changes_nothing(course, work):
    lab.lay_work(course, work)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in work.rglob("*.ipynb")}
    assert lab.lay_work(course, work) == []
    assert before == {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in work.rglob("*.ipynb")}


def test_an_untouched_copy_follows_the_course(course, work):
    lab.lay_work(course, work)
    put(course / NAME, notebook("x = 2"))
    assert lab.lay_work(course, work) == []
    assert (work / NAME).read_text("utf-8") == notebook("x = 2")


def test_a_copy_that_was_only_run_is_untouched(course, work):
    lab.lay_work(course, work)
    put(work / NAME, notebook("x = 1", output="another", count=17))
    put(course / NAME, notebook("x = 2"))
    assert lab.lay_work(course, work) == []
    assert (work / NAME).read_text("utf-8") == notebook("x = 2")


@pytest.mark.parametrize("edited", [notebook("x = 1  # mine"), notebook("x = 1", tags=["mine"]), "not json"])
def test_an_edit_stays_and_the_newer_version_lies_beside_it_once(course, work, edited):
    lab.lay_work(course, work)
    put(work / NAME, edited)
    assert lab.lay_work(course, work) == []  # nothing newer, nothing to say
    put(course / NAME, notebook("x = 2"))
    ((name, newer),) = lab.lay_work(course, work)
    assert name == NAME
    assert newer.startswith("04a_abc_rfm.new-")
    assert (work / NAME).read_text("utf-8") == edited
    assert (work / "notebooks/en" / newer).read_text("utf-8") == notebook("x = 2")
    (work / "notebooks/en" / newer).unlink()
    assert lab.lay_work(course, work) == []
    assert newer not in [path.name for path in work.rglob("*")]


def test_each_newer_version_is_laid_beside_an_edit(course, work):
    lab.lay_work(course, work)
    put(work / NAME, notebook("mine"))
    laid = []
    for version in (2, 3):
        put(course / NAME, notebook(f"x = {version}"))
        laid += lab.lay_work(course, work)
    assert len({newer for _, newer in laid}) == 2


def test_newer_outputs_alone_are_not_laid_beside_an_edit(course, work):
    lab.lay_work(course, work)
    put(work / NAME, notebook("mine"))
    put(course / NAME, notebook("x = 1", output="rounded otherwise"))
    assert lab.lay_work(course, work) == []


def test_newer_outputs_reach_an_untouched_copy(course, work):
    lab.lay_work(course, work)
    put(course / NAME, notebook("x = 1", output="rounded otherwise"))
    lab.lay_work(course, work)
    assert "rounded otherwise" in (work / NAME).read_text("utf-8")


def test_a_deleted_copy_is_laid_again(course, work):
    lab.lay_work(course, work)
    (work / NAME).unlink()
    lab.lay_work(course, work)
    assert (work / NAME).exists()


def test_a_learners_own_file_of_the_same_name_is_never_overwritten(course, work):
    put(work / NAME, notebook("hers"))
    assert len(lab.lay_work(course, work)) == 1
    assert (work / NAME).read_text("utf-8") == notebook("hers")


@pytest.mark.parametrize("manifest", ["", "{", "[]"])
def test_a_lost_manifest_costs_no_edit(course, work, manifest):
    lab.lay_work(course, work)
    put(work / NAME, notebook("hers"))
    put(work / lab.MANIFEST, manifest)
    put(course / NAME, notebook("x = 2"))
    lab.lay_work(course, work)
    assert (work / NAME).read_text("utf-8") == notebook("hers")


def test_a_withdrawn_lesson_stays_with_the_learner(course, work):
    lab.lay_work(course, work)
    (course / NAME).unlink()
    lab.lay_work(course, work)
    assert (work / NAME).exists()


def test_a_newer_version_that_was_written_in_is_not_laid_over(course, work):
    lab.lay_work(course, work)
    put(work / NAME, notebook("mine"))
    put(course / NAME, notebook("x = 2"))
    ((_, newer),) = lab.lay_work(course, work)
    put(work / "notebooks/en" / newer, notebook("mine too"))
    for version in (3, 2):
        put(course / NAME, notebook(f"x = {version}"))
        lab.lay_work(course, work)
    assert (work / "notebooks/en" / newer).read_text("utf-8") == notebook("mine too")


STEPS = st.lists(st.tuples(st.sampled_from(["learner", "course", "run"]), st.integers(0, 3)), max_size=8)


@given(STEPS)
def test_whatever_happens_in_whatever_order_no_written_line_is_lost(steps):
    """The learner writes, runs and updates in any order; what she wrote last is always there."""
    with tempfile.TemporaryDirectory() as folder:
        root, work = Path(folder) / "course", Path(folder) / "work"
        put(root / NAME, notebook("x"))
        lab.lay_work(root, work)
        mine = None
        for who, what in steps:
            if who == "learner":
                mine = f"mine {what}"
                put(work / NAME, notebook(mine))
            elif who == "course":
                put(root / NAME, notebook(f"x = {what}"))
            else:
                cells = json.loads((work / NAME).read_text("utf-8"))["cells"]
                put(work / NAME, notebook(*[c["source"] for c in cells], count=what, output=str(what)))
            lab.lay_work(root, work)
            written = json.loads((work / NAME).read_text("utf-8"))["cells"][0]["source"]
            course_now = json.loads((root / NAME).read_text("utf-8"))["cells"][0]["source"]
            assert written == (mine or course_now)
