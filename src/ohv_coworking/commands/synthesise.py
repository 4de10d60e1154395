"""`ohv-coworking synthesise`: draw the synthetic answers anew, after the margins or the questionnaire changed."""

import sys

import click

from ohv_coworking.commands.questionnaire import of_study
from ohv_coworking.raw import Catalog
from ohv_coworking.study.edition import Edition
from ohv_coworking.survey import synthetic_margins
from ohv_coworking.survey.limesurvey_layout import csv_bytes
from ohv_coworking.survey.synthetic_answers import draw

FILES = {"person": "survey/synthetic_persons.csv", "employer": "survey/synthetic_employers.csv"}


@click.command(help="Zieht die synthetischen Antworten aus den Randverteilungen neu.")
def synthesise() -> None:
    catalog = Catalog.load(Edition.current().raw)
    text = catalog.path("survey_margins").read_text(encoding="utf-8")
    for version, file in FILES.items():
        questionnaire = of_study(catalog, version)
        margins = synthetic_margins.read(text, version, questionnaire)
        (catalog.folder / file).write_bytes(csv_bytes(draw(questionnaire, margins, margins.seed)))
        print(
            f"Geschrieben: {catalog.shown(file)}; aufnehmen mit make accept FILE={catalog.shown(file)}",
            file=sys.stderr,
        )
