"""`ohv-coworking parameters --write`: explanations in a parameter file and the schema, as the model has them."""

from pathlib import Path

import click

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.commands.usage import command
from ohv_coworking.parameters import load, parameter_file
from ohv_coworking.parameters.commented_file import commented
from ohv_coworking.parameters.schema import schema_text
from ohv_coworking.parameters.study_file import project_root

SCHEMA = "study.schema.json"


@command(
    help="Vergleicht die Erklärungen (Zeilen mit #:) in study.yaml und das Schema für Editoren mit dem Modell; "
    "--write schreibt beide neu. Werte und eigene Kommentare bleiben, wie sie sind."
)
@click.argument("file", metavar="[DATEI]", required=False, type=click.Path(path_type=Path))
@click.option("--write", is_flag=True, help="neu schreiben, was nicht mehr passt")
def parameters(file: Path | None, write: bool) -> None:
    file = file or parameter_file()
    load(file.absolute())
    wanted = {
        file: commented(file.read_text(encoding="utf-8")),
        project_root() / SCHEMA: schema_text(),
    }
    old = [
        one for one, text in wanted.items() if not one.is_file() or one.read_text(encoding="utf-8") != text
    ]
    if old and not write:
        raise InputFault(
            "Die Erklärungen passen nicht mehr zum Modell.",
            file=", ".join(one.name for one in old),
            remedy="„ohv-coworking parameters --write“ aufrufen.",
        )
    for one in old:
        one.write_text(wanted[one], encoding="utf-8")
        print(f"Geschrieben: {one.name}")
    if not old:
        print("Erklärungen und Schema passen zum Modell.")
