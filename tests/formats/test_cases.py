"""Files of other people, one for each kind that was once read wrongly: what each must give, read in place."""

from pathlib import Path

import pytest

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.recognise import understand

CASES = Path(__file__).parents[3] / "shared" / "cases"
pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="../shared/cases is not here")


def case(name: str):
    folder = "files" if name.startswith("c") and name[1].isdigit() else "bugs"
    return understand(CASES / folder / name)


def fault(name: str) -> InputFault:
    with pytest.raises(InputFault) as found:
        case(name)
    return found.value


def told(meaning) -> str:
    return " ".join(meaning.notices)


def values(meaning, indicator: str | None = None) -> dict[tuple[str, str], float]:
    """Return the values of a statistic by region and period."""
    frame = meaning.frame
    if indicator is not None:
        frame = frame[frame["indicator"] == indicator]
    return {(row.region_key, row.period): row.value for row in frame.itertuples()}


def counts(meaning, text: str) -> dict:
    return next(question.counts for question in meaning.codebook if question.text == text)


class TestSurveys:
    def test_three_header_rows_without_a_code_above_the_tools_columns(self):
        found = case("c01_surveymonkey_three_rows.csv")

        assert ((1, 2, 3), 30) == (found.table.header_rows, found.rows)
        assert {"Rad": 15, "Bus": 20} == counts(found, "Womit kommen Sie?")

    def test_joined_ticks_of_a_tool_that_joins_them_itself(self):
        found = case("c12_google_forms_few_combinations.csv")

        assert {"keines": 8, "Rad": 8, "Auto": 6, "Bus": 3} == counts(
            found, "Welche Verkehrsmittel haben Sie?"
        )

    @pytest.mark.parametrize(
        ("name", "rows"), [("c13_sosci_finished_tf.csv", 17), ("s18c_sosci_finished_t_f.csv", 8)]
    )
    def test_interviews_broken_off_or_for_trial_are_no_respondents(self, name, rows):
        found = case(name)

        assert rows == found.rows
        assert 0 < len(found.dropped)

    def test_previews_are_no_respondents(self):
        found = case("s18_qualtrics_preview.csv")

        assert (6, 4) == (found.rows, len(found.dropped))

    def test_the_text_na_of_spss_is_no_answer(self):
        assert 11 == next(q for q in case("c14_spss_text_na.sav").codebook if q.name == "Wohnform").base

    def test_ids_of_a_machine_are_personal(self):
        assert "AB01_01" in case("c17_panel_ids_in_answers.csv").personal_columns

    def test_headers_of_a_tool_without_its_own_columns(self):
        found = case("c21_limesurvey_without_metadata.csv")

        assert 3 == len(found.codebook)
        assert "ranking" in [question.type for question in found.codebook]

    def test_names_of_r_and_stata(self):
        found = case("c26_own_questionnaire.sav")
        question = next(question for question in found.codebook if question.name == "G04Q15")

        assert 56 == found.rows
        assert {"G04Q15_SQ001", "G04Q15_SQ002"} < set(question.source)

    def test_lists_of_codes(self):
        found = counts(
            case("s01_qualtrics_values_multiselect.csv"),
            "Welche Verkehrsmittel nutzen Sie? (Mehrfachauswahl)",
        )

        assert {"1": 5, "2": 5, "3": 5} == found

    def test_composed_and_decomposed_letters_are_the_same(self):
        found = case("s03_google_nfd_mixed.csv")

        assert {"täglich": 6, "wöchentlich": 6} == counts(found, "Wie häufig?")
        assert {"Küche", "Büro"} == set(counts(found, "Welche Orte?"))

    def test_ranges_that_became_dates_are_told(self):
        assert "Datum" in told(case("s04_limesurvey_ranges_as_dates.csv"))

    def test_lists_in_brackets(self):
        found = counts(case("s08_msforms_json_lists.xlsx"), "Welche Ausstattung ist Ihnen wichtig?")

        assert {"Küche": 4, "Internet, schnell": 3, "Ruhe": 4} == found

    def test_grid_of_checkboxes(self):
        found = counts(case("s19_google_checkbox_grid.csv"), "Wann würden Sie kommen?")

        assert {"Vormittag": 5, "Nachmittag": 5, "Abend": 4} == found["Montag"]

    def test_postcodes_keep_their_zero(self):
        assert 2 == case("s23_google_postcodes.csv").responses.iloc[:, 0].tolist().count("01067")

    def test_prices_of_several_periods_are_told(self):
        assert "Zeiträume" in told(case("s24_google_price_units_mixed.csv"))

    def test_dates_whose_day_and_month_cannot_be_told_apart(self):
        assert "When did you start?" in told(case("s07_google_ambiguous_slash.csv"))

    def test_ranges_with_a_unit_are_classes(self):
        found = case("s28_google_ranges_with_unit.csv")

        assert ["single", "single"] == [question.type for question in found.codebook]
        assert {3} == set(counts(found, "Wie alt sind Sie?").values())

    def test_no_answer_in_words_is_missing(self):
        found = case("s29_limesurvey_keine_antwort.csv")

        assert [10, 12] == [question.answered for question in found.codebook[:2]]


class TestTables:
    def test_blank_rows_inside(self):
        assert 48 == len(case("c06_blank_rows_inside.csv").frame)

    def test_other_sheets_are_named(self):
        found = case("c07_three_sheets_same_shape.xlsx")

        assert 20 == found.rows
        assert "2031" in told(found) and "2032" in told(found)

    def test_notes_around_a_table(self):
        found = case("c08_notes_around_table.xlsx")

        assert ((4,), 8) == (found.table.header_rows, found.rows)

    def test_keys_without_their_zero(self):
        found = case("c15_district_keys_lost_zero.csv")

        assert "01001" == found.frame.iloc[0, 0]
        assert "führende Null" in told(found)

    def test_a_format_s_word_in_another_table(self):
        found = case("c16_constituency_municipalities.csv")

        assert ("table/plain", 8) == (found.kind, found.rows)

    def test_an_empty_column_before_the_table(self):
        assert ["Merkmal", "Wert"] == list(case("c20_table_from_b4.xlsx").columns)

    def test_tables_side_by_side(self):
        found = case("c22_two_tables_side_by_side.xlsx")

        assert ["Ort", "Art", "Zahl"] == list(found.columns)
        assert "Jahr" in told(found)

    def test_statistics_are_no_survey(self):
        assert not case("c24_statistics_taken_for_survey.xlsx").kind.startswith("survey")

    def test_encrypted_however(self):
        assert "Kennwort" in fault("c09_password.ods").problem

    def test_three_decimals_beside_integers_are_told(self):
        assert "Miete je m²" in told(case("t08_three_decimals_and_integer.csv"))

    def test_keys_rounded_by_a_spreadsheet(self):
        assert "Exponent" in fault("t09_ars_exponent.csv").problem

    def test_fixed_width_is_named(self):
        assert "fester Breite" in fault("t15_gv100_fixed_width.txt").problem


class TestStatistics:
    def test_directory_with_days_below_its_names(self):
        found = case("c02_directory_dates_under_names.xlsx")

        assert 4 == found.rows
        assert {("12065001", "2028-12-31"): 1007} == {
            key: value
            for key, value in values(found, "Bevölkerung, insgesamt").items()
            if key[0] == "12065001"
        }

    def test_directory_with_figures_of_another_day(self):
        found = values(case("c03_directory_population_of_other_day.xlsx"), "Bevölkerung, insgesamt")

        assert {"2028-12-31"} == {period for _, period in found}

    def test_directory_of_another_year(self):
        found = case("t14_directory_2025.xlsx")

        assert 4 == found.rows
        assert 48_000 == values(found, "Bevölkerung, insgesamt")["12065256", "2023-12-31"]

    def test_total_of_another_measure(self):
        found = case("c04_census_with_germany_row.csv")

        assert 4800 == values(found, "Personen")["120650801004", "2022-05-15"]
        assert ["DG"] == found.frame.loc[found.frame["indicator"] != "Personen", "region_key"].tolist()

    def test_a_key_told_apart_by_its_neighbour(self):
        found = case("c05_census_regional_table.xlsx").frame

        assert {"120650801001", "120650801002", "120650801003", "120650801004", "12065", "12", "00"} == set(
            found["region_key"]
        )
        whole = found[
            (found["region_key"] == "00") & found["indicator"].str.startswith("Bevölkerung Zensus 2022")
        ]
        assert [12400, 400, 12000] == whole["value"].tolist()
        assert 3 == whole["indicator"].nunique()

    def test_a_table_without_regions(self):
        found = case("c10_genesis_national.csv")

        assert (24, 6) == (found.rows, found.symbols["..."])
        assert {"DG"} == set(found.frame["region_key"])
        assert {"2030-01", "2031-12"} < set(found.frame["period"])

    def test_a_day_in_a_row_of_its_own(self):
        found = case("c11_date_row_above_data.xlsx")

        assert {"2030-12-31"} == set(found.frame["period"])
        assert (12, 4) == (found.rows, (found.frame["aggregate"] == "total").sum())

    @pytest.mark.parametrize("name", ["c18_parts_rounded.csv", "c23_former_city_as_municipality.csv"])
    def test_no_false_alarm(self, name):
        assert () == tuple(case(name).notices)

    def test_school_years(self):
        found = values(case("t02_school_year.csv"))

        assert (9230, 9322) == (found["12065", "2021/22"], found["12065", "2022/23"])

    def test_laender_by_name(self):
        found = values(case("t03_laender_without_keys.csv"))

        assert (77_000, 2_613_489) == (found["12", "2022"], found["DG", "2022"])

    def test_quality_letters_are_signs(self):
        found = case("t04_quality_columns.csv").frame

        assert {"Bevölkerungsstand"} == set(found["indicator"])
        row = found[(found["region_key"] == "12065") & (found["period"] == "2023-12-31")].iloc[0]
        assert (92_392, "p") == (row["value"], row["symbol"])

    def test_municipalities_of_the_finance_statistics(self):
        found = case("t05_ffcsv_municipal_finance.csv").frame

        assert {"Auszahlungen"} == set(found["indicator"])
        assert 3 == found["region_key"].nunique()

    def test_workbook_of_the_database(self):
        found = values(case("t11_genesis_online_workbook.xlsx"))

        assert (92_300, 92_392) == (found["12065", "2022-12-31"], found["12065", "2023-12-31"])

    def test_years_are_no_keys(self):
        found = case("t12_year_as_key.csv").frame

        assert 265_000 == found.loc[
            (found["region"] == "Bayern") & (found["period"] == "2021") & found["indicator"].str.contains("männlich"), "value"
        ].item()  # fmt: skip


class TestTimetables:
    @pytest.mark.parametrize(
        ("name", "departures"),
        [
            ("g00_ok.zip", [10, 10, 0]),
            ("g02_platform_without_parent.zip", [10, 20, 10]),
            ("g03_duplicate_trips.zip", [10, 10, 0]),
            ("g04_no_boarding.zip", [10, 0, 0]),
            ("g07_node_without_coordinates.zip", [10, 10, 0]),
            ("g08_frequencies_of_bus.zip", [10, 10, 0]),
            ("g09c_stray_date.zip", [10, 10, 0]),
            ("g11_two_levels.zip", [10, 10, 0]),
        ],
    )
    def test_departures(self, name, departures):
        assert departures == case(name).frame.sort_values("region_key")["value"].tolist()

    def test_dates_far_outside_are_told(self):
        found = case("g09_far_future_service.zip")

        assert found.frame["value"].max() in (10, 11)
        assert "2099" in told(found)

    def test_buses_among_trains_are_told_or_left_out(self):
        found = case("g01_bus_as_rail.zip")

        assert 3 == found.rows or "Bus" in told(found)

    def test_buses_only(self):
        assert fault("c25_gtfs_bus_only.zip").remedy

    def test_coordinates_off_the_map(self):
        assert "Bstadt" in (fault("g10_station_at_zero.zip").found or "")


class TestMaps:
    def test_umlauts(self):
        assert {"Schönermark", "Großmutz"} < set(case("v01_shp_utf8_without_cpg.zip").frame["region"])

    @pytest.mark.parametrize(
        "name", ["v02_geojson_utm_without_crs.geojson", "v05_swapped_axes.geojson", "v13_points.geojson"]
    )
    def test_no_map_of_municipalities(self, name):
        assert fault(name).remedy

    def test_an_area_that_crosses_itself(self):
        assert 37.6 == pytest.approx(values(case("v03_bowtie.geojson"))["12065256", ""], abs=0.1)

    def test_an_area_twice(self):
        found = case("v04_same_area_twice.geojson")

        assert 75.1 == pytest.approx(values(found)["12065256", ""], abs=0.1)
        assert "12065256" in told(found)
