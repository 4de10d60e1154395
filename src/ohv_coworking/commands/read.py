"""`ohv-coworking read FILE`: show how a survey or statistics file is understood."""

import json
import re
import sys
from pathlib import Path

import click

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.basics.safe_csv import write_csv
from ohv_coworking.commands.progress import sign_of_life
from ohv_coworking.commands.usage import File, OneOf, command
from ohv_coworking.formats.reading_report import in_words, report
from ohv_coworking.formats.recognise import known_kinds, understand
from ohv_coworking.raw.entry import PRIVATE
from ohv_coworking.raw.private_files import begin_for_owner, keep_private
from ohv_coworking.reading import ReadingOptions

# Quoted words of a cell, not those of a heading.
QUOTED = re.compile("(?<!Frage )(?<!Spalte )„[^“]*“")


class Rows(click.ParamType):
    """Row numbers such as `4`, `1,2` or `7-9`."""

    name = "zeilen"

    def convert(self, value, parameter, context) -> tuple[int, ...]:
        try:
            ends = [part.partition("-") for part in value.split(",")]
            rows = [row for first, _, last in ends for row in range(int(first), int(last or first) + 1)]
        except ValueError:
            rows = []
        if not rows or min(rows) < 1:
            self.fail(f"„{value}“ nennt keine Zeilennummern (zum Beispiel 1,2 oder 7-9).", parameter, context)
        return tuple(rows)


@command(help="Zeigt, wie eine Befragungs- oder Statistikdatei verstanden wird.")
@click.argument("file", metavar="DATEI", type=click.Path(path_type=Path))
@click.option("--out", type=File(written=True), help="die aufbereitete Tabelle als CSV schreiben")
@click.option(
    "--as", "kind", type=OneOf(known_kinds()), metavar="ART", help="die Art vorgeben, statt sie zu erkennen"
)
@click.option("--json", "as_json", is_flag=True, help="den Lesebericht als JSON ausgeben")
@click.option("--sheet", help="Blatt (Name oder Nummer) oder Datei im Archiv")
@click.option("--encoding", help="Zeichensatz der Textdatei, zum Beispiel cp1252")
@click.option("--separator", help="Trennzeichen der Textdatei; „tab“ für den Tabulator")
@click.option("--header-rows", type=Rows(), help="Zeilennummern des Kopfes, zum Beispiel 1,2 oder 7-9")
@click.option("--password", help="Kennwort einer geschützten Arbeitsmappe")
@click.option("--labels", multiple=True, type=File(), help="Beschriftungen zu Codes (.lss, SoSci-Listen)")
@click.option("--incomplete", is_flag=True, help="auch nicht abgeschickte Antworten zählen")
def read(
    file: Path, out: Path | None, kind: str | None, as_json: bool, labels: tuple[Path, ...], **wished
) -> None:
    if wished["separator"] == "tab":
        wished["separator"] = "\t"
    if wished["separator"] and len(wished["separator"]) != 1:
        raise click.BadParameter(
            "Sie hat genau ein Zeichen, oder „tab“.", click.get_current_context(), param_hint="--separator"
        )
    if (
        out is not None
        and out.exists()
        and any(one.exists() and out.samefile(one) for one in (file, *labels))
    ):
        raise InputFault(
            "Die aufbereitete Tabelle würde die gelesene Datei überschreiben.", file=out,
            expected="ein anderer Name als der einer gelesenen Datei", remedy="Bei --out einen anderen Namen angeben.",
        )  # fmt: skip
    with sign_of_life(f"Liest {file.name}"):
        private = [folder for folder in file.absolute().parents if folder.name == PRIVATE]
        for folder in private:
            keep_private(folder)
        meaning = understand(file, ReadingOptions(**wished), kind, labels)
        found = report(meaning)
        if private:  # no word of what people wrote
            found["notices"] = [QUOTED.sub("„…“", notice) for notice in found["notices"]]
        if out is not None:
            if private or meaning.kind.startswith("survey/") or meaning.personal_columns:
                begin_for_owner(out)
            write_csv(meaning.frame, out)
    if out is not None:
        print(f"Geschrieben: {out}", file=sys.stderr)
    print(json.dumps(found, ensure_ascii=False, indent=2) if as_json else in_words(found, file.name))
