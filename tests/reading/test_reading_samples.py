"""Real files come out with the facts their manifest states."""

import pandas as pd
import pytest

import samples
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.reading_report import report
from ohv_coworking.formats.recognise import understand
from ohv_coworking.reading import ReadingOptions, read_table, typed

pytestmark = samples.needed

KINDS = {
    "survey/LimeSurvey": "survey/limesurvey",
    "survey/Google Forms": "survey/google-forms",
    "survey/SurveyMonkey": "survey/surveymonkey",
    "survey/Stack Overflow": "survey/plain",
    "survey/SPSS": "survey/spss",
    "messy/": "table/plain",
}
SURVEYS_AND_MESSY = [
    entry
    for entry in samples.manifest()
    if entry["kind"].startswith(tuple(KINDS)) and entry["data_rows"] != "0"
]
# Totals and rest rows are left out by the format's meaning, not by the table.
TABLE_ROWS = {
    "destatis_04-kreise_2018.xlsx": 473,
    "ba_bibb_cottbus_2023_merged_headers.xlsx": 40,
    "berlin_lor_population_2001_2018.csv": 448,
}
OFFICIAL = [
    entry
    for entry in samples.manifest()
    if entry["kind"].startswith("official/") and entry["data_rows"] != "0"
]


def options(file: str) -> ReadingOptions:
    return ReadingOptions(password="Password1234_" if file.startswith("password") else None)


def name(entry: dict[str, str]) -> str:
    return entry["file"]


@pytest.mark.parametrize("entry", SURVEYS_AND_MESSY, ids=name)
def test_report_says_what_the_manifest_says(entry):
    """Each column of the manifest has its key in the report, and the same fact stands there."""
    found = report(understand(samples.FOLDER / entry["file"], options(entry["file"])))

    assert next(kind for start, kind in KINDS.items() if entry["kind"].startswith(start)) == found["kind"]
    assert (entry["encoding"] or None) == found["encoding"]
    assert (entry["separator"] or None) == found["separator"]
    assert samples.header_rows(entry["header_rows"]) == found["header_rows"]
    assert int(entry["data_rows"]) == found["rows"]
    assert int(entry["data_columns"]) == len(found["columns"]) + len(found["personal_columns"])


@pytest.mark.parametrize("entry", OFFICIAL, ids=name)
def test_official_tables_have_their_layout(entry):
    """Of official files the grid and the table are the manifest's; what rows mean is the formats' business."""
    table = read_table(samples.FOLDER / entry["file"])

    assert (entry["encoding"] or None) == table.grid.encoding
    assert (entry["separator"] or None) == table.grid.separator
    assert samples.header_rows(entry["header_rows"]) == list(table.header_rows)
    assert TABLE_ROWS.get(entry["file"], int(entry["data_rows"])) == len(table.frame)
    assert int(entry["data_columns"]) == table.frame.shape[1]


@pytest.mark.parametrize(
    ("file", "symbols"),
    [
        ("genesis_11111-01-01-4_area.csv", {"-": 77}),
        ("genesis_12111-10-01-4_census2011_slash.csv", {"-": 1340, "/": 155}),
        ("genesis_32214-01-02-4_symbols.csv", {"-": 2099, ".": 114, "x": 6}),
        ("ba_bibb_cottbus_2023_merged_headers.xlsx", {"*": 168, ".": 31}),
        ("btw2017_strukturdaten_cp1252.csv", {".": 26}),
        ("cr_only_line_ends_title_rows.csv", {"****": 3, "*****": 10}),
        ("utf16_comma.csv", {}),
        (
            "formula_errors.xlsx",
            dict.fromkeys(["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"], 1),
        ),
    ],
)
def test_symbols_are_counted_where_numbers_stand(file, symbols):
    """Signs in place of numbers are counted; a dash as a name is a name."""
    assert symbols == typed(read_table(samples.FOLDER / file)).counts


@pytest.mark.parametrize(
    ("file", "problem"),
    [
        ("password_protected.xlsx", "Kennwort"),
        ("not_an_office_file.xls", "keine lesbare Tabelle"),
        ("zensus2022_grid_dataset_description.xlsx", "Kein Blatt"),
    ],
)
def test_what_cannot_be_read_is_named(file, problem):
    """A file without a readable table ends in a German fault with its name and the next step."""
    with pytest.raises(InputFault, match=problem) as fault:
        understand(samples.FOLDER / file)

    assert file == fault.value.file
    assert fault.value.remedy


def values(file: str) -> pd.DataFrame:
    return typed(read_table(samples.FOLDER / file)).frame


def test_numbers_have_the_style_of_their_column():
    """German, English and mixed styles come out as the numbers they mean."""
    area = values("genesis_11111-01-01-4_area.csv")
    spending = values("cp1252_thousands_comma_source_row.csv")
    doctors = values("gbe_padded_title_footnotes.csv").set_index("Spalte 1")
    hospitals = values("utf16_comma.csv").set_index("Organisation_code")

    assert 2591.94 == area.loc[area.iloc[:, 1] == "12069", "Gebietsfläche"].item()
    assert 229932.50 == spending["Gasto total 2011"].iloc[0]
    assert [379, 733] == doctors.loc["Gefäßchirurgie", ["1993", "2010"]].tolist()
    assert 1613 == doctors.loc["Unfallchirurgie", "1993"]
    assert ["Enfield PCT", 2] == hospitals.loc["5C1", ["Organisation_name", "Part_II_patients"]].tolist()
    assert "NYA04" == hospitals.index[-1]


def test_keys_stay_text():
    """Region keys keep their leading zeros."""
    commuters = values("ba_auspendler_berlin_2023.csv")
    areas = values("berlin_lor_population_2001_2018.csv")

    assert {"01001", "12069", "070xx", "0"} <= set(commuters["Regionalschlüssel (2)"])
    assert 3412 == areas.loc[areas["RAUMID"] == "01011101", "2001"].item()


def test_days_and_durations_of_the_1904_calendar():
    """A workbook that counts from 1904 gives the days its author saw."""
    cells = values("date_system_1904.xlsx")

    assert ["2021-01-01", "2021-01-02", "10 days, 15:10:10"] == cells.iloc[:, 0].tolist()
    assert [15, 16, 17] == cells.iloc[:, 1].tolist()


def test_first_block_of_a_stacked_sheet():
    """Of several blocks on a sheet the first is read, and the others are pointed at."""
    table = read_table(samples.FOLDER / "ons_work_from_home_tables.xlsx")

    assert "Table 1" == table.grid.sheet
    assert [20.3099251, 2.646892, 5.637973] == table.frame.loc[15, ["Never", "Mainly", "Recently"]].tolist()
    assert any("weitere Zahlen" in notice for notice in table.notices)


def responses(file: str):
    return understand(samples.FOLDER / file)


@pytest.mark.parametrize("file", ["limesurvey_de_two_header_rows.csv", "limesurvey_de_two_header_rows.xlsx"])
def test_limesurvey_with_two_header_rows(file):
    """Questions stand above their options: six questions, ticks counted, a matrix counted by item."""
    found = responses(file)
    background, purposes = found.codebook[:2]

    assert [1, 8, 13, 19, 23, 31] == [
        list(found.columns).index(next(iter(q.source))) + 1 for q in found.codebook
    ]
    assert (6, 45) == (background.counts["Maschinenbau"], background.base)
    assert {"sehr häufig": 20, "eher häufig": 16, "selten": 2, "eher selten": 1} == purposes.counts[
        "Communication"
    ]


def test_limesurvey_with_question_texts():
    """Consent is counted, and the anonymised submit date is no date."""
    found = responses("limesurvey_en_labels.csv")

    assert {"Yes": 67, "No": 3} == found.codebook[0].counts
    assert found.metadata["submitted"].isna().all()


def test_limesurvey_with_codes_and_texts():
    """Codes name the questions; filter questions have the base of those who saw them."""
    found = responses("limesurvey_code_and_text_headers_de2017.csv")
    disciplines, scale = found.question("currentEmp13"), found.question("rse3[SQ001]")
    option = next(
        label for column, label in disciplines.source.items() if column.startswith("currentEmp13[17]")
    )
    employers = found.question("currentEmp1").counts

    assert {"Yes": 311, "No": 14} == found.question("rse1").counts
    assert [98, 82, 80] == list(employers.values())[:3]
    assert (65, 325) == (len(disciplines.columns), disciplines.base)
    assert 113 == disciplines.counts[option]
    assert ("scale", 325, 0, 5) == (
        scale.type,
        scale.base,
        *found.responses["rse3[SQ001]"].agg(["min", "max"]),
    )
    assert 183 == found.question("fund2").base
    assert "ranking" == found.question("prevEmp2").type


def test_google_forms_slots_and_commas():
    """An option is counted over all slots; one answer with a comma stays one answer."""
    found = responses("google_forms_multi_answer_slots.csv")
    roles, research, costs = (found.codebook[place] for place in (1, 5, 9))

    assert 64 == roles.counts["I develop software for researchers"]
    assert {"Yes": 358, "No": 33} == research.counts
    assert 59 == costs.counts["No, but we expected to develop software as part of the project"]
    assert "single" == costs.type


def test_surveymonkey_with_two_header_rows():
    """Options repeat their text, blanks in the upper row continue the question, dates are day numbers."""
    found = responses("surveymonkey_two_header_rows_2018.csv")
    journey, size = found.codebook[:2]

    assert [193, 160, 124] == [
        size.counts[option] for option in ("2-50", "Greater than 10,000", "1,000-10,000")
    ]
    assert 629 == journey.counts["Consuming open source code in products or services"]
    assert pd.Timestamp("2018-07-09 12:50") == found.metadata["started"].iloc[0].floor("min")


def test_lists_in_a_cell():
    """Twenty-eight languages joined by semicolons inside a comma-separated file."""
    languages = responses("stackoverflow2019_multiselect_excerpt.csv").codebook[0]

    assert 28 == len(languages.options)
    assert [1007, 959, 821, 650, 600] == [
        languages.counts[option] for option in ("JavaScript", "HTML/CSS", "SQL", "Python", "Java")
    ]


def test_spss_labels_sets_and_missing_values():
    """Labels replace codes, a set is one question, user-defined missing values are missing, and so is "NA"."""
    found, missing = responses("spss_all_types.sav"), responses("spss_user_missing.sav")

    assert {"1": "red", "2": "green", "3": "blue"} == found.question("x").codes
    assert {"999": "skipped"} == found.question("z").codes
    assert [True, True, False, False, None, True] == [
        None if pd.isna(tick) else bool(tick) for tick in found.responses["mymrset[Response #1]"]
    ]
    assert "NA" not in found.responses["str"].tolist()
    assert 1 == found.symbols["NA"]
    assert (5, {"Male": 3, "Female": 2}) == (
        missing.question("mynum").answered,
        {option: missing.question("mylabl").counts[option] for option in ("Male", "Female")},
    )
