"""`ohv-coworking accept FILE`: a dry run on one page, then a new or newer raw file is taken into the catalogue."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from ohv_coworking.basics.german import enumeration
from ohv_coworking.commands.progress import sign_of_life
from ohv_coworking.commands.usage import command
from ohv_coworking.formats.recognise import each_file_once
from ohv_coworking.intake import Severity, check_report
from ohv_coworking.intake.acceptance import Proposal, looked_at, proposal
from ohv_coworking.intake.dry_run import DryRun, as_data, dry_run, in_german_lines
from ohv_coworking.intake.first_look import first_look, readers
from ohv_coworking.intake.replies import ACCEPT, DECISION, ORIGIN, QUESTIONS, Replies
from ohv_coworking.parameters import load, parameter_file
from ohv_coworking.raw import Catalog
from ohv_coworking.region import source
from ohv_coworking.study.edition import Edition

FOR_NOW = "noch nicht angegeben"


def _options(function):
    for name, question in reversed([*QUESTIONS.items(), (ACCEPT, f"{DECISION}; ohne Probelauf, wenn ja")]):
        function = click.option(f"--{name.replace('_', '-')}", name, help=question)(function)
    return function


@command(
    help="Zeigt, was eine Datei aus data/raw ist und was sich mit ihr ändern würde; fragt, was fehlt, und nimmt sie auf."
)
@click.argument("file", metavar="DATEI", type=click.Path(path_type=Path))
@click.option(
    "--json", "as_json", is_flag=True, help="die Vorschau als JSON ausgeben; gefragt wird dann nicht"
)
@_options
def accept(file: Path, as_json: bool, **answers: str | None) -> None:
    given = {name: answer for name, answer in answers.items() if answer is not None}
    edition, study = Edition.current(), load(parameter_file())
    catalog = Catalog.load(edition.raw)
    ask = _prompt if sys.stdin.isatty() and not as_json else None
    with each_file_once():
        with sign_of_life(f"Liest {file.name}"):
            relative, told, before = looked_at(catalog, file.absolute(), given)
            held = next((entry for entry in catalog.entries.values() if entry.file == relative), None)
            role = held.role if held else given.get("role") or told.get("role", "")
            look = first_look(catalog, relative, role, told, study.region)
        if not as_json:
            print("\n".join(look.lines()))

        def replies(**more) -> Replies:
            undecided = ACCEPT not in given
            return Replies(
                ask, given, told, catalog.shown(relative), catalog.roles, before, undecided=undecided, **more
            )

        trying = replies(for_now=_for_now(relative, told))
        proposed = proposal(catalog, relative, trying, study.region)
        given |= trying.heard
        if not proposed.text:
            held_already = f"Die Datei steht schon so im Verzeichnis, als „{proposed.name}“."
            print(held_already, file=sys.stderr if as_json else sys.stdout)
            return
        decided = given.get(ACCEPT, "").lower() == "ja"
        found = dry_run(edition, study, proposed, as_json or not decided, progress=sys.stderr.isatty())
        used = readers(edition, proposed.role, proposed.name)
        if as_json:
            entry = {"entry": proposed.name, "role": proposed.role, "read_by": used}
            print(json.dumps({**asdict(look), **entry, **as_data(found)}, ensure_ascii=False, indent=1))
            if ACCEPT not in given:
                return
        else:
            title = catalog.roles[proposed.role].title
            print(f"  Rolle:      {proposed.role} ({title}), Eintrag „{proposed.name}“")
            print(f"  Gelesen:    {_used(edition, used)}")
            print("\n".join(_told(found, edition, proposed.name, decided)))
        final = replies()
        # Where nobody can be asked, all that is missing is named before the decision alone.
        if (ask or ACCEPT in given) and not final.decide():
            print("Nicht aufgenommen; im Verzeichnis hat sich nichts geändert.", file=sys.stderr)
            return
        accepted = proposal(catalog, relative, final, study.region, found.record)
        if final.decide():
            _record(catalog, accepted, quiet=as_json)


def _told(found: DryRun, edition: Edition, name: str, decided: bool) -> list[str]:
    remarks = [finding for finding in found.findings if finding.severity is Severity.REMARK]
    changes = [] if decided else in_german_lines(found, edition, name)
    return [*([check_report(remarks)] if remarks else []), *changes]


def _prompt(question: str) -> str:
    return click.prompt(question.rstrip(": "), prompt_suffix=": ")


def _for_now(relative: str, told: dict) -> dict[str, str]:
    """Return what stands in for the answers that no chapter calculates with."""
    path = relative.rpartition("/")[2].partition(".")[0].lower()
    name = "neu_" + "".join(one if one.isascii() and one.isalnum() else "_" for one in path)
    days = {} if told.get("role") in source.KEYS else {"as_of": FOR_NOW}
    return dict.fromkeys(ORIGIN, FOR_NOW) | {"synthetic": "nein", "entry": name} | days


def _used(edition: Edition, chapters: list[str] | None) -> str:
    if chapters is None:
        return "noch nicht bekannt, die Studie ist noch nicht gebaut"
    if not chapters:
        return "von keinem Kapitel; die Datei bliebe unbenutzt"
    return f"{'im Kapitel' if len(chapters) == 1 else 'in den Kapiteln'} {enumeration([edition.title(one) for one in chapters])}"


def _record(catalog: Catalog, final: Proposal, quiet: bool) -> None:
    final.record()
    entry = Catalog.load(catalog.folder).entry(final.name)
    if not quiet:
        print(
            f"Aufgenommen: {entry.file} als „{entry.name}“, Stand {entry.as_of}, Prüfsumme {entry.sha256[:12]}…"
        )
