"""The same input gives the same bytes."""

import pytest

from study_runs import build, copy_project

SURROUNDINGS = [
    {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "1"},
    {"LC_ALL": "C", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "4711", "LANG": "de_DE.UTF-8"},
]


@pytest.mark.slow
def test_two_builds_give_the_same_document(root, tmp_path):
    """Another folder, time, locale, time zone, hash seed and job count change no byte of the study."""
    reports = []
    for number, surroundings in enumerate(SURROUNDINGS, start=1):
        folder = copy_project(root, tmp_path / ("deeper/" * number) / "project")
        build(folder, f"JOBS={number}", **surroundings)
        reports.append((folder / "reports" / "studie.html").read_bytes())

    assert reports[0] == reports[1]
    assert str(tmp_path).encode() not in reports[0]
