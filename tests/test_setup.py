"""What a newcomer's machine may lack is told in one German sentence, and nothing half made is left."""

import os
import stat
import subprocess

import pytest

# Each stands in for the machine's Python: which calls of it fail.
PYTHONS = {
    "none that fits": 'case "$1" in -c) exit 1;; esac',
    "without venv": 'case "$1" in -m) exit 1;; esac',
    "without a package index": 'if [ "$1" = -m ]; then mkdir -p .venv/bin; ln -s /bin/false .venv/bin/python; fi',
}
TOLD = {
    "none that fits": "Python 3.11, 3.12 oder 3.13 wird gebraucht",
    "without venv": "Das Python-Modul „venv“ fehlt",
    "without a package index": "Netzverbindung und Paketquelle",
}


@pytest.mark.parametrize("lack", PYTHONS)
def test_a_lack_is_told_with_its_cure(lack, root, tmp_path):
    for name in (
        "Makefile",
        "environment.yml",
        "pyproject.toml",
        "requirements.lock",
        "requirements-test.lock",
    ):
        (tmp_path / name).write_bytes((root / name).read_bytes())
    stub = tmp_path / "stub" / "python3"
    stub.parent.mkdir()
    stub.write_text(f"#!/bin/sh\n{PYTHONS[lack]}\n")
    stub.chmod(stub.stat().st_mode | stat.S_IXUSR)
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("CONDA", "MAKE"))
    }
    done = subprocess.run(
        ["make", "setup"], cwd=tmp_path, capture_output=True, text=True, check=False,
        env=environment | {"PATH": f"{stub.parent}:{os.environ['PATH']}"},
    )  # fmt: skip

    assert 2 == done.returncode
    assert TOLD[lack] in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / ".venv").exists()
