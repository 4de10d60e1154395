"""Answers drawn for the shipped questionnaire, as a file that the readers have laid out."""

from functools import cache
from pathlib import Path

from ohv_coworking.formats.exports import limesurvey, plain
from ohv_coworking.formats.exports.answer_sheet import AnswerSheet
from ohv_coworking.reading.document import Document
from ohv_coworking.reading.text import read_text
from ohv_coworking.survey.limesurvey_layout import csv_bytes
from ohv_coworking.survey.synthetic_answers import draw
from survey_files import shipped, shipped_margins


@cache
def exported(version="person", seed=7):
    """A LimeSurvey export with codes, rows numbered as a spreadsheet shows them."""
    table = draw(shipped(version), shipped_margins(version), seed)
    return table.set_axis(table.index + 2)


def sheet(table) -> AnswerSheet:
    """The table as the readers lay it out: of LimeSurvey where its notes are there, else of a plain spreadsheet."""
    grid = read_text(Document(Path("antworten.csv"), "text", unlocked=csv_bytes(table)))
    return (limesurvey if "Datum Abgeschickt" in table else plain).interpret(grid)
