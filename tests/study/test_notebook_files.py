"""A notebook that cannot be run is told in German with its name and what to do, before anything is run."""

import json

import pytest

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.exhibits.notebook_cells import notebook_cells
from ohv_coworking.study.execute import parameters_of


def notebook(tmp_path, content: bytes):
    file = tmp_path / "context.ipynb"
    file.write_bytes(content)
    return file


def cells(*sources: str, tags: tuple[str, ...] = ("parameters",)) -> bytes:
    held = [{"cell_type": "code", "source": source, "metadata": {"tags": list(tags)}} for source in sources]
    return json.dumps({"cells": held}).encode()


@pytest.mark.parametrize(
    ("content", "row", "found"),
    [
        (b'{"cells": [\n<<<<<<< HEAD\n]}', 2, "<<<<<<< HEAD"),
        (b"", 1, "das Ende der Datei"),
        (b"[1, 2]", None, "keine Liste von Zellen"),
        (b'{"worksheets": [], "nbformat": 3}', None, "keine Liste von Zellen"),
        (b'{"cells": [{"metadata": {}}]}', None, "Zelle 1 ohne"),
        ("{}".encode("utf-16"), None, "kein UTF-8-Text"),
        (b"[" * 100_000, None, "Klammern"),
    ],
)  # fmt: skip
def test_what_is_no_notebook_is_told(tmp_path, content, row, found):
    """Marks of a merge, an empty file, an old format, another encoding: file, line, finding, remedy."""
    with pytest.raises(InputFault, match="nicht lesbar") as caught:
        notebook_cells(notebook(tmp_path, content))
    fault = caught.value

    assert ("notebooks/context.ipynb", row) == (fault.file, fault.row)
    assert found in fault.found
    assert "JupyterLab" in fault.remedy


def test_a_missing_notebook_is_told(tmp_path):
    with pytest.raises(InputFault, match="fehlt"):
        notebook_cells(tmp_path / "context.ipynb")


def test_the_parameters_are_the_names_given_a_value(tmp_path):
    """Imports, comments and calculations of the parameters cell are none."""
    source = "from ohv_coworking.parameters import default\n\n# Region\nregion = default('region')\n"

    assert ["region"] == parameters_of(notebook(tmp_path, cells(source)))


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (cells("region = 1", tags=()), "keine Parameterzelle"),
        (cells("region = default("), "kein gültiges Python"),
        (cells("regoin = default('region')"), "die es in study.yaml nicht gibt"),
    ],
)
def test_a_faulty_parameters_cell_is_told(tmp_path, content, problem):
    with pytest.raises(InputFault, match=problem) as caught:
        parameters_of(notebook(tmp_path, content))

    assert "context.ipynb" in caught.value.file
    assert caught.value.remedy
