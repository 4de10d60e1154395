"""Where the questions of the study stand in a survey of other people, as a mapping says it; what does not fit, with its place."""

from collections.abc import Mapping, Sequence
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


class ForeignColumns(NamedTuple):
    """Columns of the file with the option, row or rank each holds ("" for a whole answer), and the words behind its codes."""

    parts: dict[str, str]
    labels: Mapping[str, str]


def column_names(sheet: AnswerSheet) -> dict[str, ForeignColumns]:
    """Return what a mapping may name: each question of the file, and each of its columns apart.

    A question is known by its text, where several share it by the name the reader tells them apart with.
    """
    texts = [asked.text for asked in sheet.layout.asked]
    found: dict[str, ForeignColumns] = {}
    for asked in sheet.layout.asked:
        name = asked.text if texts.count(asked.text) == 1 else asked.name
        found[name] = ForeignColumns(dict(asked.columns), asked.labels)
    for asked in sheet.layout.asked:
        for column in asked.columns:
            found.setdefault(column, ForeignColumns({column: ""}, asked.labels))
    return found


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
    known = targets_of(question)
    shown = "; ".join(f"{name} ({text})" for name, text in known.items())
    faults = []

    def fault(
        problem: str, place: tuple, found: object, expected: str, remedy: str = "Den Eintrag berichtigen."
    ) -> None:
        faults.append(mapping_fault(mapping, problem, (name, *place), found, expected, remedy))

    if entry.all is not None and entry.all not in known:
        fault(
            "Die Antwort, die für alle gilt, ist keine der Studie.",
            ("all",),
            entry.all,
            shown or "eine Frage mit Antworten zur Auswahl",
        )
    closed = bool(known)
    for answer, target in entry.answers.items():
        if target is None:
            continue
        if closed and option_named(target) not in known:
            fault(
                "Eine Antwort ist keiner der Studie zugeordnet.",
                ("answers", answer),
                target,
                shown,
                name_remedy(target, known),
            )
        elif not closed and (question.type not in ("number", "price") or isinstance(target, str)):
            fault(
                "Zu dieser Frage gehören keine Antworten zur Auswahl.",
                ("answers", answer),
                target,
                f"eine Zahl ({question.unit})" if question.unit else "nur column",
            )
    for answer in entry.classes:
        if answer not in known:
            fault(
                "Eine Klasse gehört zu keiner Antwort der Studie.",
                ("classes", answer),
                answer,
                shown,
                name_remedy(answer, known),
            )
    for answer, found, expected in class_faults({one: str(text) for one, text in entry.classes.items()}):
        fault("Die Klassen passen nicht zusammen.", ("classes", answer), found, expected)
    items = {item.id: item.text for item in question.items}
    for row, target in entry.rows.items():
        if target is not None and target not in items:
            listed = "; ".join(f"{one} ({text})" for one, text in items.items())
            fault(
                "Eine Zeile ist keiner der Studie zugeordnet.",
                ("rows", row),
                target,
                listed or "nur bei Tabellen",
                name_remedy(target, items),
            )
    targets = list(filter(None, entry.rows.values()))
    for target in {one for one in targets if targets.count(one) > 1}:
        rows = " und ".join(row for row, one in entry.rows.items() if one == target)
        fault(
            "Zwei Zeilen gehören zu derselben Zeile der Studie.",
            ("rows",),
            rows,
            f"eine Zeile für {target}",
            "Eine der beiden streichen.",
        )
    spellings = {}
    for answer, target in entry.answers.items():
        if spellings.setdefault(normal(answer), target) != target:
            fault(
                "Zwei Antworten unterscheiden sich nur in der Schreibweise.",
                ("answers", answer),
                answer,
                "ein Eintrag je Antwort",
            )
    if entry.columns and closed and not (entry.answers or entry.classes):
        fault("Es fehlt, welche Antwort der Datei welcher der Studie entspricht.", (), None, f"answers oder classes mit: {shown}",
              "Unter answers die Antworten eintragen, wie `ohv-coworking map` sie aufführt.")  # fmt: skip
    if question.type == "matrix" and entry.columns and not entry.rows:
        fault(
            "Es fehlt, welche Zeile der Datei welcher der Studie entspricht.",
            (),
            None,
            "rows",
            "Unter rows die Zeilen eintragen.",
        )
    if entry.factor and question.type not in ("number", "price") and not entry.classes:
        fault(
            "Malgenommen wird nur eine Zahl.",
            ("factor",),
            entry.factor,
            "eine Frage nach einer Zahl",
            "factor streichen.",
        )
    return faults


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
