"""`ohv-coworking questionnaire VERSION --out FILE`: the questionnaire as LimeSurvey imports it."""

import sys
from pathlib import Path
from typing import get_args

import click

from ohv_coworking.commands.usage import File, OneOf, command
from ohv_coworking.parameters import load, parameter_file
from ohv_coworking.raw import Catalog
from ohv_coworking.region import region_profile, source
from ohv_coworking.study.edition import Edition
from ohv_coworking.survey import questionnaire_file
from ohv_coworking.survey.limesurvey_export import survey_structure
from ohv_coworking.survey.questionnaire import Questionnaire, Version

VERSIONS = get_args(Version)


@command(help="Schreibt den Fragebogen (person oder employer) als Importdatei für LimeSurvey (.txt).")
@click.argument("version", metavar="FASSUNG", type=OneOf(VERSIONS))
@click.option("--out", required=True, type=File(written=True), help="Datei, die geschrieben wird")
def questionnaire(version: Version, out: Path) -> None:
    out.write_bytes(survey_structure(of_study(Catalog.load(Edition.current().raw), version)))
    print(f"Geschrieben: {out}", file=sys.stderr)


def of_study(catalog: Catalog, version: Version, text: str | None = None) -> Questionnaire:
    """Return the questionnaire for the current parameters, from another text than the recorded one if given."""
    study = load(parameter_file())
    names = region_profile.names(
        source.municipal_directory(catalog),
        source.population(catalog),
        [*study.region.towns, study.region.city],
    )
    text = catalog.path("questionnaire").read_bytes() if text is None else text
    return questionnaire_file.read_for(text, version, study.region, study.commission, names)
