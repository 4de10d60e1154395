"""Where the questions of the study stand in a survey of other people, as a mapping says it; what does not fit, with its place."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from ohv_coworking.basics.errors import InputFault, name_remedy
from ohv_coworking.basics.yaml_file import read_yaml
from ohv_coworking.formats.exports.answer_sheet import AnswerSheet
from ohv_coworking.formats.exports.groups import MAIN
from ohv_coworking.formats.exports.wording import normal
from ohv_coworking.parameters.study_file import project_root
from ohv_coworking.parameters.survey_mapping import MappedQuestion, SurveyMapping
from ohv_coworking.survey.number_classes import class_faults
from ohv_coworking.survey.questionnaire import Question, Questionnaire

MOST_LISTED = 12
IN_WHOLE_COLUMNS = ("multiple", "matrix", "ranking")
TO_CORRECT = "Den Eintrag berichtigen."
# A fault of an entry: problem, place below the entry, found, expected, remedy.
Told = tuple[str, tuple, object, str, str]


class ForeignColumns(NamedTuple):
    """Columns of the file with the option, row or rank each holds ("" for a whole answer), and the words behind its codes."""

    parts: dict[str, str]
    labels: Mapping[str, str]


def column_names(sheet: AnswerSheet) -> dict[str, ForeignColumns]:
    """Return what a mapping may name: each question of the file, and each of its columns apart.

    A question is known by its text, where several share it by the name the reader tells them apart with; a column also
    by each line of its header.
    """
    texts = [asked.text for asked in sheet.layout.asked]
    found: dict[str, ForeignColumns] = {}
    for asked in sheet.layout.asked:
        name = asked.text if texts.count(asked.text) == 1 else asked.name
        found[name] = ForeignColumns(dict(asked.columns), asked.labels)
    names = own_names(sheet)
    for asked in sheet.layout.asked:
        for column in asked.columns:
            for own in (column, *names.get(column, ())):
                found.setdefault(own, ForeignColumns({column: ""}, asked.labels))
    return found


def own_names(sheet: AnswerSheet) -> dict[str, list[str]]:
    """Return for each column the texts of its header that no other column has: its code, its wording."""
    levels = dict(zip(sheet.table.names, sheet.table.levels, strict=True))
    told = Counter(level for texts in levels.values() for level in set(texts))
    return {
        column: [level for level in dict.fromkeys(texts) if level and told[level] == 1]
        for column, texts in levels.items()
    }


def columns_of(
    entry: MappedQuestion, known: Mapping[str, ForeignColumns], whole: bool
) -> tuple[ForeignColumns, list[str]]:
    """Return the columns an entry names, and the names that are unknown.

    Columns named one by one are parts under their own names. A `whole` answer stands in one column: of a question
    with a column for own words beside it, that is the first.
    """
    by_wording = {normal(name): name for name in known}
    parts: dict[str, str] = {}
    labels: dict[str, str] = {}
    unknown = []
    for wanted in entry.columns:
        name = wanted if wanted in known else by_wording.get(normal(wanted))
        if name is None:
            unknown.append(wanted)
            continue
        columns = known[name].parts
        if whole and len(columns) > 1:
            columns = {column: "" for column in list(columns)[:1]}
        if len(entry.columns) > 1 and list(columns.values()) == [""]:
            columns = {column: wanted for column in columns}
        parts |= columns
        labels |= known[name].labels
    return ForeignColumns(parts, labels), unknown


def _several_answers(entry: MappedQuestion, known: Mapping[str, ForeignColumns]) -> str:
    """Return the columns of an entry that should name one, where they each hold an answer of their own."""
    by_wording = {normal(name): found for name, found in known.items()}
    parts = [by_wording[normal(name)].parts for name in entry.columns]
    first, *_ = parts[0].values()
    if len(parts) == 1 and (len(parts[0]) == 1 or first.casefold() in MAIN):
        return ""
    return listed([column for columns in parts for column in columns])


def mapping_faults(
    mapping: SurveyMapping, questionnaire: Questionnaire, sheet: AnswerSheet
) -> list[InputFault]:
    """Return what of a mapping fits neither the questionnaire nor the file, each with its place in the mapping."""
    known = column_names(sheet)
    faults = []
    for name, entry in mapping.questions.items():
        question = questionnaire.questions.get(name)
        if question is None:
            expected = "die id einer Frage des Fragebogens"
            remedy = name_remedy(name, questionnaire.questions)
            faults.append(
                mapping_fault(
                    mapping, "Die Zuordnung nennt eine unbekannte Frage.", (name,), name, expected, remedy
                )
            )
            continue
        columns, unknown = columns_of(entry, known, question.type not in IN_WHOLE_COLUMNS)
        for one in unknown:
            faults.append(mapping_fault(
                mapping, "Die Zuordnung nennt eine Spalte, die nicht in der Datei steht.", (name, "column"), one,
                "eine Frage oder Spalte der Datei, wie `ohv-coworking map` sie aufführt", _nearest(one, known),
            ))  # fmt: skip
        if (
            question.type not in IN_WHOLE_COLUMNS
            and entry.columns
            and not unknown
            and (several := _several_answers(entry, known))
        ):
            faults.append(mapping_fault(
                mapping, "Die Frage der Datei hat mehrere Spalten, die der Studie eine.", (name, "column"), several,
                "eine dieser Spalten", "Die Spalte nennen, die dieselbe Frage beantwortet.",
            ))  # fmt: skip
        for one in (column for column in columns.parts if column in sheet.personal):
            faults.append(mapping_fault(
                mapping, "Die Spalte nennt Personen und wird nicht gelesen.", (name, "column"), one,
                "eine Spalte mit Antworten", "Den Eintrag streichen.",
            ))  # fmt: skip
        faults += _target_faults(mapping, name, entry, question)
    return faults


def _target_faults(
    mapping: SurveyMapping, name: str, entry: MappedQuestion, question: Question
) -> list[InputFault]:
    """Return what an entry says of answers and rows that the study's question does not have, or leaves open."""
    told = (*_answer_faults(entry, question), *_row_faults(entry, question), *_open_faults(entry, question))
    return [mapping_fault(mapping, problem, (name, *place), *rest) for problem, place, *rest in told]


def _answer_faults(entry: MappedQuestion, question: Question) -> Iterator[Told]:
    """Yield the answers and classes that no answer of the question takes."""
    known = targets_of(question)
    shown = _with_words(known)
    if entry.all is not None and entry.all not in known:
        expected = shown or "eine Frage mit Antworten zur Auswahl"
        yield (
            "Die Antwort, die für alle gilt, ist keine der Studie.",
            ("all",),
            entry.all,
            expected,
            TO_CORRECT,
        )
    for answer, target in entry.answers.items():
        place = ("answers", answer)
        if target is None:
            continue
        if known and option_named(target) not in known:
            remedy = name_remedy(target, known)
            yield "Eine Antwort ist keiner der Studie zugeordnet.", place, target, shown, remedy
        elif not known and (question.type not in ("number", "price") or isinstance(target, str)):
            expected = f"eine Zahl ({question.unit})" if question.unit else "nur column"
            yield "Zu dieser Frage gehören keine Antworten zur Auswahl.", place, target, expected, TO_CORRECT
    for answer in entry.classes:
        if answer not in known:
            remedy = name_remedy(answer, known)
            yield (
                "Eine Klasse gehört zu keiner Antwort der Studie.",
                ("classes", answer),
                answer,
                shown,
                remedy,
            )
    for answer, found, expected in class_faults({one: str(text) for one, text in entry.classes.items()}):
        yield "Die Klassen passen nicht zusammen.", ("classes", answer), found, expected, TO_CORRECT
    spellings = {}
    for answer, target in entry.answers.items():
        if spellings.setdefault(normal(answer), target) != target:
            problem = "Zwei Antworten unterscheiden sich nur in der Schreibweise."
            yield problem, ("answers", answer), answer, "ein Eintrag je Antwort", TO_CORRECT


def _row_faults(entry: MappedQuestion, question: Question) -> Iterator[Told]:
    """Yield the rows that no row of the question's table takes, or two take at once."""
    items = {item.id: item.text for item in question.items}
    for row, target in entry.rows.items():
        if target is not None and target not in items:
            expected, remedy = _with_words(items) or "nur bei Tabellen", name_remedy(target, items)
            yield "Eine Zeile ist keiner der Studie zugeordnet.", ("rows", row), target, expected, remedy
    for target, count in Counter(filter(None, entry.rows.values())).items():
        if count > 1:
            rows = " und ".join(row for row, one in entry.rows.items() if one == target)
            problem, expected = (
                "Zwei Zeilen gehören zu derselben Zeile der Studie.",
                f"eine Zeile für {target}",
            )
            yield problem, ("rows",), rows, expected, "Eine der beiden streichen."


def _open_faults(entry: MappedQuestion, question: Question) -> Iterator[Told]:
    """Yield what an entry must say and does not."""
    known = targets_of(question)
    if entry.columns and known and not (entry.answers or entry.classes):
        problem = "Es fehlt, welche Antwort der Datei welcher der Studie entspricht."
        remedy = "Unter answers die Antworten eintragen, wie `ohv-coworking map` sie aufführt."
        yield problem, (), None, f"answers oder classes mit: {_with_words(known)}", remedy
    if question.type == "matrix" and entry.columns and not entry.rows:
        problem = "Es fehlt, welche Zeile der Datei welcher der Studie entspricht."
        yield problem, (), None, "rows", "Unter rows die Zeilen eintragen."
    if entry.factor and question.type not in ("number", "price") and not entry.classes:
        expected = "eine Frage nach einer Zahl"
        yield "Malgenommen wird nur eine Zahl.", ("factor",), entry.factor, expected, "factor streichen."


def _with_words(words: dict[str, str]) -> str:
    return "; ".join(f"{name} ({text})" for name, text in words.items())


def targets_of(question: Question) -> dict[str, str]:
    """Return the answers of a question that others may be mapped to, with their words."""
    return {option.id: option.text for option in question.options} | (
        {"other": "Sonstiges"} if question.other else {}
    )


def option_named(target: str | float | None) -> str | None:
    """Return the option a target names; a key of eight digits may stand without quotation marks."""
    return target if target is None or isinstance(target, str) else f"{target:.0f}"


def mapping_fault(
    mapping: SurveyMapping, problem: str, place: tuple, found: object, expected: str, remedy: str
) -> InputFault:
    """Return a fault at a place below `questions` of a mapping, with its line where the file is at hand."""
    try:
        row = read_yaml(project_root() / mapping.file, "Die Zuordnung").line(("questions", *place))
    except InputFault:
        row = None
    where = ".".join(map(str, ("questions", *place)))
    return InputFault(
        problem,
        file=mapping.file or "Zuordnung",
        row=row,
        parameter=where,
        found=found,
        expected=expected,
        remedy=remedy,
    )


def listed(names: Sequence[str]) -> str:
    """Return names in quotation marks, the first few of them."""
    shown = ", ".join(f"„{name}“" for name in names[:MOST_LISTED])
    return shown + (f" und {len(names) - MOST_LISTED} weitere" if len(names) > MOST_LISTED else "")


def _nearest(wanted: str, known: Mapping[str, ForeignColumns]) -> str:
    by_wording = {normal(name): name for name in known}
    near = [by_wording[one] for one in get_close_matches(normal(wanted), by_wording, n=3)]
    return (
        f"Gemeint ist vielleicht {' oder '.join(f'„{one}“' for one in near)}."
        if near
        else "Den Namen prüfen."
    )
