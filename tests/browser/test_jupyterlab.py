"""The course in a real browser: opens, runs, moves, answers, in both languages."""

import json
import re
import time

import nbformat
import pytest

import lab
from tests.browser.driver import Notebook

pytestmark = pytest.mark.browser

LESSON = "04a_abc_rfm"
VIEW = """
import base64, io
import ipywidgets
from matplotlib.figure import Figure

class View(ipywidgets.VBox):
    def __init__(self):
        self.slider = ipywidgets.IntSlider(3, 1, 9, continuous_update=False)
        self.image = ipywidgets.Image(layout={"max_width": "500px"})
        super().__init__([self.slider, self.image])
        self.slider.observe(self.draw, "value")
        self.draw()

    def draw(self, change=None):
        figure = Figure(figsize=(4, 2))
        figure.subplots().bar(["a"], [self.slider.value])
        stream = io.BytesIO()
        figure.savefig(stream)
        self.image.value = stream.getvalue()

    def _repr_mimebundle_(self, **kw):
        still = {"text/plain": "View", "image/png": base64.b64encode(self.image.value).decode()}
        return {**super()._repr_mimebundle_(**kw), **still}

View()
"""


@pytest.fixture
def demo(server):
    """A notebook with a slider over a picture, in the learner's folder."""
    cells = [
        nbformat.v4.new_markdown_cell("# 慢慢来 Slowly", id="a0"),
        nbformat.v4.new_code_cell("import time; time.sleep(1); 6 * 7", id="a1"),
        nbformat.v4.new_code_cell(VIEW.strip(), id="a2"),
        nbformat.v4.new_code_cell("import os; os.environ['CRMLAB_LANGUAGE']", id="a3"),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(notebook, server.work / "demo.ipynb")
    return "demo.ipynb"


def move_a_slider(notebook, cell, key="ArrowRight", seconds=20):
    """Press a key on the sliders in turn until the picture is another; tell whether it became one."""
    handles = notebook.sliders(cell)
    before = notebook.picture(cell)
    for nth in range(handles.count()):
        handles.nth(nth).focus()
        notebook.page.keyboard.press(key)
        end = time.monotonic() + seconds / handles.count()
        while time.monotonic() < end:
            if notebook.picture(cell) != before:
                return True
            time.sleep(0.1)
    return False


# What stands under every lesson


def test_a_run_is_waited_for_to_its_end(server, open_notebook, demo, page):
    notebook = open_notebook(demo)
    notebook.run_all()
    assert notebook.errors() == []
    assert notebook.text(1) == "42"
    assert notebook.text(3) == f"'{server.language}'"
    assert page.left_the_machine == []


def test_an_error_is_seen(open_notebook, demo):
    notebook = open_notebook(demo)
    notebook.edit(1, "1 / 0")
    notebook.run_all()
    assert notebook.errors() == ["ZeroDivisionError: division by zero"]


def test_a_slider_moved_by_keyboard_changes_the_picture(open_notebook, demo, shoot):
    notebook = open_notebook(demo)
    notebook.run_all()
    (cell,) = notebook.widgets()
    assert move_a_slider(notebook, cell)
    shoot("demo-slider")


def test_a_saved_widget_is_still_seen_when_its_kernel_is_gone(server, open_notebook, demo, page, end_kernels):
    notebook = open_notebook(demo)
    notebook.run_all()
    notebook.sliders(notebook.widgets()[0])
    notebook.save()
    end_kernels()
    page.goto(server.address(demo))
    again = Notebook(page)
    again.sliders(again.widgets()[0])
    assert "not found" not in page.locator(".jp-NotebookPanel").inner_text()


def test_menus_speak_the_language_and_nothing_asks_for_news(server, open_notebook, demo, page, shoot):
    open_notebook(demo)
    menus = page.locator(".lm-MenuBar").first
    menus.get_by_text("文件" if server.language == "zh" else "File").first.wait_for(timeout=20_000)
    shoot("menus")
    assert ("内核" if server.language == "zh" else "Kernel") in menus.inner_text()
    assert page.locator(".Toastify__toast").count() == 0


# The course itself


def test_the_lab_opens_on_the_start_notebook(server, page, shoot):
    start = f"notebooks/{server.language}/{lab.START}"
    if not (server.work / start).exists():
        pytest.skip("the start notebook is not bound yet")
    page.goto(server.start_address())
    notebook = Notebook(page, start)
    notebook.run_all()
    notebook.show(0)
    shoot("start")
    assert notebook.errors() == []
    assert page.left_the_machine == []


def test_the_link_at_the_top_opens_the_twin(server, open_notebook, page):
    notebook = open_notebook(f"notebooks/{server.language}/{LESSON}.ipynb")
    other, name = {"en": ("zh", "中文"), "zh": ("en", "English")}[server.language]
    page.locator(".jp-Notebook .jp-MarkdownOutput a").get_by_text(name, exact=True).first.click()
    page.wait_for_function(
        "wanted => window.jupyterapp.shell.currentWidget.context?.path === wanted",
        arg=f"notebooks/{other}/{LESSON}.ipynb",
        timeout=20_000,
    )
    assert notebook.name == f"notebooks/{other}/{LESSON}.ipynb"


def test_the_lesson_runs_and_its_widget_moves(server, open_notebook, page, shoot):
    notebook = open_notebook(f"notebooks/{server.language}/{LESSON}.ipynb")
    shoot("lesson-opened")
    notebook.run_all()
    assert notebook.errors() == []
    cells = notebook.widgets()
    assert cells, "the lesson shows no widget"
    notebook.show(cells[0])
    shoot("lesson-widget-before")
    assert move_a_slider(notebook, cells[0])
    shoot("lesson-widget-after")
    assert page.left_the_machine == []


def test_an_exercise_answers_untouched_wrong_and_right(server, open_notebook, shoot):
    notebook = open_notebook(f"exercises/{server.language}/04a_exercises.ipynb")
    name, exercise = an_exercise_with_a_known_mistake()
    notebook.run_all()
    assert notebook.errors() == []
    cell = notebook.find(f'check("{name}"')
    check = next(line for line in notebook.sources()[cell].splitlines() if line.startswith("check("))
    said = {"untouched": notebook.text(cell)}
    for answer, code in (("wrong", exercise["wrong"][0]["code"]), ("right", exercise["solution"])):
        notebook.edit(cell, f"{code}\n\n{check}")
        notebook.run(cell)
        notebook.show(cell)
        shoot(f"exercise-{answer}")
        said[answer] = notebook.text(cell)
    assert notebook.errors() == []
    assert {answer: text[0] for answer, text in said.items()} == {
        "untouched": "○",
        "wrong": "✗",
        "right": "✓",
    }
    assert exercise["wrong"][0][server.language] in said["wrong"]
    meaning = exercise["analysis"][server.language].splitlines()[0]
    assert max(re.split(r"{{.*?}}", meaning), key=len) in said["right"]


def an_exercise_with_a_known_mistake():
    answers = lab.ROOT / "crmlab" / "check" / "answers" / "04a.json"
    exercises = json.loads(answers.read_text("utf-8"))["exercises"]
    return next((n, e) for n, e in exercises.items() if e["wrong"] and e["kind"] in ("number", "table"))
