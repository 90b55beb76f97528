"""Turn an executed page into the bytes of a notebook: the same source, the same bytes."""

import nbformat

from bindery.numbers import fill
from bindery.outputs import settle

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def notebook_of(page, run, values, stamp):
    """Give the notebook of a page.

    Parameters
    ----------
    page : bindery.assemble.Page
    run : bindery.execute.Run
        Its outputs must have been settled and found good.
    values : callable
        From a leaf to {blank: text}.
    stamp : dict
        What `bindery.stale` needs to know later.

    Returns
    -------
    nbformat.NotebookNode
    """
    cells = []
    for place, (leaf, cell_id) in enumerate(zip(page.leaves, page.ids(), strict=True)):
        metadata = leaf.metadata(page.language)
        if "alt" in metadata:
            metadata["alt"] = fill(metadata["alt"], values(leaf))
        if leaf.prose:
            text = fill(leaf.text, values(leaf))
            cells.append(nbformat.v4.new_markdown_cell(text, id=cell_id, metadata=metadata))
        else:
            outputs, count = run.outputs[place], run.counts[place]
            cell = nbformat.v4.new_code_cell(leaf.text, id=cell_id, metadata=metadata)
            cell.outputs, cell.execution_count = outputs, count
            cells.append(cell)
    about = {"lesson": page.lesson_id, "edition": page.edition, "language": page.language, **stamp}
    notebook = nbformat.v4.new_notebook(
        cells=cells, metadata={"crmlab": about, "kernelspec": KERNEL, "language_info": {"name": "python"}}
    )
    nbformat.validate(notebook)
    return notebook


def settle_run(run):
    """Make all outputs of a run steady and small."""
    for place, outputs in run.outputs.items():
        run.outputs[place] = settle(outputs)


def write_text(path, text):
    """Write text with Unix line ends on every system."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))


def write_notebook(path, notebook):
    """Write a notebook."""
    write_text(path, nbformat.writes(notebook).rstrip("\n") + "\n")
