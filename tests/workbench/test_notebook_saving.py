"""A chapter that was run by hand and saved is stored as it was: without outputs, to the byte."""

import json
import shutil

import pytest
from jupyter_server.services.contents.largefilemanager import LargeFileManager
from traitlets.config import Config


@pytest.fixture
def jupyter(root, tmp_path) -> LargeFileManager:
    """JupyterLab's own way to the files of a project, with the settings of the project."""
    settings = json.loads((root / ".jupyter" / "jupyter_server_config.json").read_text(encoding="utf-8"))
    shutil.copytree(root / "notebooks", tmp_path / "notebooks")
    return LargeFileManager(root_dir=str(tmp_path), config=Config(settings))


def run_and_saved(jupyter: LargeFileManager, path: str, source: str | None = None) -> dict:
    """Save a notebook as after a run, with outputs and what a kernel tells of itself; return what was stored."""
    model = jupyter.get(path)
    model["content"]["metadata"]["language_info"] = {"name": "python", "version": "3.13.1"}
    [first, *_] = [cell for cell in model["content"]["cells"] if cell["cell_type"] == "code"]
    first.update(execution_count=1, outputs=[{"output_type": "stream", "name": "stdout", "text": "gesehen"}])
    first["source"] = first["source"] if source is None else source
    jupyter.save({"type": "notebook", "format": "json", "content": model["content"]}, path)
    return jupyter.get(path)["content"]


def test_every_notebook_of_the_study_stays_the_same_file(jupyter, root, tmp_path):
    for notebook in sorted((root / "notebooks").glob("*.ipynb")):
        if '"code"' in notebook.read_text(encoding="utf-8"):
            run_and_saved(jupyter, f"notebooks/{notebook.name}")

        assert notebook.read_bytes() == (tmp_path / "notebooks" / notebook.name).read_bytes()


def test_a_changed_cell_is_saved(jupyter):
    assert "1 + 1" == run_and_saved(jupyter, "notebooks/demand.ipynb", "1 + 1")["cells"][0]["source"]


def test_a_notebook_elsewhere_keeps_its_outputs(jupyter, tmp_path):
    shutil.copy(tmp_path / "notebooks" / "workbench.ipynb", tmp_path / "eigenes.ipynb")
    saved = run_and_saved(jupyter, "eigenes.ipynb")

    assert ["gesehen"] == [one["text"] for cell in saved["cells"] for one in cell.get("outputs", [])]
