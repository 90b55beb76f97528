"""Run a notebook's cells in one fresh kernel, and ask it for the numbers in the prose."""

import ast
import os
import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from traitlets.config import Config

from bindery.numbers import as_f_string

SECONDS_PER_CELL = 120
SECONDS_TO_START = 120  # a kernel beside others on a slow machine


@dataclass(frozen=True)
class Answer:
    """What the kernel said to one question: the text, or None and the problem."""

    text: str | None
    problem: str = ""


@dataclass
class Run:
    """What came out of running a notebook.

    `outputs` and `counts` go from a cell's place to its outputs and execution count, `answers` from a
    place to {expression: Answer}, `rooms` names the parts of crmlab that were imported; `broken` is the
    place of the cell that stopped the run, `problem` why.
    """

    outputs: dict = field(default_factory=dict)
    counts: dict = field(default_factory=dict)
    answers: dict = field(default_factory=dict)
    rooms: list = field(default_factory=list)
    broken: int | None = None
    problem: str = ""


def execute(texts, folder, root, questions, progress=lambda place: None):
    """Run cells in order in a fresh kernel.

    Parameters
    ----------
    texts : list of (str or None)
        The code of each cell; None for prose.
    folder : pathlib.Path
        Where the notebook will lie; the kernel starts there, as JupyterLab's would.
    root : pathlib.Path
        The checkout whose `crmlab` is imported.
    questions : dict of int to list of str
        From a place to the insides of blanks to be computed after that cell has run.
    progress : callable
        Called with each place before it is run.

    Returns
    -------
    Run
    """
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell() if text is None else nbformat.v4.new_code_cell(text)
            for text in texts
        ]
    )
    run = Run()
    folder.mkdir(parents=True, exist_ok=True)
    with _kernel(notebook, folder, root) as client:
        for place, cell in enumerate(notebook.cells):
            progress(place)
            if cell.cell_type == "code" and not _run_cell(client, cell, place, run):
                return run
            if place in questions:
                run.answers[place] = _ask(client, questions[place])
        run.rooms = _rooms(client)
    return run


@contextmanager
def _kernel(notebook, folder, root):
    with tempfile.TemporaryDirectory() as channels:
        client = NotebookClient(
            notebook,
            kernel_name="python3",
            timeout=SECONDS_PER_CELL,
            startup_timeout=SECONDS_TO_START,
            record_timing=False,
            coalesce_streams=True,
            resources={"metadata": {"path": str(folder)}},
            config=_channels_in(channels),
        )
        # what the kernel process itself logs is no output of a cell
        with client.setup_kernel(env=_environment(root), stderr=subprocess.DEVNULL):
            yield client


def _channels_in(folder):
    # Ports are found free before the kernel takes them: of two kernels started at the same moment by two
    # processes, one may wait for ever.  Files of its own cannot be taken by another.
    if os.name != "posix":
        return Config()
    return Config(KernelManager={"transport": "ipc", "ip": str(Path(folder) / "k")})


def _environment(root):
    env = {**os.environ, "PYTHONHASHSEED": "0"}
    env.pop("MPLBACKEND", None)  # the kernel's own: figures inline
    env.pop("CRMLAB_LANGUAGE", None)
    if (root / "crmlab").is_dir():
        env["PYTHONPATH"] = os.pathsep.join(filter(None, [str(root.resolve()), env.get("PYTHONPATH")]))
    return env


def _run_cell(client, cell, place, run):
    try:
        client.execute_cell(cell, place)
    except CellExecutionError as error:
        run.broken, run.problem = place, f"{error.ename}: {error.evalue}"
    except CellTimeoutError:
        run.broken, run.problem = place, f"still running after {SECONDS_PER_CELL} s"
    except DeadKernelError:
        run.broken, run.problem = place, "the kernel died"
    run.outputs[place] = cell.outputs
    run.counts[place] = cell.execution_count
    return run.broken is None


def _ask(client, expressions):
    # user_expressions of an empty silent cell leave Out, _ and the execution count untouched
    wanted = {str(i): as_f_string(expression) for i, expression in enumerate(expressions)}
    request = client.kc.execute("", silent=True, store_history=False, user_expressions=wanted)
    replies = client.wait_for_reply(request)["content"]["user_expressions"]
    return {expression: _answer(replies[str(i)]) for i, expression in enumerate(expressions)}


def _answer(reply):
    if reply["status"] == "ok":
        return Answer(ast.literal_eval(reply["data"]["text/plain"]))
    return Answer(None, f"{reply['ename']}: {reply['evalue']}")


def _rooms(client):
    modules = "__import__('sys').modules"
    wanted = f"' '.join(sorted({{m.split('.')[1] for m in {modules} if m.startswith('crmlab.')}}))"
    return (_ask(client, [wanted])[wanted].text or "").split()
