"""The questionnaire as the readers of survey files need it: which column answers what, and what may stand there."""

from collections.abc import Mapping

from ohv_coworking.formats.exports.answer_layout import Asked
from ohv_coworking.formats.exports.codebook import QuestionType
from ohv_coworking.formats.exports.told import OTHER, Told
from ohv_coworking.survey.headings import Target
from ohv_coworking.survey.limesurvey_export import OTHER_CODE
from ohv_coworking.survey.questionnaire import Question, Questionnaire

KINDS = {
    "single": QuestionType.SINGLE,
    "scale": QuestionType.SINGLE,
    "multiple": QuestionType.MULTIPLE,
    "ranking": QuestionType.RANKING,
    "matrix": QuestionType.MATRIX,
    "number": QuestionType.NUMBER,
    "price": QuestionType.PRICE,
    "date": QuestionType.DATE,
    "text": QuestionType.TEXT,
}
OTHER_NAMES = (OTHER, OTHER_CODE, "Sonstiges")


def as_asked(
    questionnaire: Questionnaire, targets: Mapping[str, Target], labels: Mapping[str, Mapping[str, str]]
) -> list[Asked]:
    """Return the questions that have columns in a file (`targets`), each as the questionnaire tells.

    `labels` are the file's own wordings of its codes, by column.
    """
    columns: dict[str, dict[Target, str]] = {}
    for column, target in targets.items():
        columns.setdefault(target.question, {})[target] = column
    return [
        _told(question, columns[question.id], labels)
        for question in questionnaire.questions.values()
        if question.id in columns
    ]


def _told(
    question: Question, columns: Mapping[Target, str], labels: Mapping[str, Mapping[str, str]]
) -> Asked:
    whole, other = Target(question.id), Target(question.id, "other")
    parts = [whole] if whole in columns else [target for target in columns if target != other]
    parts.sort(key=lambda target: int(target.part) if target.kind == "rank" else 0)
    held = {columns[target]: target.part for target in parts}
    if other in columns:
        held[columns[other]] = OTHER
    named = {name: option.id for option in question.options for name in (option.code, option.text)}
    if question.other and question.type == "single":
        named = dict.fromkeys(OTHER_NAMES, OTHER) | named
    return Asked(
        question.id,
        question.text,
        held,
        KINDS[question.type],
        {code: label for column in held for code, label in labels[column].items()},
        told=Told(named, question.unit, question.other and other not in columns and whole in columns),
    )
