"""The answers of the study's surveys: opened through the catalogue, read, and mapped to the questionnaire."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ohv_coworking.basics.errors import InputFault, without_cells
from ohv_coworking.formats.exports import limesurvey
from ohv_coworking.formats.exports.answer_sheet import AnswerSheet
from ohv_coworking.formats.intake_record import kept_or_left_out
from ohv_coworking.formats.recognise import answer_sheet
from ohv_coworking.parameters.study import Region, SurveyFile
from ohv_coworking.parameters.survey_mapping import SurveyMapping
from ohv_coworking.raw import Catalog
from ohv_coworking.raw.balance import IntakeRecord
from ohv_coworking.reading import ReadingOptions
from ohv_coworking.reading.document import Document
from ohv_coworking.reading.text import read_text
from ohv_coworking.region import region_profile, source
from ohv_coworking.survey import bases, questionnaire_file, synthetic_margins
from ohv_coworking.survey.limesurvey_layout import csv_bytes
from ohv_coworking.survey.mapping import Responses, map_foreign_responses, map_responses
from ohv_coworking.survey.questionnaire import Questionnaire, Version
from ohv_coworking.survey.synthetic_answers import draw, is_marked

DETECTED = SurveyFile()
ROLES: dict[Version, str] = {"person": "survey", "employer": "employer_survey"}


def read_responses(
    catalog: Catalog,
    version: Version,
    questionnaire: Questionnaire,
    prescribed: SurveyFile = DETECTED,
    labels: Sequence[str | Path] = (),
) -> Responses:
    """Return the responses of one version of the survey, whatever tool its file comes from.

    `prescribed` is what study.yaml says where a file is not understood by itself, `labels` are files that explain
    codes. Synthetic answers of another region are drawn anew for the towns of the questionnaire.
    Raises InputFault for a file that cannot be read or belongs to another survey, and for synthetic answers
    under an entry that says they are real.
    """
    entry = catalog.with_role(ROLES[version])[0]
    path = catalog.path(entry.name)
    options = ReadingOptions(
        encoding=prescribed.encoding,
        separator=prescribed.separator,
        sheet=prescribed.sheet,
        header_rows=tuple(prescribed.header_rows) or None,
    )
    sheet = answer_sheet(path, options, prescribed.kind, labels)
    if is_marked(sheet.table.frame) and not entry.synthetic:
        raise InputFault(
            "Die Datei enthält synthetische Antworten, ist aber als echte Befragung verzeichnet.",
            file=catalog.shown(entry.file),
            expected="Antworten einer wirklichen Befragung",
            remedy="Die echte Datei an diese Stelle legen oder die synthetische dort löschen.",
        )
    if entry.synthetic and not _is_of_region(sheet, questionnaire):
        sheet = _drawn_anew(catalog, version, questionnaire)
    # A file of headers alone is read as one row of data without names.
    if sheet.rows.empty or not sheet.table.is_named:
        raise InputFault(
            "Die Datei enthält keine abgeschickte Antwort.",
            file=catalog.shown(entry.file),
            found=f"{len(sheet.dropped)} nicht abgeschickte oder leere Zeilen",
            expected="eine Kopfzeile und darunter eine Zeile je Antwort",
            remedy="Den Export nach dem Ende der Befragung wiederholen.",
        )
    try:
        if isinstance(prescribed.mapping, SurveyMapping) and not entry.synthetic:
            responses = map_foreign_responses(sheet, questionnaire, prescribed.mapping)
        else:
            responses = map_responses(sheet, questionnaire, prescribed.columns, prescribed.omitted)
    except InputFault as fault:
        # What a person wrote stands in no message, and so in no log and no notebook kept; its place does.
        raise (fault if entry.synthetic else without_cells(fault)) from None
    responses = replace(responses, intake=_record(sheet, responses))
    mapping = prescribed.mapping
    catalog.refuse_worse(
        responses.intake,
        entry.name,
        f"die Zuordnung {mapping.file}" if isinstance(mapping, SurveyMapping) else "",
    )
    return responses


def _record(sheet: AnswerSheet, responses: Responses) -> IntakeRecord:
    """Return the intake record of a survey as the questionnaire reads it."""
    rows = kept_or_left_out(sheet.table, sheet.rows, sheet.dropped)
    asked = [
        question
        for question in responses.questionnaire.questions.values()
        if responses.asked[question.id].any()
    ]
    answers = sum(int(bases.answered(question, responses.answers).sum()) for question in asked)
    return replace(
        rows,
        read={"Fragen": len(asked), "Antworten": answers},
        set_aside={
            "Spalten mit Angaben zu Personen": len(sheet.personal),
            "Spalten ohne Frage": len(responses.unused),
            "Antworten": len(responses.set_aside),
        },
    )


def open_survey(
    catalog: Catalog, version: Version, region: Region, prescribed: SurveyFile = DETECTED
) -> Responses:
    """Return the responses of one version of the survey in the words of the region's questionnaire.

    Raises InputFault as `read_responses` does.
    """
    names = region_profile.names(
        source.municipal_directory(catalog), source.population(catalog), [*region.towns, region.city]
    )
    text = catalog.path("questionnaire").read_bytes()
    questionnaire = questionnaire_file.read_for(text, version, region, None, names)
    return read_responses(catalog, version, questionnaire, prescribed)


def _is_of_region(sheet: AnswerSheet, questionnaire: Questionnaire) -> bool:
    """Return whether the answers know the towns of the questionnaire and no others."""
    cells = sheet.table.frame
    return all(
        set(cells[question.code]) <= {"", *(option.code for option in question.options)}
        for question in questionnaire.questions.values()
        if question.code in cells and any(option.id in questionnaire.towns for option in question.options)
    )


def _drawn_anew(catalog: Catalog, version: Version, questionnaire: Questionnaire) -> AnswerSheet:
    margins_file = catalog.path(catalog.with_role("survey_margins")[0].name)
    margins = synthetic_margins.read_margins(margins_file.read_bytes(), version, questionnaire)
    content = csv_bytes(draw(questionnaire, margins, margins.seed))
    return limesurvey.interpret(read_text(Document(margins_file, "text", unlocked=content)))
