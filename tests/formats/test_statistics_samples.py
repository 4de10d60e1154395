"""The statistics files as offices published them come out with the facts their manifest states."""

import csv
from pathlib import Path

import pytest

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.reading_report import report
from ohv_coworking.formats.recognise import understand
from ohv_coworking.formats.statistics.long_table import COLUMNS
from ohv_coworking.reading import ReadingOptions

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample files are not beside the repository")

KINDS = {
    "genesis_11111-01-01-4_area.csv": "statistics/genesis-table",
    "genesis_12411-01-01-4_population_2018.csv": "statistics/genesis-table",
    "genesis_12111-10-01-4_census2011_slash.csv": "statistics/genesis-table",
    "genesis_32214-01-02-4_symbols.csv": "statistics/genesis-table",
    "zensus2022_1000A_ffcsv_new_layout_excerpt.csv": "statistics/genesis-flat-file",
    "destatis_04-kreise_2018.xlsx": "statistics/district-directory",
    "ba_auspendler_berlin_2023.csv": "statistics/commuters",
    "ba_bibb_cottbus_2023_merged_headers.xlsx": "statistics/office-table",
    "berlin_lor_population_2001_2018.csv": "statistics/office-table",
    "btw2017_strukturdaten_cp1252.csv": "statistics/election-structure",
    "ons_work_from_home_tables.xlsx": "statistics/office-table",
    "gbe_padded_title_footnotes.csv": "statistics/office-table",
}

# file, words of the indicator, region key, period, value
FACTS = [
    ("genesis_11111-01-01-4_area.csv", "Gebietsfläche", "12069", "2015-12-31", 2591.94),
    ("genesis_11111-01-01-4_area.csv", "Gebietsfläche", "12065", "2015-12-31", 1808.20),
    ("genesis_11111-01-01-4_area.csv", "Gebietsfläche", "DG", "2015-12-31", 357385.71),
    ("genesis_12411-01-01-4_population_2018.csv", "Insgesamt", "12069", "2018-12-31", 214664),
    ("genesis_12411-01-01-4_population_2018.csv", "männlich", "12069", "2018-12-31", 106258),
    ("genesis_12411-01-01-4_population_2018.csv", "weiblich", "12069", "2018-12-31", 108406),
    ("genesis_12411-01-01-4_population_2018.csv", "Insgesamt", "12065", "2018-12-31", 211249),
    ("genesis_12411-01-01-4_population_2018.csv", "Insgesamt", "DG", "2018-12-31", 83019213),
    (
        "genesis_12111-10-01-4_census2011_slash.csv",
        "Bevölkerung (ab 15 Jahren) | Ohne beruflichen Ausbildungsabschluss", "DG", "2011-05-09", 18383890,
    ),
    ("genesis_32214-01-02-4_symbols.csv", "landschaftsbaulichen", "DG", "2014", 216148),
    ("zensus2022_1000A_ffcsv_new_layout_excerpt.csv", "Personen", "120690656656", "2022-05-15", 26938),
    ("zensus2022_1000A_ffcsv_new_layout_excerpt.csv", "Personen", "092760130130", "2022-05-15", 2294),
    ("destatis_04-kreise_2018.xlsx", "Fläche", "12069", "2018-12-31", 2592.06),
    ("destatis_04-kreise_2018.xlsx", "insgesamt", "12069", "2018-12-31", 214664),
    ("destatis_04-kreise_2018.xlsx", "insgesamt", "12065", "2018-12-31", 211249),
    ("destatis_04-kreise_2018.xlsx", "insgesamt", "DG", "2018-12-31", 83019213),
    ("ba_auspendler_berlin_2023.csv", "Insgesamt", "12069", "2023-06", 9250),
    ("ba_auspendler_berlin_2023.csv", "Männer", "12069", "2023-06", 5790),
    ("ba_auspendler_berlin_2023.csv", "Frauen", "12069", "2023-06", 3460),
    ("ba_auspendler_berlin_2023.csv", "Insgesamt", "0", "2023-06", 219940),
    ("ba_bibb_cottbus_2023_merged_headers.xlsx", "NAA | alle Berufe", "", "2022", 2640),
    ("ba_bibb_cottbus_2023_merged_headers.xlsx", "NAA | alle Berufe", "", "2023", 2787),
    ("ba_bibb_cottbus_2023_merged_headers.xlsx", "NAA | VR | alle Berufe", "", "", pytest.approx(5.606, abs=5e-4)),
    ("ba_bibb_cottbus_2023_merged_headers.xlsx", "NAA | 11 |", "", "2022", 81),
    ("ba_bibb_cottbus_2023_merged_headers.xlsx", "NAA | 11 |", "", "2023", 93),
    ("berlin_lor_population_2001_2018.csv", "", "01011101", "2001", 3412),
    ("berlin_lor_population_2001_2018.csv", "", "", "2018", 3748148),
    ("btw2017_strukturdaten_cp1252.csv", "Gemeinden", "WK060", "2015-12-31", 37),
    ("btw2017_strukturdaten_cp1252.csv", "Fläche", "WK060", "2015-12-31", 3149.6),
    ("btw2017_strukturdaten_cp1252.csv", "Bevölkerung - Insgesamt", "WK060", "2015-12-31", 220.3),
    ("btw2017_strukturdaten_cp1252.csv", "Gemeinden", "WK999", "2015-12-31", 11092),
    ("ons_work_from_home_tables.xlsx", "Never", "", "2020", 20.3099251),
    ("ons_work_from_home_tables.xlsx", "Mainly", "", "2020", 2.646892),
    ("ons_work_from_home_tables.xlsx", "Recently", "", "2020", 5.637973),
    ("gbe_padded_title_footnotes.csv", "... | Gefäßchirurgie", "", "1993", 379),
    ("gbe_padded_title_footnotes.csv", "... | Gefäßchirurgie", "", "2010", 733),
]  # fmt: skip

SYMBOLS = {
    "genesis_11111-01-01-4_area.csv": {"-": 77},
    "genesis_12111-10-01-4_census2011_slash.csv": {"-": 1340, "/": 155},
    "genesis_32214-01-02-4_symbols.csv": {"-": 2099, ".": 114, "x": 6},
    "ba_bibb_cottbus_2023_merged_headers.xlsx": {"*": 168, ".": 31},
    "btw2017_strukturdaten_cp1252.csv": {".": 26},
    "zensus2022_1000A_ffcsv_new_layout_excerpt.csv": {"e": 300},
}


def manifest(file: str) -> dict[str, str]:
    with open(SAMPLES / "MANIFEST.csv", encoding="utf-8", newline="") as stream:
        return next(entry for entry in csv.DictReader(stream) if entry["file"] == file)


@pytest.fixture(scope="module")
def meanings():
    known = {}

    def meaning(file):
        if file not in known:
            known[file] = understand(SAMPLES / file)
        return known[file]

    return meaning


@pytest.mark.parametrize(("file", "kind"), KINDS.items())
def test_kind_rows_and_columns_are_the_manifests(meanings, file, kind):
    """Each official file is recognised and keeps as many rows and columns as its manifest counts."""
    found = report(meanings(file))

    assert kind == found["kind"]
    assert int(manifest(file)["data_rows"]) == found["rows"]
    assert int(manifest(file)["data_columns"]) == len(found["columns"])
    assert COLUMNS == list(meanings(file).frame)
    assert {"indicators", "regions", "periods"} <= set(found)


@pytest.mark.parametrize(("file", "words", "key", "period", "value"), FACTS)
def test_value_is_the_manifests(meanings, file, words, key, period, value):
    """A value stated in the manifest stands in the long table under its region and period."""
    frame = meanings(file).frame
    named = frame["indicator"].str.contains(words, regex=False) | (frame["indicator"] == words)
    held = frame[named & (frame["region_key"] == key) & (frame["period"] == period)]

    assert [value] == held["value"].tolist()[:1]


@pytest.mark.parametrize(("file", "symbols"), SYMBOLS.items())
def test_symbols_stay_beside_missing_values(meanings, file, symbols):
    """Signs are counted, and a value is missing exactly where a sign stands in its place."""
    meaning = meanings(file)

    assert symbols == dict(meaning.symbols)
    assert set(meaning.frame.loc[meaning.frame["value"].isna(), "symbol"]) <= set(symbols)


def test_first_value_of_a_row_may_be_signs_only(meanings):
    """In 2014 Germany's first three values make no sense (x), the fourth is 216148 t."""
    frame = meanings("genesis_32214-01-02-4_symbols.csv").frame
    held = frame[(frame["region_key"] == "DG") & (frame["period"] == "2014")].sort_values(
        "row", kind="stable"
    )

    assert ["x", "x", "x", ""] == held["symbol"].tolist()[:4]
    assert {"2013": 526, "2014": 526} == frame.groupby("period")["row"].nunique().to_dict()
    assert {"t"} == set(frame["unit"])


def test_former_districts_stay_with_their_sign(meanings):
    """Districts that no longer exist hold - or . and no value."""
    frame = meanings("genesis_12411-01-01-4_population_2018.csv").frame

    assert {"-", "."} == set(frame.loc[frame["value"].isna(), "symbol"])


def test_totals_and_rests_are_marked(meanings):
    """Totals and pooled rows are told from their parts: commuters, subtotals of Länder, Germany in the election data."""
    commuters = meanings("ba_auspendler_berlin_2023.csv").frame
    districts = meanings("destatis_04-kreise_2018.xlsx").frame
    people = districts[districts["indicator"].str.contains("insgesamt")]
    constituencies = meanings("btw2017_strukturdaten_cp1252.csv").frame

    assert ["0"] == commuters.loc[commuters["aggregate"] == "total", "region_key"].unique().tolist()
    assert ["070xx", "093xx", "097xx"] == commuters.loc[
        commuters["aggregate"] == "rest", "region_key"
    ].unique().tolist()
    assert 83019213 == people.loc[people["aggregate"] == "", "value"].sum()
    assert 17 == constituencies.loc[constituencies["aggregate"] == "total", "region_key"].nunique()


def test_census_excerpt_adds_up_and_keeps_its_keys(meanings):
    """The 300 municipalities sum to 3931761, and every key has its 12 digits."""
    frame = meanings("zensus2022_1000A_ffcsv_new_layout_excerpt.csv").frame

    assert 3931761 == frame["value"].sum()
    assert frame["region_key"].str.fullmatch(r"\d{12}").all()


def test_hierarchy_blanks_are_filled_from_above(meanings):
    """The second planning area belongs to the forecast area named in the first row."""
    frame = meanings("berlin_lor_population_2001_2018.csv").frame

    assert (
        "Mitte / Zentrum / Tiergarten Süd / Großer Tiergarten"
        == frame.set_index("region_key").at["01011102", "region"].iloc[0]
    )
    assert 447 == frame.loc[frame["aggregate"] == "", "region_key"].nunique()


def test_a_dot_is_missing_not_zero(meanings):
    """Vascular surgery was not counted in 1985."""
    frame = meanings("gbe_padded_title_footnotes.csv").frame
    held = frame[frame["indicator"].str.endswith("| Gefäßchirurgie") & (frame["period"] == "1985")]

    assert ["."] == held["symbol"].tolist()
    assert held["value"].isna().all()


def test_stars_of_significance_are_no_numbers():
    """A sheet of coefficients such as -0.11281*** is text: refused by its name instead of half read."""
    with pytest.raises(InputFault) as fault:
        understand(SAMPLES / "ons_work_from_home_tables.xlsx", ReadingOptions(sheet="Table 21"))

    assert "Table 21" == fault.value.sheet


def test_a_description_is_not_read_as_data():
    """The workbook that only describes the census grid is refused by name."""
    with pytest.raises(InputFault, match="Kein Blatt") as fault:
        understand(SAMPLES / "zensus2022_grid_dataset_description.xlsx")

    assert "zensus2022_grid_dataset_description.xlsx" == fault.value.file
