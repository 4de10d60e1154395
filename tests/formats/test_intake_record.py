"""The intake record: every filled row of a file is kept or left out for a reason."""

from dataclasses import replace

import pytest

import samples
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.intake_record import intake_record
from ohv_coworking.formats.recognise import understand
from ohv_coworking.raw.balance import LeftOut, refuse_worse

SURVEY = "id,submitdate,lastpage,startlanguage,Q1,Q2\n" + "".join(
    f"{n},{'' if n in (3, 7) else '2026-05-04 08:00:29'},3,de,ja,{n}\n" for n in range(1, 21)
)


@pytest.fixture
def survey(tmp_path):
    path = tmp_path / "antworten.csv"
    path.write_text(SURVEY)
    return understand(path)


def test_what_comes_in_is_kept_or_left_out_by_reason(survey):
    """Count and first place of each reason; the header is no record."""
    found = intake_record(survey)

    assert (20, 18, (LeftOut("nicht abgeschickt", 2, 4),)) == (found.records, found.kept, found.left_out)
    assert (
        "20 Zeilen eingegangen, 18 behalten, ausgelassen: nicht abgeschickt 2 (zuerst Zeile 4); "
        "gelesen: Fragen 2 und Antworten 36" == str(found).replace("\xa0", " ")
    )


def test_a_row_that_is_lost_is_refused(survey):
    """A reader that forgot a reason is told with the row."""
    with pytest.raises(InputFault, match="gehen nicht auf") as fault:
        intake_record(replace(survey, dropped=()))

    assert 4 == fault.value.row


@pytest.mark.parametrize(
    "name", sorted(path.name for path in samples.FOLDER.glob("*.[cx]*")) if samples.FOLDER.is_dir() else []
)
def test_it_closes_for_every_file_that_is_read(name):
    try:
        meaning = understand(samples.FOLDER / name)
    except InputFault:
        pytest.skip("this file is refused as a whole")
    found = intake_record(meaning)

    assert found.records == found.kept + sum(one.count for one in found.left_out)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, None),
        ({"kept": 17, "read": {"Fragen": 1, "Antworten": 30}}, None),
        ({"kept": 19}, "behalten: 18"),
        ({"read": {"Fragen": 2, "Antworten": 37}}, "gelesen, Antworten: 36"),
        ({"left_out": {"nicht abgeschickt": 1}}, "ausgelassen, nicht abgeschickt: 2"),
        ({"left_out": {}}, "ausgelassen, nicht abgeschickt: 2"),
        ({"read": {"Zahlen": 1}}, "gelesen, Zahlen: 0"),
    ],
)
def test_a_line_worse_than_at_acceptance_is_refused(survey, change, told):
    """Each line of the record counts for itself: fewer kept or read, more left out; better is no fault."""
    now = intake_record(survey)
    accepted = now.stored().model_copy(update=change)

    if told is None:
        assert refuse_worse(now, accepted, "antworten.csv") is None
        return
    with pytest.raises(InputFault, match="weniger gelesen") as fault:
        refuse_worse(now, accepted, "antworten.csv")

    assert told == fault.value.found


def test_a_file_without_record_is_not_judged(survey):
    assert refuse_worse(intake_record(survey), None, "antworten.csv") is None


def test_a_changed_mapping_is_named_with_what_to_do(survey):
    """Who reads less by intention is told how to say so; nothing is read by half."""
    now = intake_record(survey)
    with pytest.raises(InputFault, match="weniger gelesen") as fault:
        refuse_worse(
            now, now.stored().model_copy(update={"kept": 19}), "persons.csv", "die Zuordnung zuordnung.yaml"
        )

    assert "zuordnung.yaml" in fault.value.remedy and "make accept FILE=persons.csv" in fault.value.remedy
