"""Studies of many regions: the list is checked first, a fault of one region stops no other, the bytes are those of a single build."""

import os
import subprocess
import sys
import time

import pandas as pd
import psutil
import pytest
from dask.distributed import LocalCluster

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.commands import workers
from ohv_coworking.commands.studies import OVERVIEW, listed_regions
from running import make
from study_runs import build, copy_project


class TestList:
    def listed(self, tmp_path, text: str) -> list[str]:
        file = tmp_path / "liste.csv"
        file.write_text(text, encoding="utf-8")
        return listed_regions(file)

    def test_a_row_is_a_region_of_one_or_more_municipalities(self, tmp_path):
        assert ["12060052", "12065256,12065136"] == self.listed(
            tmp_path, 'ags,name\n12060052,Eberswalde\n"12065256, 12065136",\n'
        )

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "ags\n",
            "key\n12060052\n",
            "ags,name\n12060052,\n,leer\n",
            "ags\n12060052\n12060052\n",
            "ags\n12060052 12060052\n",
            "ags\n9162000\n",
            "ags;name\n1,2060052E+07;Eberswalde\n",
        ],
    )
    def test_a_list_that_names_nothing_or_a_region_twice_is_told(self, tmp_path, text):
        with pytest.raises(InputFault):
            self.listed(tmp_path, text)

    def test_a_list_may_come_from_a_spreadsheet(self, tmp_path):
        """With semicolons, Windows line ends and a byte order mark, as a German one saves it."""
        assert ["12060052", "12065256,12065136"] == self.listed(
            tmp_path, "\ufeffags;name\r\n12060052;Eberswalde\r\n12065256 12065136;zwei Städte\r\n"
        )

    def test_a_list_may_be_of_an_old_encoding(self, tmp_path):
        """Excel's plain CSV: only the keys are read."""
        (tmp_path / "liste.csv").write_bytes("AGS;Name\r\n12063080;Fürstenwalde\r\n".encode("cp1252"))
        assert ["12063080"] == listed_regions(tmp_path / "liste.csv")

    @pytest.mark.parametrize(
        "content", ["ags\n12060052\n".encode("utf-16"), bytes(range(128, 228)), "ags\nÜ".encode("cp1252")]
    )
    def test_a_list_that_is_no_text_is_told(self, tmp_path, content):
        (tmp_path / "liste.csv").write_bytes(content)
        with pytest.raises(InputFault):
            listed_regions(tmp_path / "liste.csv")

    def test_a_missing_list_is_told(self, tmp_path):
        with pytest.raises(InputFault):
            listed_regions(tmp_path / "keine.csv")


def studies(folder, list_text: str, **environment: str) -> subprocess.CompletedProcess:
    (folder / "liste.csv").write_text(list_text, encoding="utf-8")
    return make(folder, "studies", "REGIONS=liste.csv", **environment)


@pytest.mark.slow  # it is waited for
def test_a_scheduler_that_does_not_answer_is_told(root, tmp_path):
    """In German and without a trace, within its time."""
    folder = copy_project(root, tmp_path / "project")
    done = studies(folder, "ags\n12060052\n", DASK_SCHEDULER_ADDRESS="tcp://127.0.0.1:9")

    assert done.returncode != 0
    assert "Der Scheduler antwortet nicht" in done.stderr and "Traceback" not in done.stderr


def test_a_scheduler_without_workers_is_told(monkeypatch):
    """Tasks would wait for ever."""
    monkeypatch.setattr(workers, "ANSWER_SECONDS", 3)
    with LocalCluster(n_workers=0, dashboard_address=None, processes=False) as cluster:
        monkeypatch.setenv(workers.ADDRESS, cluster.scheduler_address)
        with pytest.raises(InputFault, match="keinen Arbeitsprozess"), workers.workers():
            pass


@pytest.mark.slow
def test_an_unknown_region_stops_no_other(root, tmp_path):
    folder = copy_project(root, tmp_path / "project")
    done = studies(folder, "ags\n99999999\n12060052\n")

    assert done.returncode, done.stderr
    assert "1 von 2 Regionen gebaut" in done.stdout
    assert "Für diese Gemeinde liegen keine Daten vor" in done.stdout
    assert (folder / "reports" / "region-12060052" / "studie.html").is_file()
    told = pd.read_csv(folder / "reports" / OVERVIEW, sep=";", decimal=",", dtype={"Region": str})
    assert {"99999999": 2, "12060052": 0} == dict(zip(told["Region"], told["Rückgabewert"], strict=True))


@pytest.mark.exhaustive
def test_the_region_of_a_killed_worker_is_built_again(root, tmp_path):
    """With the bytes of a single build, and without a word of Dask's."""
    killed, alone = (copy_project(root, tmp_path / name) for name in ("killed", "alone"))
    (killed / "liste.csv").write_text("ags\n12060052\n", encoding="utf-8")
    with subprocess.Popen(
        ["make", f"PREFIX={sys.prefix}", f"INSTALLED={sys.executable}", "studies", "REGIONS=liste.csv"],
        cwd=killed,
        env={**os.environ, "PYTHONPATH": str(killed / "src")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        reached = killed / "data" / "processed" / "region-12060052" / "demand" / "ledger.json"
        while not reached.is_file() and running.poll() is None:
            time.sleep(0.5)
        [built] = [
            one
            for one in psutil.Process(running.pid).children(recursive=True)
            if "study" in one.cmdline() and "REGION=12060052" in one.cmdline()
        ]
        built.parent().kill()
        out, said = running.communicate()

    assert 0 == running.returncode and "1 von 1 Regionen gebaut" in out, out + said
    assert "WARNING" not in said
    build(alone, "REGION=12060052")
    for name in ("studie.html", "finanzplan.xlsx", "kennzahlen.json"):
        found = [folder / "reports" / "region-12060052" / name for folder in (killed, alone)]
        assert found[0].read_bytes() == found[1].read_bytes()


@pytest.mark.exhaustive
def test_side_by_side_or_alone_the_bytes_are_the_same(root, tmp_path):
    together, alone = (copy_project(root, tmp_path / name) for name in ("together", "alone"))
    regions = ["12060052", "12063080"]
    done = studies(together, "\n".join(["ags", *regions]))
    assert 0 == done.returncode, done.stdout + done.stderr
    for region in regions:
        build(alone, f"REGION={region}")
        for name in ("studie.html", "finanzplan.xlsx", "kennzahlen.json"):
            found = [folder / "reports" / f"region-{region}" / name for folder in (together, alone)]
            assert found[0].read_bytes() == found[1].read_bytes()
