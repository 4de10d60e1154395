"""A first mapping of another survey onto the study's questionnaire: what is alike is proposed, all else left to the planner.

Proposed is what carries the code or the words of a question and of its answers; what only looks alike stands as a comment.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from ohv_coworking.formats.exports.answer_layout import Asked, is_other
from ohv_coworking.formats.exports.answer_sheet import AnswerSheet
from ohv_coworking.formats.exports.build import respondents
from ohv_coworking.formats.exports.codebook import CodebookQuestion, QuestionType
from ohv_coworking.formats.exports.told import OTHER
from ohv_coworking.formats.exports.wording import normal
from ohv_coworking.parameters.survey_mapping import REST
from ohv_coworking.survey.foreign_columns import own_names
from ohv_coworking.survey.limesurvey_export import OTHER_CODE
from ohv_coworking.survey.number_classes import number_class
from ohv_coworking.survey.questionnaire import Option, Question, Questionnaire

NEAR = 0.5  # how alike two texts must be to be offered as a comment
MOST_NEAR = 3
MOST_ANSWERS = 40  # distinct answers of a question that are written out
FEW, SHORT = 12, 30  # texts that are written out: so many different ones, and so many characters
SEVERAL = {QuestionType.MULTIPLE, QuestionType.SLOTS}
MEASURED = {QuestionType.NUMBER, QuestionType.PRICE, QuestionType.SCALE}
# Words of a heading that tell a unit, and how many of the study's unit one of them is.
CONVERSIONS: Mapping[str, Mapping[str, float]] = {
    "Minuten": {"stunde": 60, "hour": 60},
    "Tage/Woche": {"monat": 12 / 52, "month": 12 / 52, "jahr": 1 / 52, "year": 1 / 52},
    "€/Monat": {"jahr": 1 / 12, "year": 1 / 12, "woche": 52 / 12, "week": 52 / 12},
}
HEAD = """\
# Zuordnung von {file} zum Fragebogen der Studie ({title}).
#
# Unter questions steht zu jeder Frage der Studie, wo sie in der Datei beantwortet ist. Was leer bleibt oder gestrichen
# wird, gilt als nicht gefragt.
#   column    Frage oder Spalte der Datei (unten aufgeführt); mehrere Spalten als Liste
#   answers   je Antwort der Datei die der Studie; ~ heißt: zählt nicht; "*" steht für alle übrigen
#   rows      bei Tabellen je Zeile der Datei die der Studie
#   classes   für Zahlen: je Antwort der Studie die Zahlen, z. B. 18 bis 29, unter 18, ab 75
#   factor    für Zahlen in anderer Einheit: womit malzunehmen ist, z. B. 60 von Stunden zu Minuten
#   all       Antwort, die für alle gilt, ohne gefragt zu sein, mit Beleg unter evidence
# Dann die Datei in study.yaml nennen:  surveys: {{{version}: {{mapping: {out}}}}}

questions:"""


@dataclass(frozen=True, eq=False)
class ForeignQuestion:
    """A question of the file: its name in a mapping, how it was read, its answers as they stand there, with their counts."""

    name: str
    found: CodebookQuestion
    answers: Mapping[str, int]
    alone: Mapping[str, str]  # its columns, and what a mapping calls each of them by itself


def draft(sheet: AnswerSheet, questionnaire: Questionnaire, version: str, out: str) -> str:
    """Return the text of a mapping with proposals, comments and everything of the file that is not yet mapped."""
    offers = _offers(sheet)
    lines = [HEAD.format(file=sheet.table.grid.file, title=questionnaire.title, version=version, out=out)]
    used: set[str] = set()
    for section in questionnaire.sections:
        for question in section.questions:
            taken, entry = _proposed(question, offers)
            used |= {offer.name for offer in taken}
            lines += _question_lines(question, entry, offers)
    lines.append(
        "\n# --- Fragen der Datei, die noch zu keiner Frage der Studie gehören: zum Kopieren nach oben ---"
    )
    for offer in offers:
        if offer.name not in used:
            lines += ["#", *(f"#   {line}" for line in _offer_lines(offer))]
    return "\n".join(lines) + "\n"


def _offers(sheet: AnswerSheet) -> list[ForeignQuestion]:
    found = {question.name: question for question in respondents(sheet).codebook}
    texts, names = [asked.text for asked in sheet.layout.asked], own_names(sheet)
    return [
        ForeignQuestion(
            asked.text if texts.count(asked.text) == 1 else asked.name,
            found[asked.name],
            _answers(asked, found[asked.name], sheet),
            {column: min(names.get(column) or [column], key=len) for column in asked.columns},
        )
        for asked in sheet.layout.asked
        if asked.name in found
    ]


def _answers(asked: Asked, found: CodebookQuestion, sheet: AnswerSheet) -> dict[str, int]:
    """Return the answers as a mapping names them: options of a list, labels of ticked columns, else what stands in the cells."""
    shown = {column: label for column, label in asked.columns.items() if column in found.source}
    if found.type in SEVERAL:
        return {str(option): count for option, count in found.counts.items() if isinstance(count, int)}
    columns = shown if found.type in (QuestionType.MATRIX, QuestionType.RANKING) else list(shown)[:1]
    counted: dict[str, int] = {}
    for column in columns:
        for text, count in sheet.answers[column].labelled(asked.labels).counts.items():
            counted[text] = counted.get(text, 0) + count
    return counted


def _proposed(
    question: Question, offers: Sequence[ForeignQuestion]
) -> tuple[list[ForeignQuestion], list[str]]:
    """Return the questions of the file that are the study's own, and the lines of its entry; nothing where there are none."""
    fitting = [offer for offer in offers if _is_called(offer, question.code, question.text)][:1]
    lines = _entry_lines(question, fitting[0]) if fitting else []
    if not lines and question.type == "matrix":
        # Some tools give each row of a table a column of its own, headed by the row's words alone.
        rows = {item.id: offer for item in question.items for offer in offers if _is_called(offer, item.text)}
        fitting, lines = [*rows.values()], _row_lines(question, rows) if rows else []
    return (fitting, lines) if lines else ([], [])


def _is_called(offer: ForeignQuestion, *names: str) -> bool:
    own = {normal(offer.name), normal(offer.found.name), normal(offer.found.text)}
    return bool(own & set(map(normal, names)))


def _alike(text: str, offer: ForeignQuestion) -> float:
    return SequenceMatcher(None, normal(text), normal(offer.found.text)).ratio()


def _entry_lines(question: Question, offer: ForeignQuestion) -> list[str]:
    """Return the entry of a question answered in a question of the file; none where its kinds do not go together."""
    lines = [f"column: {_quoted(offer.name)}"]
    kind = offer.found.type
    if question.type in ("number", "price"):
        if kind in MEASURED or not offer.answers:
            return lines + _conversion(question, offer)
        return [*lines, *_answer_lines(offer, {})] if _is_short(offer) else lines
    if question.type in ("text", "date"):
        return lines
    if (
        kind in MEASURED
        and question.type in ("single", "scale")
        and not _targets(question.options, offer.answers)
    ):
        classes = [
            (option.id, option.text) for option in question.options if number_class(option.id, option.text)
        ]
        return [*lines, "classes:", *(f"  {name}: {text}" for name, text in classes)] if classes else []
    if question.type == "matrix":
        rows = {label: _nearest(label, question.items) for label in offer.found.columns.values()}
        if kind != QuestionType.MATRIX:
            return []
        lines += ["rows:", *(f"  {_quoted(row)}: {target or '~'}" for row, target in rows.items() if target)]
    return [*lines, *_choice_lines(question, offer)]


def _row_lines(question: Question, rows: Mapping[str, ForeignQuestion]) -> list[str]:
    """Return the entry of a table whose rows are questions of their own in the file."""
    first, *others = rows.values()
    answers: dict[str, int] = dict(first.answers)
    for offer in others:
        answers |= {text: answers.get(text, 0) + count for text, count in offer.answers.items()}
    named = [f"  {_quoted(offer.name)}: {item}" for item, offer in rows.items()]
    listed = ", ".join(_quoted(offer.name) for offer in rows.values())
    return [f"column: [{listed}]", "rows:", *named, *_choice_lines(question, replace(first, answers=answers))]


def _choice_lines(question: Question, offer: ForeignQuestion) -> list[str]:
    """Return the answers of a question with options, each with the one it certainly is."""
    targets = _targets(question.options, offer.answers)
    if question.other:
        targets |= {answer: OTHER for answer in offer.answers if is_other(answer) or answer == OTHER_CODE}
    unchosen = {}
    if targets and (
        question.other or set(targets) == set(offer.answers)
    ):  # it is the study's own question: it offered them all
        by_code = {normal(option.code) for option in question.options} & set(map(normal, targets))
        unchosen = {
            option.code if by_code else option.text: option.id
            for option in question.options
            if option.id not in targets.values()
        }
    rest = []
    if question.other and len(targets) > 1:  # what is none of the options was typed in under "other"
        offer = replace(
            offer, answers={text: count for text, count in offer.answers.items() if text in targets}
        )
        rest = [f'  "{REST}": {OTHER}   # alle übrigen: eigene Worte']
    offer = replace(offer, answers={**offer.answers, **dict.fromkeys(unchosen, 0)})
    return [*_answer_lines(offer, targets | unchosen), *rest]


def _is_short(offer: ForeignQuestion) -> bool:
    return 0 < len(offer.answers) <= MOST_ANSWERS


def _targets(options: Sequence[Option], answers: Mapping[str, int]) -> dict[str, str]:
    """Return the options that answers of the file certainly are."""
    return {answer: target for answer in answers if (target := _nearest(answer, options))}


def _nearest(text: str, options: Sequence[Option]) -> str:
    """Return the option of this code or text; words of the study's text without what stands before and behind it count too."""
    for option in options:
        if normal(text) in {normal(option.code), normal(option.text), normal(option.text.strip("… ?"))}:
            return option.id
    return ""


def _conversion(question: Question, offer: ForeignQuestion) -> list[str]:
    heading = normal(offer.found.text)
    factors = CONVERSIONS.get(question.unit, {})
    found = next((factor for word, factor in factors.items() if word in heading), None)
    return (
        [f"factor: {found:.6g}   # prüfen: die Überschrift nennt eine andere Einheit als {question.unit}"]
        if found
        else []
    )


def _answer_lines(offer: ForeignQuestion, targets: Mapping[str, str]) -> list[str]:
    lines = ["answers:"]
    for answer, count in list(offer.answers.items())[:MOST_ANSWERS]:
        told = f"   # {count}-mal" + ("" if answer in targets else "; welche Antwort der Studie?")
        lines.append(f"  {_quoted(answer)}: {_target(targets.get(answer))}{told}")
    if len(offer.answers) > MOST_ANSWERS:
        lines.append(f'  "{REST}": ~   # {len(offer.answers) - MOST_ANSWERS} weitere')
    return lines


def _target(name: str | None) -> str:
    return "~" if not name else f'"{name}"' if name.isdigit() else name


def _question_lines(
    question: Question, entry: Sequence[str], offers: Sequence[ForeignQuestion]
) -> Iterator[str]:
    yield f"\n  # {question.text}" + (f" ({question.unit})" if question.unit else "")
    for part, what in ((question.items, "Zeilen"), (question.options, "Antworten")):
        if part:
            listed = "; ".join(f"{_target(one.id)} ({one.text})" for one in part)
            yield f"  #   {what}: {listed}"
    if entry:
        yield f"  {question.id}:"
        yield from (f"    {line}" for line in entry)
        return
    near = sorted(offers, key=lambda offer: -_alike(question.text, offer))[:MOST_NEAR]
    names = [f"„{offer.name}“" for offer in near if _alike(question.text, offer) >= NEAR]
    if names:
        yield f"  #   ähnlich: {', '.join(names)}"
    if question.id == "consent":
        yield '  #   Haben alle eingewilligt, ohne dass es in der Datei steht:  {all: given, evidence: "Beleg: …"}'
    yield f"  {question.id}:"


def _offer_lines(offer: ForeignQuestion) -> Iterator[str]:
    answered = f"{offer.found.answered}-mal beantwortet"
    yield f"column: {_quoted(offer.name)}   # {answered}"
    kind = offer.found.type
    if kind == QuestionType.MATRIX:
        yield "rows:"
        for column, row in offer.found.source.items():
            yield f"  {_quoted(row)}: ~   # diese Zeile allein: column: {_quoted(offer.alone[column])}"
    if kind == QuestionType.DATE or (kind in MEASURED and not _is_short(offer)):
        return
    if kind == QuestionType.TEXT and not (
        len(offer.answers) <= FEW and max(map(len, offer.answers), default=0) <= SHORT
    ):
        return  # what people wrote in their own words is nothing to copy
    if offer.answers:
        yield from (line.split(";")[0] if line.endswith("?") else line for line in _answer_lines(offer, {}))


def _quoted(text: str) -> str:
    """Return a text in double quotation marks as YAML reads them, on one line."""
    return json.dumps(text, ensure_ascii=False)
