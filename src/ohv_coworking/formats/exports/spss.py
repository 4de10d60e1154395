"""SPSS and Stata files: variable and value labels, user-defined missing values, multiple-response sets."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ohv_coworking.formats.exports import limesurvey
from ohv_coworking.formats.exports.answer_layout import AnswerLayout, Asked
from ohv_coworking.formats.exports.answer_sheet import AnswerSheet
from ohv_coworking.formats.exports.codebook import QuestionType
from ohv_coworking.reading import DETECT, ReadingOptions, Table
from ohv_coworking.reading.grid import as_text

KIND = "survey/spss"
LABEL = "SPSS- oder Stata-Datei"


def interpret(table: Table, metadata: Any, options: ReadingOptions = DETECT) -> AnswerSheet:
    """Return the sheet of answers of such a table with its metadata (of pyreadstat).

    User-defined missing values are missing; value labels replace codes; a set's variables form one question, and so
    do those that LimeSurvey's names join.
    """
    if not metadata.mr_sets and limesurvey.names_are_its_own(list(table.names)):
        return _of_limesurvey(table, metadata, options)
    labels = dict(zip(metadata.column_names, metadata.column_labels, strict=True))
    values = {name: _texts(found) for name, found in metadata.variable_value_labels.items()}
    grouped = {name: key for key, group in metadata.mr_sets.items() for name in group["variable_list"]}
    asked: list[Asked] = []
    for name in table.frame:
        key = grouped.get(name)
        if key is None:
            codes = values.get(name, {})
            asked.append(_variable(name, labels.get(name) or name, codes, table, metadata))
        elif metadata.mr_sets[key]["variable_list"][0] == name:
            asked.append(_set(key, metadata.mr_sets[key], labels, values, metadata))
    layout = AnswerLayout(
        asked=tuple(asked),
        chosen=frozenset(
            str(group["counted_value"]) for group in metadata.mr_sets.values() if group["is_dichotomy"]
        ),
        not_chosen=frozenset({"0"}),
        blank_rows_count=True,
    )
    return AnswerSheet(KIND, table, layout)


def _of_limesurvey(table: Table, metadata: Any, options: ReadingOptions) -> AnswerSheet:
    sheet = limesurvey.sheet_of(table, options, kind=KIND)
    values = {name: _texts(found) for name, found in metadata.variable_value_labels.items()}
    labels = dict(zip(metadata.column_names, metadata.column_labels, strict=True))
    asked = []
    for question in sheet.layout.asked:
        first, alone = next(iter(question.columns)), len(question.columns) == 1
        text = (labels.get(first) if alone else None) or question.text
        asked.append(replace(question, text=text, labels=values.get(first, {})))
    return sheet.retold(asked)


def _variable(name: str, text: str, labels: Mapping[str, str], table: Table, metadata: Any) -> Asked:
    """Return a variable; labels that name no valid value only explain missing ones."""
    valid = {as_text(value) for value in table.columns[name].values} - {""}
    nominal = bool(labels) and (metadata.variable_measure.get(name) == "nominal" or valid <= set(labels))
    single = nominal and bool(valid & set(labels) or not valid)
    return Asked(name, text, {name: ""}, QuestionType.SINGLE if single else None, labels)


def _set(
    key: str, group: Mapping[str, Any], labels: Mapping[str, str | None], values, metadata: Any
) -> Asked:
    columns = {name: labels.get(name) or name for name in group["variable_list"]}
    kind = QuestionType.MULTIPLE if group["is_dichotomy"] else None
    shared = values.get(group["variable_list"][0], {}) if not group["is_dichotomy"] else {}
    return Asked(key, group["label"] or key, columns, kind, shared)


def _texts(labels: Mapping[Any, str]) -> dict[str, str]:
    return {as_text(code): label for code, label in labels.items()}
