"""What is written is written whole or not at all: a full disk, an interruption and a missing font leave the last good report."""

import os
import resource
import subprocess
import sys

import pytest

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.binding import outputs
from ohv_coworking.binding.outputs import write_whole
from ohv_coworking.paper.pdf import font_folder
from ohv_coworking.study.published_values import published_twice, too_long


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "studie.html").write_text("der letzte gute Bericht", encoding="utf-8")
    return tmp_path


def test_a_disk_that_takes_no_more_is_told_and_the_last_report_stays(folder):
    """A process that may write only a little, as on a full disk: German, and nothing half written is left."""
    program = (
        "from pathlib import Path; from ohv_coworking.binding.outputs import write_whole\n"
        "from ohv_coworking.basics.errors import InputFault\n"
        f"try: write_whole(Path({str(folder)!r}), {{'a.csv': b'x', 'studie.html': b'x' * 100_000}})\n"
        "except InputFault as fault: print(fault)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
    )

    assert "Der Datenträger ist voll" in done.stdout, done.stderr
    assert ["studie.html"] == sorted(file.name for file in folder.iterdir())
    assert "der letzte gute Bericht" == (folder / "studie.html").read_text(encoding="utf-8")


def test_an_interruption_leaves_nothing_half_written(folder, monkeypatch):
    """Ctrl+C before the files take their places: the old ones stand, no pending file lies beside them."""

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(outputs.os, "replace", interrupted)
    with pytest.raises(InputFault, match="unterbrochen"):
        write_whole(folder, {"studie.html": b"neu"})

    assert ["studie.html"] == sorted(file.name for file in folder.iterdir())
    assert "der letzte gute Bericht" == (folder / "studie.html").read_text(encoding="utf-8")


def test_a_missing_font_is_told(tmp_path, monkeypatch):
    """Without its package, and with a package without files."""
    (tmp_path / "empty_font" / "files").mkdir(parents=True)
    (tmp_path / "empty_font" / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)

    assert font_folder().is_dir()
    for package in ("no_such_font_anywhere", "empty_font"):
        with pytest.raises(InputFault, match="Schrift"):
            font_folder(package)


def test_what_a_chapter_publishes_too_often_or_too_long_is_told_in_german():
    assert "zweimal" in str(published_twice("demand", "desks"))
    assert "10.000" in str(too_long("demand", "everyone", 10_000))
