"""The questionnaire as a codebook: what is asked is what is evaluated."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from ruamel.yaml import YAML, YAMLError

from ohv_coworking.errors import InputFault, raise_all

Version = Literal["person", "employer"]
QuestionType = Literal["single", "multiple", "scale", "number", "price", "text", "date", "ranking", "matrix"]

# Towns are known by their official key, everything else by a word.
Name = Annotated[str, Field(pattern=r"^([a-z][a-z0-9_]*|\d{8})$")]
# What LimeSurvey takes: question and subquestion codes up to 20 characters, answer codes up to 5.
QuestionCode = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9]{0,19}$")]
AnswerCode = Annotated[str, Field(pattern=r"^[A-Za-z0-9]{1,5}$")]
Text = Annotated[str, Field(min_length=1)]

WITH_OPTIONS = ("single", "multiple", "scale", "ranking", "matrix")
ONE_COLUMN_PER_OPTION = ("multiple", "ranking")


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Option(_Entry):
    """One answer, or one row of a matrix."""

    id: Name
    code: AnswerCode
    text: Text
    exclusive: bool = False
    no_answer: bool = False


class Filter(_Entry):
    """Who sees a question: those who gave one of these answers to an earlier single-choice question."""

    question: Name
    options: tuple[Name, ...] = Field(min_length=1)


class Group(_Entry):
    """Respondents the study speaks of, known by an answer."""

    label: Text
    question: Name
    options: tuple[Name, ...] = Field(min_length=1)


class Question(_Entry):
    """One question; `items` are the rows of a matrix, `maximum` limits numbers and the ranks of a ranking."""

    id: Name
    code: QuestionCode
    type: QuestionType
    text: Text
    help: str = ""
    options: tuple[Option, ...] = ()
    items: tuple[Option, ...] = ()
    other: bool = False
    filter: Filter | None = None
    optional: bool = True
    sensitive: bool = False
    unit: str = ""
    minimum: int | None = None
    maximum: int | None = None

    @property
    def columns(self) -> list[str]:
        """Names of the columns this question fills in the response frame."""
        if self.type in ONE_COLUMN_PER_OPTION:
            names = [f"{self.id}__{option.id}" for option in self.options]
        elif self.type == "matrix":
            names = [f"{self.id}__{item.id}" for item in self.items]
        else:
            names = [self.id]
        return [*names, self.other_column] if self.other else names

    @property
    def other_column(self) -> str:
        """Name of the column with the free text of "Sonstiges"."""
        return f"{self.id}__other_text"

    @property
    def option_ids(self) -> list[str]:
        return [option.id for option in self.options] + ["other"] * (self.other and self.type == "single")


class Section(_Entry):
    id: Name
    title: Text
    text: str = ""
    filter: Filter | None = None
    questions: tuple[Question, ...] = Field(min_length=1)


class Questionnaire(_Entry):
    """One version of the questionnaire, for persons or for employers, with its placeholders filled."""

    title: Text
    information: Text
    sections: tuple[Section, ...] = Field(min_length=1)
    groups: dict[Name, Group] = {}

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Questions by id, in the order asked."""
        return {question.id: question for section in self.sections for question in section.questions}

    @cached_property
    def filters(self) -> dict[str, tuple[Filter, ...]]:
        """Filters by question id; all of a question's filters must be met, its section's first."""
        return {
            question.id: tuple(filter for filter in (section.filter, question.filter) if filter)
            for section in self.sections
            for question in section.questions
        }

    @cached_property
    def towns(self) -> dict[str, str]:
        """Towns of the region that occur as answers: official key → name."""
        options = [option for question in self.questions.values() for option in question.options]
        return {option.id: option.text for option in options if option.id.isdigit()}

    @property
    def columns(self) -> list[str]:
        """Columns of the response frame, in the order asked."""
        return [column for question in self.questions.values() for column in question.columns]


def read(
    text: str,
    version: Version,
    towns: Mapping[str, str],
    words: Mapping[str, str],
    file: str = "questionnaire.yaml",
) -> Questionnaire:
    """Return one version of the questionnaire, filled for a region and a commission.

    `towns` maps official municipality keys (8 digits) to names and takes the place of "towns" in lists of
    answers; `words` fills the placeholders such as `{client}`. Raises InputFault for anything inconsistent.
    """
    try:
        content = YAML(typ="safe").load(text)[version]
    except (YAMLError, KeyError, TypeError) as error:
        raise InputFault(
            "Der Fragebogen ist nicht lesbar.",
            file=file,
            row=mark.line + 1 if (mark := getattr(error, "problem_mark", None)) else None,
            found=getattr(error, "problem", None) or str(error),
            expected=f"YAML mit dem Abschnitt „{version}“",
            remedy="Die genannte Stelle mit der mitgelieferten Fassung vergleichen.",
        ) from None
    try:
        questionnaire = Questionnaire.model_validate(with_towns(_with_words(content, words, file), towns))
    except ValidationError as error:
        faults = [_schema_fault(problem, version, file) for problem in error.errors()]
    else:
        faults = [
            InputFault(problem, file=file, parameter=f"{version}.{place}", found=found, remedy=remedy)
            for problem, place, found, remedy in _contradictions(questionnaire)
        ]
    raise_all(faults, "Der Fragebogen enthält mehrere Fehler.")
    return questionnaire


def with_towns(content: object, towns: Mapping[str, str]) -> object:
    """Return the content with "towns" in each list replaced: by options in a list of options, else by keys."""
    match content:
        case list() if "towns" in content:
            place = content.index("towns")
            others = content[:place] + content[place + 1 :]
            options = any(isinstance(entry, dict) for entry in others)
            return [_town_option(key, name) if options else key for key, name in towns.items()] + others
        case list():
            return [with_towns(entry, towns) for entry in content]
        case dict():
            return {name: with_towns(entry, towns) for name, entry in content.items()}
    return content


def _town_option(key: str, name: str) -> dict[str, str]:
    # The code follows the official key and not the position, so that no later town takes over old answers.
    return {"id": key, "code": f"T{key[-4:]}", "text": name}


def _with_words(content: object, words: Mapping[str, str], file: str) -> object:
    """Return the content with the placeholders in its texts replaced."""
    match content:
        case str():
            return re.sub(r"\{(\w+)\}", lambda found: _word(found[1], words, file), content)
        case list():
            return [_with_words(entry, words, file) for entry in content]
        case dict():
            return {name: _with_words(entry, words, file) for name, entry in content.items()}
    return content


def _word(placeholder: str, words: Mapping[str, str], file: str) -> str:
    if not words.get(placeholder):
        raise InputFault(
            "Für einen Platzhalter des Fragebogens fehlt die Angabe.",
            file=file,
            parameter=placeholder,
            expected="ein Text in study.yaml",
            remedy="Die Angabe in study.yaml ergänzen.",
        )
    return words[placeholder]


def _schema_fault(problem: dict, version: str, file: str) -> InputFault:
    expected = {
        "missing": "eine Angabe",
        "extra_forbidden": "nur bekannte Angaben",
        "string_type": "Text, nötigenfalls in Anführungszeichen",
        "string_pattern_mismatch": f"Muster {problem.get('ctx', {}).get('pattern')}",
        "literal_error": str(problem.get("ctx", {}).get("expected")).replace(" or ", " oder "),
    }.get(problem["type"], problem["msg"])
    return InputFault(
        "Eine Angabe des Fragebogens passt nicht.",
        file=file,
        parameter=".".join(map(str, (version, *problem["loc"]))),
        found=None if isinstance(problem["input"], dict | list) else problem["input"],
        expected=expected,
        remedy="Die genannte Stelle berichtigen.",
    )


def _contradictions(questionnaire: Questionnaire) -> Iterator[tuple[str, str, str | None, str]]:
    """Yield problem, place, finding and cure of whatever does not fit together."""
    asked = [question for section in questionnaire.sections for question in section.questions]
    for what in ("id", "code"):
        for value in _repeated(getattr(question, what) for question in asked):
            yield f"Zwei Fragen haben dieselbe Angabe „{what}“.", value, value, "Eine der beiden umbenennen."

    earlier: dict[str, Question] = {}
    for section in questionnaire.sections:
        yield from _filter_contradictions(section.filter, f"{section.id}.filter", earlier)
        for question in section.questions:
            yield from _question_contradictions(question)
            yield from _filter_contradictions(question.filter, f"{question.id}.filter", earlier)
            earlier[question.id] = question
    for name, group in questionnaire.groups.items():
        yield from _filter_contradictions(group, f"groups.{name}", earlier)

    if "consent" not in earlier or earlier["consent"].optional:
        problem = "Dem Fragebogen fehlt die Frage nach der Einwilligung."
        yield problem, "consent", None, "Eine Pflichtfrage mit der id „consent“ an den Anfang stellen."


def _question_contradictions(question: Question) -> Iterator[tuple[str, str, str | None, str]]:
    for entries, part in ((question.options, "options"), (question.items, "items")):
        for what in ("id", "code", "text"):
            for value in _repeated(getattr(entry, what) for entry in entries):
                problem = f"Zwei Antworten haben dieselbe Angabe „{what}“."
                yield problem, f"{question.id}.{part}", value, "Eine der beiden ändern."
    if bool(question.options) != (question.type in WITH_OPTIONS):
        problem = "Antworten und Art der Frage passen nicht zusammen."
        remedy = "Antworten ergänzen oder streichen, oder die Art ändern."
        yield problem, f"{question.id}.options", question.type, remedy
    if bool(question.items) != (question.type == "matrix"):
        problem = "Zeilen („items“) hat eine Matrixfrage und nur sie."
        yield problem, f"{question.id}.items", question.type, "Zeilen ergänzen oder streichen."
    if question.other and question.type not in ("single", "multiple"):
        problem = "„Sonstiges“ gibt es nur bei Einfach- und Mehrfachauswahl."
        yield problem, f"{question.id}.other", question.type, "Die Angabe „other“ streichen."
    if question.sensitive and not (
        question.optional and any(option.no_answer for option in question.options)
    ):
        problem = "Eine vertrauliche Frage muss freiwillig sein und „keine Angabe“ anbieten."
        remedy = "„optional: false“ streichen und eine Antwort mit „no_answer: true“ ergänzen."
        yield problem, question.id, None, remedy


def _filter_contradictions(
    filter: Filter | Group | None, place: str, earlier: Mapping[str, Question]
) -> Iterator[tuple[str, str, str | None, str]]:
    if filter is None:
        return
    target = earlier.get(filter.question)
    if target is None or target.type not in ("single", "scale"):
        problem = "Ein Filter verweist auf keine frühere Frage mit einer einzigen Antwort."
        yield problem, place, filter.question, "Die id einer früheren Frage eintragen."
        return
    for option in filter.options:
        if option not in target.option_ids:
            yield (
                "Ein Filter nennt eine unbekannte Antwort.",
                place,
                option,
                "Die id einer Antwort eintragen.",
            )


def _repeated(values: Iterator[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]
