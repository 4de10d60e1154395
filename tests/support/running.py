"""Run make as a user would, with the Python that runs the tests."""

import os
import subprocess
import sys
from pathlib import Path


def make(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """Run make in `folder` with the Python that runs the tests, and return what it printed."""
    return subprocess.run(
        ["make", f"PREFIX={sys.prefix}", f"INSTALLED={sys.executable}", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "src"), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def accepted(folder: Path, file: str, *options: str) -> subprocess.CompletedProcess:
    """Take a file of the project in `folder` into its catalogue, without a trial, and return what was printed."""
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "from ohv_coworking.commands import main; main()",
            "accept",
            file,
            "--accept=ja",
            *options,
        ],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "src")},
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
