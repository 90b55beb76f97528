"""Titles, strips, the badge and the map."""

from bindery.assemble import lesson_page, solutions_page
from bindery.frontmatter import lesson_map
from bindery.house import House
from bindery.lesson import read_lesson


def lesson_of(house):
    return read_lesson(house.root / "lessons" / "99x_demo", house.glossary)


def first_cell(house, language):
    return lesson_page(house, lesson_of(house), language).leaves[0].text


def test_the_strip_stands_between_title_and_text(house):
    lines = first_cell(house, "en").split("\n\n")
    assert lines[0] == "# Who stays?"
    assert lines[1].startswith(
        "[中文](../zh/99x_demo.ipynb) · lecture 5 minutes, exercises 4 minutes · [Exercises]("
    )
    assert lines[2] == "Before this lesson: 98a Before the demo."
    assert "4.1, 4.2.1–4.2.3; *Customer Relationship Management in E-Commerce*" in lines[3]
    assert lines[4].startswith("The shop has {{n_customers:,}}")


def test_without_a_title_of_its_own_the_header_gives_it(house):
    path = house.root / "lessons" / "99x_demo" / "lesson.py"
    text = (
        path.read_text(encoding="utf-8").replace("# # Who stays?\n#\n", "").replace("# # 谁会留下？\n#\n", "")
    )
    path.write_text(text, encoding="utf-8")
    leaves = lesson_page(house, lesson_of(house), "zh").leaves
    assert leaves[0].text.startswith("# 演示课\n\n[English](../en/99x_demo.ipynb)")
    assert [leaf.prose for leaf in leaves[:3]] == [True, False, True]


def test_a_chapters_reading_and_case_are_named_for_they_bear_no_number(house):
    path = house.root / "lessons" / "99x_demo" / "lesson.py"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("idic 4.1,", "practice 2.91, practice 8.92,"), encoding="utf-8")
    assert "chapter 2, research, chapter 8, case" in first_cell(house, "en")
    assert "第2章前沿研究、第8章案例" in first_cell(house, "zh")


def test_no_badge_without_a_repository(house):
    assert "mybinder" not in first_cell(house, "en")
    (house.root / "pyproject.toml").write_text('[tool.crmlab]\nrepository = "https://github.com/shop/lab/"\n')
    assert (
        "](https://mybinder.org/v2/gh/shop/lab/HEAD?urlpath=lab/tree/notebooks/en/99x_demo.ipynb)"
    ) in first_cell(House(house.root), "en")


def test_a_written_prerequisite_is_linked(house):
    (house.root / "lessons" / "98a_before").mkdir()
    (house.root / "lessons" / "98a_before" / "lesson.py").touch()
    assert "先学：[98a《演示之前》](98a_before.ipynb)。" in first_cell(house, "zh")


def test_the_map_links_what_is_written_and_marks_the_rest(house):
    table = lesson_map(house, house.notebook("lesson", "zh", "00_start_here"), "zh").splitlines()
    assert "[演示课](99x_demo.ipynb) | [练习](../../exercises/zh/99x_exercises.ipynb)" in table[2]
    assert table[4] == "<details><summary>还没写的课（2）</summary>"
    assert "| 第九十八章 | 98a | 演示之前 | 待写 |" in table[5:]
    assert table[-1] == "</details>"


def test_teachers_notes_are_left_out_and_ids_agree(house):
    lesson = lesson_of(house)
    en, zh = (lesson_page(house, lesson, language) for language in ("en", "zh"))
    assert not any("Ask before" in leaf.text for leaf in en.leaves)
    assert en.ids() == zh.ids()
    assert len(set(en.ids())) == len(en.leaves)
    assert en.leaves[0].metadata("en") == {"slideshow": {"slide_type": "slide"}}


def test_solutions_end_with_the_known_mistakes(house):
    leaves = solutions_page(house, lesson_of(house), "en").leaves
    assert any(leaf.text.endswith('\n\ncheck("99x.1", stayed)') for leaf in leaves)
    assert any(leaf.text.endswith("- You counted visits, not customers.") for leaf in leaves)
    assert leaves[1].text.startswith("For each exercise: our answer")


def test_a_sentence_that_fits_several_slips_stands_once(house):
    lesson = lesson_of(house)
    lesson.exercises[0].parts["wrong"] *= 2
    text = next(
        leaf.text for leaf in solutions_page(house, lesson, "en").leaves if "counted visits" in leaf.text
    )
    assert text.count("You counted visits, not customers.") == 1
