"""The same input gives the same bytes."""

import pytest

from study_runs import build, copy_project

SURROUNDINGS = [
    {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "1"},
    {"LC_ALL": "C", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "4711", "LANG": "de_DE.UTF-8"},
]


@pytest.mark.slow
def test_two_builds_give_the_same_document(root, tmp_path):
    """Another folder, time, locale, time zone, hash seed and job count change no byte of what is handed over."""
    reports: list[dict[str, bytes]] = []
    for number, surroundings in enumerate(SURROUNDINGS, start=1):
        folder = copy_project(root, tmp_path / ("deeper/" * number) / "project")
        build(folder, "bindings", f"JOBS={number}", **surroundings)
        files = [file for file in sorted((folder / "reports").iterdir()) if not file.name.startswith(".")]
        reports.append({file.name: file.read_bytes() for file in files})

    assert {
        "studie.html",
        "kurzfassung.html",
        "befragung.html",
        "studie.pdf",
        "anhang.pdf",
        "studie.docx",
        "finanzplan.xlsx",
        "kennzahlen.csv",
        "kennzahlen.json",
    } <= set(reports[0])
    assert [*reports[0]] == [*reports[1]]
    assert [] == [name for name, content in reports[0].items() if content != reports[1][name]]
    assert [] == [name for name, content in reports[0].items() if str(tmp_path).encode() in content]
