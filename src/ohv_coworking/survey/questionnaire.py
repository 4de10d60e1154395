"""The questionnaire as a codebook: what is asked is what is evaluated."""

from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from ohv_coworking.basics.typed_files import Typed, text_like

Version = Literal["person", "employer"]
QuestionType = Literal["single", "multiple", "scale", "number", "price", "text", "date", "ranking", "matrix"]

# Towns are known by their official key, everything else by a word.
Name = text_like(r"^([a-z][a-z0-9_]*|\d{8})$", "ein Wort aus Kleinbuchstaben, Ziffern und _, oder 8 Ziffern")
# What LimeSurvey takes: question and subquestion codes up to 20 characters, answer codes up to 5.
QuestionCode = text_like(
    r"^[A-Za-z][A-Za-z0-9]{0,19}$", "ein Buchstabe und bis zu 19 Buchstaben oder Ziffern"
)
AnswerCode = text_like(r"^[A-Za-z0-9]{1,5}$", "1 bis 5 Buchstaben oder Ziffern")
Text = Annotated[str, Field(min_length=1)]

ONE_COLUMN_PER_OPTION = ("multiple", "ranking")


class Option(Typed):
    """One answer, or one row of a matrix."""

    id: Name
    code: AnswerCode
    text: Text
    exclusive: bool = False
    no_answer: bool = False


class Filter(Typed):
    """Who sees a question: those who gave one of these answers to an earlier single-choice question."""

    question: Name
    options: tuple[Name, ...] = Field(min_length=1)


class Group(Typed):
    """Respondents the study speaks of, known by an answer."""

    label: Text
    question: Name
    options: tuple[Name, ...] = Field(min_length=1)


class Question(Typed):
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
        names = self.option_columns or [f"{self.id}__{item.id}" for item in self.items] or [self.id]
        return [*names, self.other_column] if self.other else names

    @property
    def option_columns(self) -> list[str]:
        """Names of the columns that hold one option each; empty where one column holds the answer."""
        one_each = self.type in ONE_COLUMN_PER_OPTION
        return [f"{self.id}__{option.id}" for option in self.options] if one_each else []

    @property
    def other_column(self) -> str:
        """Name of the column with the free text of "Sonstiges"."""
        return f"{self.id}__other_text"

    @property
    def option_ids(self) -> list[str]:
        return [option.id for option in self.options] + ["other"] * (self.other and self.type == "single")


class QuestionSection(Typed):
    id: Name
    title: Text
    text: str = ""
    filter: Filter | None = None
    questions: tuple[Question, ...] = Field(min_length=1)


class Questionnaire(Typed):
    """One version of the questionnaire, for persons or for employers, with its placeholders filled."""

    title: Text
    information: Text
    sections: tuple[QuestionSection, ...] = Field(min_length=1)
    groups: dict[Name, Group] = Field(default={})

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
