"""How a survey of other people answers the study's questionnaire: a file that `ohv-coworking map` drafts and a planner edits."""

from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from ohv_coworking.basics.typed_files import broken_rule, read_as
from ohv_coworking.basics.yaml_file import read_yaml
from ohv_coworking.parameters.declaration import Declared

REST = "*"  # stands for all answers that have no entry of their own


class MappedQuestion(Declared):
    """Where a question of the study was answered, and how its answers are to be read; an answer without a target does not count."""

    column: str | list[str] | None = Field(
        default=None, description="Frage oder Spalte der fremden Befragung, oder eine Liste davon"
    )
    answers: dict[str, str | int | float | None] = Field(
        default={},
        description="Antwort der Datei und die Antwort der Studie; ~ zählt nicht, * steht für alle übrigen",
    )
    rows: dict[str, str | None] = Field(
        default={}, description="Zeile der Tabelle und die Zeile der Studie; ~ wird nicht gelesen"
    )
    classes: dict[str, str | int] = Field(
        default={},
        description="Antwort der Studie und die Zahlen, die zu ihr gehören, z. B. 18 bis 29 oder ab 75",
    )
    factor: float | None = Field(
        default=None,
        gt=0,
        description="womit die Zahl der Datei malzunehmen ist, z. B. 60 von Stunden zu Minuten",
    )
    unit: str = Field(default="", description="Einheit der Zahlen in der Datei, z. B. Stunden")
    all: str | None = Field(
        default=None, description="Antwort, die für alle gilt, ohne dass sie gefragt wurden"
    )
    evidence: str = Field(default="", description="Beleg dafür, dass sie für alle gilt")

    @property
    def columns(self) -> list[str]:
        return [self.column] if isinstance(self.column, str) else list(self.column or ())

    @model_validator(mode="after")
    def _is_one_kind(self) -> Self:
        if (self.all is None) == (not self.columns):
            raise broken_rule(
                "Eine Frage hat eine Spalte oder eine Antwort, die für alle gilt.",
                None,
                "genau eines von column und all",
                remedy="Das eine ergänzen oder das andere streichen.",
            )
        if self.all is not None and len(self.evidence.strip()) < 3:
            raise broken_rule(
                "Was für alle gilt, ohne gefragt zu sein, braucht einen Beleg.",
                "evidence",
                "worauf sich das stützt, z. B. „Einwilligung auf der ersten Seite, Fassung vom 3.5.2026“",
                remedy="Den Beleg ergänzen oder den Eintrag streichen.",
            )
        if self.answers and (self.classes or self.factor):
            raise broken_rule(
                "Eine Frage ordnet Antworten zu oder rechnet Zahlen um.",
                None,
                "answers, oder classes und factor",
                remedy="Eines von beiden streichen.",
            )
        return self


class SurveyMapping(Declared):
    """Which questions of the study another survey answers; all others were not asked there."""

    file: str = Field(default="", description="Name der Zuordnung; trägt die Studie ein")
    questions: dict[str, MappedQuestion] = Field(
        min_length=1, description="Fragen der Studie, die beantwortet sind"
    )


def read_survey_mapping(folder: Path, name: str) -> SurveyMapping:
    """Return the mapping that a file in a folder holds; raise InputFault with the line of whatever does not fit."""
    file = folder / name
    held = read_yaml(file, "Die Zuordnung der Befragung")
    content = held.content if isinstance(held.content, dict) else {}
    questions = content.get("questions")
    if isinstance(questions, dict):
        # A question left empty in the draft is one that was not asked.
        content = {**content, "questions": {name: one for name, one in questions.items() if one is not None}}
    return read_as(SurveyMapping, {**content, "file": name}, file.name, held.line)
