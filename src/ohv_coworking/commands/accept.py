"""`ohv-coworking accept FILE`: take a new or newer raw file into the catalogue."""

import sys
from pathlib import Path

import click

from ohv_coworking.basics.errors import raise_all
from ohv_coworking.commands.intake import Severity, accept_raw_file, check_report
from ohv_coworking.commands.intake.replies import QUESTIONS
from ohv_coworking.commands.intake.survey_findings import REGISTER, survey_findings
from ohv_coworking.commands.usage import command
from ohv_coworking.parameters import load, parameter_file
from ohv_coworking.raw import Catalog
from ohv_coworking.study.edition import Edition
from ohv_coworking.survey.responses import ROLES

UNREAD = "Die Datei ist aufgenommen, doch die Studie kann sie nicht lesen:"


def _options(function):
    for name, question in reversed(QUESTIONS.items()):
        function = click.option(f"--{name.replace('_', '-')}", name, help=question)(function)
    return function


@command(help="Nimmt eine neue oder neuere Datei aus data/raw in das Verzeichnis auf und fragt, was fehlt.")
@click.argument("file", metavar="DATEI", type=click.Path(path_type=Path))
@_options
def accept(file: Path, **answers: str | None) -> None:
    given = {name: answer for name, answer in answers.items() if answer is not None}
    ask = (
        (lambda question: click.prompt(question.rstrip(": "), prompt_suffix=": "))
        if sys.stdin.isatty()
        else None
    )
    catalog, study = Catalog.load(Edition.current().raw), load(parameter_file())
    entry = accept_raw_file(catalog, file.absolute(), ask, given, study.region)
    print(
        f"Aufgenommen: {entry.file} als „{entry.name}“, Stand {entry.as_of}, Prüfsumme {entry.sha256[:12]}…"
    )
    if entry.role in (*ROLES.values(), REGISTER):
        told = list(survey_findings(Catalog.load(catalog.folder), study, entry.role))
        print(check_report(told))
        raise_all([finding.as_fault() for finding in told if finding.severity is Severity.FAULT], UNREAD)
