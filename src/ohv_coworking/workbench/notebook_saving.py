"""What JupyterLab saves of a notebook of the study: its cells, and nothing of what a run by hand has shown."""

from typing import Any

STORED = "notebooks/"


def keep_cells_only(path: str, model: dict[str, Any], **_) -> None:
    """Take outputs out of a notebook that is about to be saved, so that its file is what it was unless a cell changed.

    JupyterLab calls this before it saves (`.jupyter/jupyter_server_config.json`); a notebook elsewhere keeps its outputs.
    """
    if model["type"] != "notebook" or not path.strip("/").startswith(STORED):
        return
    content = model["content"]
    content["metadata"]["language_info"] = {"name": "python"}
    for cell in content["cells"]:
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)
