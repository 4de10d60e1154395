"""LimeSurvey's exports for R and Stata, and what other programs keep: read as the survey they are, or told what to export."""

import gzip

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.recognise import understand

SUBMITTED = "2026-05-04 08:00:29"
ANSWERS = pd.DataFrame(
    {
        "id": range(1, 21),
        "submitdate": [SUBMITTED if number % 6 else "" for number in range(20)],
        "lastpage": 3,
        "startlanguage": "de",
        "G01Q01": [f"A{number % 3}" for number in range(20)],
        "G04Q15_SQ001": [["Y", "N", ""][number % 3] for number in range(20)],
        "G04Q15_SQ002": [["N", "Y", "Y"][number % 3] for number in range(20)],
        "G02Q03": [float(number % 5) for number in range(20)],
    }
)
DOTS = {"G04Q15_SQ001": "G04Q15.SQ001.", "G04Q15_SQ002": "G04Q15.SQ002."}


def of_r(folder):
    ANSWERS.to_csv(folder, index=False, quoting=1)


def of_r_with_row_numbers_and_na(folder):
    ANSWERS.replace("", np.nan).to_csv(folder, index_label="", na_rep="NA", quoting=1)


def of_r_with_dots(folder):
    ANSWERS.rename(columns=DOTS).to_csv(folder, index_label="", sep=";", quoting=1)


def of_stata(folder):
    pyreadstat.write_dta(ANSWERS, str(folder), column_labels=list(ANSWERS))


def of_older_stata(folder):
    ANSWERS.to_stata(folder, write_index=False, version=114)


def of_spss(folder):
    pyreadstat.write_sav(ANSWERS, str(folder))


@pytest.mark.parametrize(
    ("write", "name"),
    [(of_r, "r.csv"), (of_r_with_row_numbers_and_na, "na.csv"), (of_r_with_dots, "dots.csv"), (of_stata, "s.dta"),
     (of_older_stata, "old.dta"), (of_spss, "s.sav")],
)  # fmt: skip
def test_the_same_answers_from_every_program(tmp_path, write, name):
    """Parts of a question are one question, interviews without a date of submission are none."""
    write(tmp_path / name)
    found = understand(tmp_path / name)

    assert (16, 4) == (found.rows, len(found.dropped))
    assert {"SQ001": 3, "SQ002": 13} == dict(found.question("G04Q15").counts)
    assert {"0": 3, "1": 3, "2": 3, "3": 3, "4": 4} == dict(found.question("G02Q03").counts)


@pytest.mark.parametrize(
    ("name", "content"),
    [("antworten.rds", gzip.compress(b"X\n" + bytes(300), mtime=0)), ("antworten.RData", b"RDX3\nX\n"), ("antworten.sps", b"DATA LIST LIST"),
     ("antworten.do", b"import delimited"), ("antworten.R", b"data <- read.csv()"), ("antworten.sas7bdat", bytes(300))],
)  # fmt: skip
def test_what_only_its_program_opens_is_refused_with_what_to_export(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputFault, match="keine lesbare Tabelle") as fault:
        understand(tmp_path / name)

    assert ".sav" in fault.value.remedy and "write.csv2" in fault.value.remedy


def test_damaged_stata_files_are_told(tmp_path):
    of_stata(tmp_path / "s.dta")
    content = (tmp_path / "s.dta").read_bytes()
    (tmp_path / "cut.dta").write_bytes(content[:400])
    with pytest.raises(InputFault, match="Stata-Datei lässt sich nicht lesen"):
        understand(tmp_path / "cut.dta")


def test_ticks_of_one_combination_only_are_ticks(tmp_path):
    """The tool joins answers by „;“ without a blank."""
    rows = "".join(f'"2026/05/04 8:{n:02}:29 AM OEZ","Küche;Ruhe","Velten"\n' for n in range(12))
    (tmp_path / "g.csv").write_text('"Zeitstempel","Was brauchen Sie?","Ort"\n' + rows, encoding="utf-8")

    assert {"Küche": 12, "Ruhe": 12} == dict(understand(tmp_path / "g.csv").codebook[0].counts)


def test_coded_ticks_of_surveymonkey_beside_a_free_text(tmp_path):
    head = (
        "respondent_id,collector_id,q1_1,q1_2,q1_other\n"
        "Respondent ID,Collector ID,Womit kommen Sie?,,\n"
        ",,Rad,Bus,Sonstiges (bitte angeben)\n"
    )
    rows = "".join(
        f"{1000 + n},7,{'1' if n % 2 else ''},{'2' if n % 3 else ''},{'Boot' if n == 4 else ''}\n"
        for n in range(12)
    )
    (tmp_path / "sm.csv").write_text(head + rows, encoding="utf-8")
    found = understand(tmp_path / "sm.csv").codebook[0]

    assert ("multiple", {"Rad": 6, "Bus": 8, "Sonstiges (bitte angeben)": 1}) == (
        found.type,
        dict(found.counts),
    )
