"""`ohv-coworking map FILE --out MAPPING`: a first mapping of another survey onto the study's questionnaire."""

import sys
from pathlib import Path

import click

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.commands.questionnaire import VERSIONS, of_study
from ohv_coworking.commands.usage import File, OneOf, command
from ohv_coworking.formats.recognise import answer_sheet
from ohv_coworking.raw import Catalog
from ohv_coworking.raw.private_files import begin_for_owner
from ohv_coworking.study.edition import Edition
from ohv_coworking.survey.mapping_draft import draft


@command(help="Schreibt eine Zuordnung einer fremden Befragung zum Fragebogen der Studie, zum Bearbeiten.")
@click.argument("file", metavar="DATEI", type=File())
@click.option(
    "--out", required=True, type=File(written=True), help="Datei der Zuordnung, die geschrieben wird"
)
@click.option(
    "--version", type=OneOf(VERSIONS), default="person", help="person (so vorgegeben) oder employer"
)
@click.option("--labels", multiple=True, type=File(), help="Beschriftungen zu Codes (.lss, SoSci-Listen)")
def map(file: Path, out: Path, version: str, labels: tuple[Path, ...]) -> None:
    if out.exists():
        raise InputFault(
            "Die Zuordnung gibt es schon; sie wird nicht überschrieben.", file=out,
            expected="der Name einer Datei, die es noch nicht gibt", remedy="Bei --out einen anderen Namen angeben.",
        )  # fmt: skip
    questionnaire = of_study(Catalog.load(Edition.current().raw), version)
    text = draft(answer_sheet(file, labels=labels), questionnaire, version, out.name)
    begin_for_owner(out)  # it quotes answers
    out.write_text(text, encoding="utf-8")
    print(
        f"Geschrieben: {out}. Als Nächstes dort zuordnen und sie in study.yaml unter surveys nennen.",
        file=sys.stderr,
    )
