"""`ohv-coworking read` shows how a file was understood, as JSON, in German and as a tidy table."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import survey_dialects as dialects
from gtfs_feed import write_feed, zipped
from ohv_coworking.commands import main

RAW = Path(__file__).parents[2] / "data" / "raw"

KEYS = [
    "kind",
    "encoding",
    "separator",
    "sheet",
    "header_rows",
    "rows",
    "columns",
    "dropped",
    "personal_columns",
    "symbols",
]


def run(capsys, *arguments):
    with pytest.raises(SystemExit) as end:
        main(["read", *map(str, arguments)])
    return end.value.code, *capsys.readouterr()


def test_json_has_all_keys_and_nothing_else_on_stdout(capsys, tmp_path):
    """The keys are always present, and what is printed is JSON alone."""
    code, out, err = run(capsys, dialects.limesurvey_texts(tmp_path), "--json")
    found = json.loads(out)

    assert (0, "") == (code, err)
    assert KEYS == [key for key in found if key in KEYS]
    assert ("survey/limesurvey", "utf-8-sig", ";", None, [1]) == tuple(found[key] for key in KEYS[:5])
    assert {"name", "text", "type", "base", "counts"} <= found["questions"][0].keys()
    assert ["IP-Adresse"] == found["personal_columns"]


def test_report_is_german(capsys, tmp_path):
    """A consultant reads kind, rows, what was left out and the questions in German."""
    code, out, _ = run(
        capsys, dialects.limesurvey_codes(tmp_path), "--labels", dialects.limesurvey_structure(tmp_path)
    )

    assert 0 == code
    assert "LimeSurvey-Export" in out
    assert "ausgelassen (nicht abgeschickt): Zeile 12" in out
    assert "personenbezogen und daher ausgelassen: ipaddr" in out
    assert f"{dialects.REASON} [offene Antwort; beantwortet von 2]" in out


def test_written_table_holds_no_formula_and_no_person(capsys, tmp_path):
    """Text that begins like a formula gets an apostrophe, HTML stays text, personal columns are not written."""
    code, _, err = run(capsys, dialects.limesurvey_texts(tmp_path), "--out", tmp_path / "tidy.csv")
    with open(tmp_path / "tidy.csv", encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))

    assert (0, 10) == (code, len(rows))
    assert "tidy.csv" in err
    assert ["'=2+3 ist mir zu weit", "<b>arbeite</b> gern zu Hause"] == [
        row[dialects.REASON] for row in rows if row[dialects.REASON]
    ]
    assert ["120", "89.5"] == [row[dialects.PRICE] for row in rows[:2]]
    assert "192.168.0.7" not in (tmp_path / "tidy.csv").read_text(encoding="utf-8-sig")


def test_detections_can_be_overridden(capsys, tmp_path):
    """Encoding, separator, header rows and kind are taken as given."""
    path = tmp_path / "orte.txt"
    path.write_bytes("Titel\nOrt|Fläche\nVelten|23,4\nOranienburg|163,7\n".encode("utf-16-le"))

    wished = ["--encoding", "utf-16-le", "--separator", "|", "--header-rows", "2", "--as", "table/plain"]
    code, out, _ = run(capsys, path, "--json", *wished)

    assert 0 == code
    assert ("utf-16-le", "|", [2], 2) == tuple(
        json.loads(out)[key] for key in ("encoding", "separator", "header_rows", "rows")
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--as", "survey/nothing"], 64),
        (["--header-rows", "zwei"], 64),
        (["--separator", "ab"], 64),
        (["--colour"], 64),
        (["--sheet", "Daten"], 2),
        (["--encoding", "utf-16"], 2),
    ],
)
def test_exit_codes_tell_whose_fault_it_is(arguments, code, capsys, tmp_path):
    """Wrong usage is 64, the file's fault 2; the message goes to stderr in both cases."""
    path = (
        dialects.plain_workbook(tmp_path) if "--sheet" in arguments else dialects.limesurvey_codes(tmp_path)
    )

    ended, out, err = run(capsys, path, *arguments)

    assert (code, "") == (ended, out)
    assert err


def test_a_fault_in_a_process_of_its_own(tmp_path):
    """Run as a program, a fault has no trace and exit code 2."""
    program = [
        sys.executable,
        "-c",
        "from ohv_coworking.commands import main; main()",
        "read",
        str(tmp_path / "fehlt.csv"),
    ]

    result = subprocess.run(program, capture_output=True, text=True)

    assert 2 == result.returncode
    assert "Die Datei ist nicht vorhanden." in result.stderr
    assert "Traceback" not in result.stderr


def test_a_map_and_a_timetable_are_read_too(capsys, tmp_path):
    """Boundaries tell the area of each municipality, a feed the departures of each station, as folder and as zip."""
    boundaries = RAW / "geodata" / "municipalities_brandenburg.geojson"
    folder = write_feed(tmp_path / "feed")
    code, out, _ = run(capsys, boundaries, "--json", "--out", tmp_path / "areas.csv")
    areas = pd.read_csv(tmp_path / "areas.csv", sep=";", dtype={"region_key": str}).set_index("region_key")
    feeds = [json.loads(run(capsys, feed, "--json")[1]) for feed in (folder, zipped(folder, "in/"))]

    assert (0, "geodata/boundaries") == (code, json.loads(out)["kind"])
    assert 163.73 == pytest.approx(
        areas.loc["12065256", "value"], rel=0.01
    )  # Oranienburg, by the municipal directory
    assert {("timetable/gtfs", ("2025",))} == {(feed["kind"], tuple(feed["periods"])) for feed in feeds}
    assert feeds[0]["regions"] == feeds[1]["regions"]
    assert set(KEYS) <= set(feeds[0])


@pytest.mark.parametrize("name", ["", "gtfs.zip"])
def test_what_is_neither_is_refused(name, capsys, tmp_path):
    """A folder without a feed and a file prescribed as a map are told, without a trace."""
    (tmp_path / "gtfs.zip").write_bytes(b"PK\x03\x04 broken")
    code, _, err = run(capsys, tmp_path / name, *(["--as", "geodata/boundaries"] if name else []))

    assert 2 == code
    assert "Datei" in err


def test_the_file_read_is_never_written_over(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("Ort;Zahl\nA;1\nB;2\nC;3\n")

    with pytest.raises(SystemExit, match="2"):
        main(["read", str(path), "--out", str(tmp_path / "." / "t.csv")])
    assert "Ort;Zahl\nA;1\nB;2\nC;3\n" == path.read_text()
