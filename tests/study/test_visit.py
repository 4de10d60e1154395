"""A notebook run by hand is a visit: it works top to bottom, reads the last build, and stores nothing."""

import nbformat
import pytest
from nbclient import NotebookClient


def snapshot(folder):
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize("name", ["demand", "annex"])
def test_a_stored_notebook_runs_in_its_own_folder(built, name):
    """As JupyterLab would run it: working directory `notebooks`, no word from make."""
    before = snapshot(built / "data" / "processed")
    notebook = nbformat.read(built / "notebooks" / f"{name}.ipynb", as_version=4)
    NotebookClient(
        notebook, kernel_name="python3", resources={"metadata": {"path": str(built / "notebooks")}}
    ).execute()
    shown = [output for cell in notebook.cells for output in cell.outputs]

    assert any("nichts gespeichert" in output.get("text", "") for output in shown)
    assert not any("wird gefüllt" in str(output.get("data", "")) for output in shown)
    assert before == snapshot(built / "data" / "processed")
