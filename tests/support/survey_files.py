"""The shipped questionnaire and margins, filled for the home region."""

from functools import cache
from pathlib import Path

from ohv_coworking.survey import questionnaire_file, synthetic_margins
from ohv_coworking.survey.questionnaire import Questionnaire

FOLDER = Path(__file__).parents[2] / "data" / "raw" / "survey"
QUESTIONNAIRE = (FOLDER / "questionnaire.yaml").read_text(encoding="utf-8")
MARGINS = (FOLDER / "synthetic_margins.yaml").read_text(encoding="utf-8")

VERSIONS = ("person", "employer")
SYNTHETIC = {"person": "synthetic_persons.csv", "employer": "synthetic_employers.csv"}
TOWNS = {"12065256": "Oranienburg", "12065136": "Hennigsdorf", "12065332": "Velten"}
WORDS = {
    "client": "Stadt Oranienburg",
    "author": "Planungsbüro",
    "contact": "Projektbüro Coworking",
    "region": "O-H-V",
    "city": "Berlin",
}


@cache
def shipped(version: str) -> Questionnaire:
    return questionnaire_file.read_questionnaire(QUESTIONNAIRE, version, TOWNS, WORDS)


@cache
def shipped_margins(version: str) -> synthetic_margins.Margins:
    return synthetic_margins.read_margins(MARGINS, version, shipped(version))
