"""Which question a column of a response file belongs to: by code, else by normalised text, never by guess."""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ohv_coworking.basics.errors import InputFault, raise_all
from ohv_coworking.formats.exports.told import NEAR_MISS
from ohv_coworking.formats.exports.wording import normal
from ohv_coworking.survey.questionnaire import Question, Questionnaire

# Below this share of known questions a file belongs to another survey.
SMALLEST_SHARE = 0.5
# How alike two texts must be to be taken for the same question under one code (0 to 1).
SAME_QUESTION = 0.6
OTHER_WORDS = ("other", "Sonstiges", "Other")
RANK_WORDS = ("", "Rang ", "Rank ")
PART_IN_BRACKETS = re.compile(r"(?P<stem>.*?)\s*\[(?P<part>[^\[\]]*)\]", re.DOTALL)


@dataclass(frozen=True)
class Heading:
    """How a tool names a column: question code and text, and the option, row or rank within the question."""

    name: str
    code: str = ""
    text: str = ""
    part: str = ""


@dataclass(frozen=True)
class Target:
    """What a column holds: a whole answer, one option ticked, a matrix row, one rank, or the text of "other"."""

    question: str
    kind: Literal["whole", "option", "item", "rank", "other"] = "whole"
    part: str = ""


def match_headings(
    headings: Sequence[Heading],
    questionnaire: Questionnaire,
    file: str,
    assigned: Mapping[str, str],
    omitted: Sequence[str],
) -> dict[str, Target]:
    """Return what each column holds, by column name; columns that belong to no question are left out.

    `assigned` maps column names to column names of the response frame or question ids, as the consultant
    decided; `omitted` lists questions that were not asked. Raises InputFault for a file of another survey, for
    codes that stand for another question, for columns claimed twice, for questions without a column (with the
    nearest column as a proposal).
    """
    known = _known_keys(questionnaire)
    by_column = _targets_by_column(questionnaire)
    _refuse_unknown_assignments(assigned, by_column, headings, file)
    found: dict[str, Target] = {}
    faults: list[InputFault] = []
    for heading in headings:
        hits = list(dict.fromkeys(known[key] for key in _keys(heading) if key in known))
        if heading.name in assigned:
            found[heading.name] = by_column[assigned[heading.name]]
        elif len(hits) > 1 or any(_is_another_question(heading, hit, questionnaire) for hit in hits):
            faults.append(_other_question(heading, questionnaire.questions[hits[0].question], file))
        elif hits:
            found[heading.name] = hits[0]

    covered = {target.question for target in found.values()}
    wanted = [question for question in questionnaire.questions.values() if question.id not in omitted]
    if len(covered) < SMALLEST_SHARE * len(wanted):
        raise _another_survey(headings, covered, wanted, file)
    faults += _claimed_twice(found, file)
    free = [heading for heading in headings if heading.name not in found]
    for question in wanted:
        faults += _missing_columns(question, found, free, file)
    raise_all(faults, "Die Spalten der Antwortdatei passen nicht zum Fragebogen.")
    return found


def _keys(heading: Heading) -> Iterator[str]:
    yield normal(heading.name)
    if whole := PART_IN_BRACKETS.fullmatch(heading.name.strip()):
        yield _key(whole["stem"], whole["part"])
    for stem in (heading.code, heading.text):
        if stem:
            yield _key(stem, heading.part) if heading.part else normal(stem)


def _key(stem: str, part: str) -> str:
    return f"{normal(stem)}[{normal(part)}]"


def _parts(question: Question) -> Iterator[tuple[Target, Sequence[str]]]:
    """Yield each part of a question a tool may give a column of its own, with the names it may have."""
    match question.type:
        case "multiple":
            for option in question.options:
                yield Target(question.id, "option", option.id), (option.code, option.text)
        case "matrix":
            for item in question.items:
                yield Target(question.id, "item", item.id), (item.code, item.text)
        case "ranking":
            for rank in range(1, (question.maximum or len(question.options)) + 1):
                yield Target(question.id, "rank", str(rank)), [f"{word}{rank}" for word in RANK_WORDS]
    if question.other:
        yield Target(question.id, "other"), OTHER_WORDS


def _known_keys(questionnaire: Questionnaire) -> dict[str, Target]:
    keys: dict[str, Target] = {}
    rows: dict[str, list[Target]] = {}
    for question in questionnaire.questions.values():
        for stem in (question.code, question.text):
            keys[normal(stem)] = Target(question.id)
            for target, names in _parts(question):
                keys |= {_key(stem, name): target for name in names}
        for item in question.items:
            rows.setdefault(normal(item.text), []).append(Target(question.id, "item", item.id))
    # Microsoft Forms heads a row of a matrix with its text alone.
    return {text: targets[0] for text, targets in rows.items() if len(targets) == 1} | keys


def _targets_by_column(questionnaire: Questionnaire) -> dict[str, Target]:
    targets: dict[str, Target] = {}
    for question in questionnaire.questions.values():
        targets[question.id] = Target(question.id)
        for target, _ in _parts(question):
            name = question.other_column if target.kind == "other" else f"{question.id}__{target.part}"
            targets[name] = target
    return targets


def _is_another_question(heading: Heading, target: Target, questionnaire: Questionnaire) -> bool:
    if not (heading.code and heading.text) or target.kind == "item":
        return False
    told, asked = normal(heading.text), normal(questionnaire.questions[target.question].text)
    alike = difflib.SequenceMatcher(None, told, asked).ratio() >= SAME_QUESTION
    return not (told.startswith(asked) or alike)


def _other_question(heading: Heading, question: Question, file: str) -> InputFault:
    return InputFault(
        "Unter diesem Code steht in der Datei eine andere Frage als im Fragebogen.",
        file=file,
        column=heading.name,
        found=heading.text,
        expected=f"{question.code}: {question.text}",
        remedy="Prüfen, ob die Datei zu dieser Befragung gehört; sonst die Spalte ausdrücklich zuordnen.",
    )


def _another_survey(
    headings: Sequence[Heading], covered: set[str], wanted: Sequence[Question], file: str
) -> InputFault:
    return InputFault(
        "Die Datei enthält Antworten auf eine andere Befragung.",
        file=file,
        found=f"{len(covered)} von {len(wanted)} Fragen; Spalten wie {', '.join(h.name for h in headings[:6])}",
        expected=f"Spalten wie {', '.join(question.code for question in wanted[:6])} oder die Texte der Fragen",
        remedy="Die richtige Datei ablegen; einer fremden Befragung mit `ohv-coworking map DATEI --out zuordnung.yaml` "
        "eine Zuordnung schreiben und sie in study.yaml unter surveys nennen.",
    )


def _claimed_twice(found: Mapping[str, Target], file: str) -> list[InputFault]:
    first: dict[Target, str] = {}
    faults = []
    for name, target in found.items():
        if target in first:
            problem = "Zwei Spalten gehören zu derselben Frage."
            remedy = "Die überzählige Spalte löschen oder einer anderen Frage zuordnen."
            both = f"{first[target]} und {name}"
            faults.append(InputFault(problem, file=file, column=name, found=both, remedy=remedy))
        first.setdefault(target, name)
    return faults


def _missing_columns(
    question: Question, found: Mapping[str, Target], free: Sequence[Heading], file: str
) -> list[InputFault]:
    present = {target for target in found.values() if target.question == question.id}
    parts = [target for target, _ in _parts(question) if target.kind != "other"]
    if Target(question.id) in present or (parts and present.issuperset(parts)):
        return []
    absent = [target.part for target in parts if target not in present] if present else []
    remedy = f"Wurde die Frage nicht gestellt, {question.id} in study.yaml im Abschnitt surveys unter omitted nennen."
    if near := _near_misses(question, free):
        remedy = f"Ist {near} gemeint, die Spalte in study.yaml im Abschnitt surveys unter columns der Frage {question.id} zuordnen."
    return [
        InputFault(
            "Zu einer Frage fehlt die Spalte." if not absent else "Zu einer Frage fehlen Spalten.",
            file=file,
            found=f"vorhanden, aber ohne {', '.join(absent)}" if absent else None,
            expected=f"{question.code}: {question.text}",
            remedy=remedy,
        )
    ]


def _near_misses(question: Question, free: Sequence[Heading]) -> str:
    names = {
        normal(part): heading.name
        for heading in free
        for part in (heading.code, heading.text or heading.name)
    }
    alike = (
        near
        for stem in (question.code, question.text)
        for near in difflib.get_close_matches(normal(stem), names, cutoff=NEAR_MISS)
    )
    return " oder ".join(dict.fromkeys(f"„{names[near]}“" for near in alike))


def _refuse_unknown_assignments(
    assigned: Mapping[str, str], by_column: Mapping[str, Target], headings: Sequence[Heading], file: str
) -> None:
    names = {heading.name for heading in headings}
    faults = []
    for column, target in assigned.items():
        if column not in names:
            faults.append(
                InputFault("Eine zugeordnete Spalte steht nicht in der Datei.", file=file, column=column)
            )
        if target not in by_column:
            near = ", ".join(difflib.get_close_matches(target, by_column))
            faults.append(
                InputFault(
                    "Eine Spalte ist einer unbekannten Frage zugeordnet.",
                    file=file,
                    column=column,
                    found=target,
                    expected=near or "die id einer Frage des Fragebogens",
                )
            )
    raise_all(faults, "Die Zuordnung der Spalten stimmt nicht.")
