"""What a learner does in an open notebook: run, edit, move a slider, read; through JupyterLab itself."""

import base64

# All cells of the notebook in front, as JupyterLab's own models.
CELLS = "window.jupyterapp.shell.currentWidget.content.widgets"
KERNEL = "window.jupyterapp.shell.currentWidget.sessionContext.session.kernel"
# Every code cell has run, or one has failed and JupyterLab has stopped there; and the kernel rests.
DONE = f"""() => {{
  const code = {CELLS}.map(c => c.model).filter(m => m.type === "code" && m.sharedModel.source.trim());
  const failed = code.some(m => m.outputs.toJSON().some(o => o.output_type === "error"));
  return (failed || code.every(m => m.executionCount !== null)) && {KERNEL}.status === "idle";
}}"""


class Notebook:
    """A notebook open in JupyterLab, its kernel connected.

    Parameters
    ----------
    page : playwright.sync_api.Page
        A tab on its way to the notebook's address.
    path : str, optional
        The notebook to wait for, where the layout of last time may first bring back another one.
    """

    def __init__(self, page, path=None):
        self.page = page
        page.wait_for_selector(".jp-NotebookPanel .jp-Cell", timeout=90_000)
        if path is not None:
            page.wait_for_function(
                "path => window.jupyterapp.shell.currentWidget?.context?.path === path",
                arg=path,
                timeout=90_000,
            )
        # "Idle" alone comes too early: a run that is asked for before the kernel answers is dropped.
        page.evaluate(
            """async () => {
              const panel = window.jupyterapp.shell.currentWidget;
              await panel.context.ready; await panel.sessionContext.ready;
              await panel.sessionContext.session.kernel.info;
            }"""
        )

    @property
    def name(self):
        return self.page.evaluate("window.jupyterapp.shell.currentWidget.context.path")

    def run_all(self, seconds=120):
        """Run all cells from the top, stored outputs cleared first, and wait until all is done."""
        self._command("notebook:clear-all-cell-outputs")
        self._command("notebook:run-all-cells", wait=False)
        self.page.wait_for_function(DONE, timeout=seconds * 1000)

    def run(self, index, seconds=60):
        """Run one cell and wait until it is done."""
        self.page.evaluate(f"i => {{ {CELLS}[i].model.sharedModel.execution_count = null; }}", index)
        self.page.evaluate(
            "i => { window.jupyterapp.shell.currentWidget.content.activeCellIndex = i; }", index
        )
        self._command("notebook:run-cell", wait=False)
        self.page.wait_for_function(
            f"i => {CELLS}[i].model.executionCount !== null && {KERNEL}.status === 'idle'",
            arg=index,
            timeout=seconds * 1000,
        )

    def edit(self, index, source):
        """Write a cell anew, as if typed."""
        self.page.evaluate(f"([i, s]) => {CELLS}[i].model.sharedModel.setSource(s)", [index, source])

    def show(self, index):
        """Scroll to a cell: JupyterLab draws only what is near the window."""
        self.page.evaluate(
            "i => window.jupyterapp.shell.currentWidget.content.scrollToItem(i, 'start')", index
        )

    def sources(self):
        return self.page.evaluate(f"{CELLS}.map(c => c.model.sharedModel.source)")

    def outputs(self):
        """Give the outputs of each cell, as nbformat has them; none for prose."""
        return self.page.evaluate(
            f"{CELLS}.map(c => c.model.type === 'code' ? c.model.outputs.toJSON() : [])"
        )

    def errors(self):
        return [
            f"{output['ename']}: {output['evalue']}"
            for cell in self.outputs()
            for output in cell
            if output["output_type"] == "error"
        ]

    def text(self, index):
        """Give all that a cell shows as text."""
        parts = []
        for output in self.outputs()[index]:
            said = output.get("text") or output.get("data", {}).get("text/plain") or ""
            parts.append(said if isinstance(said, str) else "".join(said))
        return "\n".join(parts)

    def find(self, *wanted):
        """Give the index of the first cell whose source holds all that is wanted."""
        sources = self.sources()
        return next(i for i, source in enumerate(sources) if all(part in source for part in wanted))

    def widgets(self):
        """Give the indices of the cells that show a live widget."""
        kind = "application/vnd.jupyter.widget-view+json"
        return [i for i, cell in enumerate(self.outputs()) if any(kind in o.get("data", {}) for o in cell)]

    def sliders(self, index):
        """Give the handles of a widget cell's sliders, drawn."""
        self.show(index)
        cell = self.page.locator(f".jp-Cell[data-windowed-list-index='{index}']")
        handles = cell.locator(".jupyter-widgets .noUi-handle")
        handles.first.wait_for(timeout=30_000)
        return handles

    def picture(self, index):
        """Give the bytes of the picture that a widget cell shows."""
        image = self.page.locator(f".jp-Cell[data-windowed-list-index='{index}'] .jupyter-widgets img").first
        image.wait_for(timeout=30_000)
        encoded = image.evaluate(
            """async img => {
              const bytes = new Uint8Array(await (await fetch(img.src)).arrayBuffer());
              return btoa(Array.from(bytes, b => String.fromCharCode(b)).join(""));
            }"""
        )
        return base64.b64decode(encoded)

    def save(self):
        self._command("docmanager:save")

    def _command(self, name, wait=True):
        call = f"window.jupyterapp.commands.execute('{name}')"
        self.page.evaluate(f"async () => {{ await {call}; }}" if wait else f"() => {{ {call}; }}")
