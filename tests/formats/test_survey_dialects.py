"""The same answers, whatever tool exported them."""

import numpy as np
import pytest

import survey_dialects as dialects
from ohv_coworking.formats.exports.codebook import QuestionType, ResponseTable
from ohv_coworking.formats.recognise import understand
from survey_dialects import AGREED, ANSWERS, COUNTS, PRICES, TICKS


def by_text(responses: ResponseTable, start: str):
    return next(question for question in responses.codebook if question.text.startswith(start))


def coded_limesurvey(folder):
    return understand(dialects.limesurvey_codes(folder), labels=[dialects.limesurvey_structure(folder)])


def labelled_sosci(folder):
    return understand(dialects.sosci(folder), labels=dialects.sosci_labels(folder))


def directly(write):
    return lambda folder: understand(write(folder))


READINGS = {
    "limesurvey-codes": (coded_limesurvey, "survey/limesurvey"),
    "limesurvey-texts": (directly(dialects.limesurvey_texts), "survey/limesurvey"),
    "limesurvey-both": (directly(dialects.limesurvey_both), "survey/limesurvey"),
    "microsoft-forms": (directly(dialects.microsoft_forms), "survey/microsoft-forms"),
    "google-sheet": (directly(dialects.google_forms_sheet), "survey/google-forms"),
    "google-download": (directly(dialects.google_forms_download), "survey/google-forms"),
    "sosci": (labelled_sosci, "survey/sosci"),
    "qualtrics": (directly(dialects.qualtrics), "survey/qualtrics"),
    "surveymonkey": (directly(dialects.surveymonkey), "survey/surveymonkey"),
    "plain-workbook": (directly(dialects.plain_workbook), "survey/plain"),
}


@pytest.fixture(params=READINGS, scope="module")
def reading(request, tmp_path_factory):
    read, kind = READINGS[request.param]
    return read(tmp_path_factory.mktemp(request.param)), kind


def test_kind_is_recognised_from_content(reading):
    """Each tool's export is known by what it holds, whatever the file is called."""
    responses, kind = reading

    assert kind == responses.kind


def test_respondents_are_those_who_submitted(reading):
    """Ten people submitted; an interview broken off, empty rows and footers are dropped with a reason."""
    responses, _ = reading

    assert len(ANSWERS) == responses.rows
    assert all(reason for _, reason in responses.dropped)


def test_single_choice_counts_each_option(reading):
    """The counts of a single choice are those of the answers given."""
    question = by_text(reading[0], dialects.FREQUENCY)

    assert QuestionType.SINGLE == question.type
    assert COUNTS == question.counts
    assert len(ANSWERS) == question.base


def test_multiple_choice_counts_each_option_on_all_who_saw_it(reading):
    """Ticks are booleans with the options' names; an option with a comma inside stays one option."""
    responses, _ = reading
    question = by_text(responses, dialects.EQUIPMENT)

    assert QuestionType.MULTIPLE == question.type
    assert TICKS == {option: question.counts[option] for option in TICKS}
    assert len(ANSWERS) == question.base
    assert all(responses.responses[f"{question.name}[{option}]"].dtype == "boolean" for option in TICKS)


def test_prices_are_german_numbers(reading):
    """`1.100` is eleven hundred, `89,50` has two decimals, an empty cell is no price."""
    responses, _ = reading
    question = by_text(responses, dialects.PRICE)

    assert QuestionType.PRICE == question.type
    assert PRICES == responses.responses[question.name].dropna().tolist()


def test_matrix_counts_each_item(reading):
    """Each statement has its own counts of one common scale."""
    responses, kind = reading
    question = by_text(responses, dialects.AGREEMENT)
    if kind == "survey/microsoft-forms":
        pytest.skip("Microsoft Forms exports the statements as questions of their own")

    assert QuestionType.MATRIX == question.type
    assert AGREED == question.counts


def test_numbers_are_numbers(reading):
    """Days a week come out as numbers, also where the tool wrote text."""
    responses, _ = reading
    question = by_text(responses, dialects.DAYS)

    assert QuestionType.NUMBER == question.type
    assert np.array_equal([2, 3, 1, 0, 5, 2, 4, 5, 1, 3], responses.responses[question.name])


def test_filter_question_has_the_base_of_those_who_saw_it(reading):
    """Only the two who never come were asked why."""
    question = by_text(reading[0], dialects.REASON)

    assert (2, 2) == (question.base, question.answered)


def test_personal_columns_are_left_out(reading):
    """Address, name and network address neither stand in the frame nor among the columns."""
    responses, _ = reading
    shown = {*responses.columns, *responses.frame.columns}

    assert not shown & {
        "ipaddr",
        "IP-Adresse",
        "IP Address",
        "E-Mail",
        "Name",
        "IPAddress",
        "RecipientEmail",
        "SERIAL",
    }
    assert "192.168.0.7" not in responses.frame.to_csv()


@pytest.mark.parametrize(
    "name", ["limesurvey-codes", "limesurvey-texts", "limesurvey-both", "microsoft-forms"]
)
def test_ranking_gives_each_option_its_rank(name, tmp_path):
    """What stood at which rank becomes which rank an option has."""
    responses = READINGS[name][0](tmp_path)
    question = by_text(responses, dialects.RANKING)

    assert QuestionType.RANKING == question.type
    assert [1, 1, 2, 2, 3, 1, 3, 2, 1, 1] == responses.responses[f"{question.name}[Lage]"].tolist()


def test_anonymised_date_is_no_date(tmp_path):
    """1980-01-01 says "submitted, time unknown" and must never be used as a date."""
    responses = coded_limesurvey(tmp_path)

    assert responses.metadata["submitted"].isna().all()
    assert [(12, "nicht abgeschickt")] == list(responses.dropped)


def test_codes_without_structure_stay_codes(tmp_path):
    """Without the structure file answers keep their codes, and the filter is not known."""
    responses = understand(dialects.limesurvey_codes(tmp_path))

    assert {"AO01": 4, "AO02": 4, "AO03": 2} == responses.question("G01Q01").counts
    assert QuestionType.RANKING == responses.question("G02Q04").type


def test_incomplete_interviews_count_on_request(tmp_path):
    """Interviews broken off are read when asked for by name."""
    from ohv_coworking.reading import ReadingOptions

    responses = understand(dialects.limesurvey_codes(tmp_path), ReadingOptions(incomplete=True))

    assert len(ANSWERS) + 1 == responses.rows
