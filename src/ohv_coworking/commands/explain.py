"""`ohv-coworking explain NAME`: what a key figure of the last build rests on, down to the rows of raw files."""

import json

import click

from ohv_coworking.commands.usage import command
from ohv_coworking.parameters import load, parameter_file
from ohv_coworking.parameters.study_file import project_root
from ohv_coworking.raw import Catalog
from ohv_coworking.registers.derivation import Derivation
from ohv_coworking.registers.derivation_words import tree_lines
from ohv_coworking.study.earlier import built_ledger
from ohv_coworking.study.edition import Edition


@command(
    help="Zeigt, worauf eine Kennzahl beruht, bis zu den Annahmen und den zitierten Zeilen der Rohdaten; "
    "NAME wie in kennzahlen.csv, ohne Kapitel, wo er eindeutig ist."
)
@click.argument("name", metavar="NAME")
@click.option("--json", "as_json", is_flag=True, help="als JSON ausgeben")
def explain(name: str, as_json: bool) -> None:
    edition, study = Edition.current(project_root()), load(parameter_file())
    tree = Derivation(built_ledger(edition, study), study, Catalog.load(edition.raw)).of(name)
    print(json.dumps(tree, ensure_ascii=False, indent=1) if as_json else "\n".join(tree_lines(tree)))
