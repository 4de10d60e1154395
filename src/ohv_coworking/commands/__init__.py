"""The command line `ohv-coworking`; each command is a module of this folder, imported when it is called.

Exit codes: 0 done, 2 a fault the consultant can mend, 64 wrong usage, 1 ours.
"""

import sys
from importlib import import_module

import click

from ohv_coworking.basics.errors import InputFault

COMMANDS = {
    "accept": "eine neue oder neuere Rohdatei in das Verzeichnis aufnehmen",
    "boundaries": "die Grenzen aller Gemeinden Deutschlands laden und aufnehmen",
    "check": "Rohdaten prüfen",
    "fetch": "Rohdateien laden, deren Adresse im Verzeichnis steht",
    "finance": "das Finanzmodell rechnen und als JSON ausgeben",
    "parameters": "die Erklärungen in study.yaml und das Schema für Editoren prüfen oder neu schreiben",
    "questionnaire": "den Fragebogen als Importdatei für LimeSurvey schreiben",
    "read": "zeigen, wie eine Befragungs- oder Statistikdatei verstanden wird",
    "register": "die vertrauliche Liste der Interessierten schreiben",
    "synthesise": "synthetische Antworten und Register neu ziehen",
    "where": "eine Annahme oder einen Eintrag in study.yaml nach deutschen Wörtern finden",
}
WRONG_USAGE = 64


class _Commands(click.Group):
    def list_commands(self, context: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        return getattr(import_module(f"ohv_coworking.commands.{name}"), name) if name in COMMANDS else None


@click.group(cls=_Commands, help="Werkzeuge der Studie zum Coworking-Raum.")
def group() -> None:
    pass


def main(arguments: list[str] | None = None) -> None:
    """Run one command; a consultant's fault is told in German without a trace."""
    try:
        sys.exit(group.main(arguments, standalone_mode=False) or 0)
    except InputFault as fault:
        print(fault, file=sys.stderr)
        sys.exit(fault.exit_code)
    except click.ClickException as error:
        print(
            f"Aufruf nicht verstanden: {error.format_message()}\nHilfe: ohv-coworking --help", file=sys.stderr
        )
        sys.exit(WRONG_USAGE)


def _in_german(error: click.ClickException) -> str:
    match error:
        case click.NoSuchOption():
            return f"Die Option {error.option_name} gibt es nicht."
        case click.MissingParameter():
            return f"Es fehlt die Angabe {error.param.human_readable_name if error.param else ''}."
        case click.BadParameter():
            return f"Die Angabe zu {error.param.human_readable_name if error.param else 'einer Option'} passt nicht."
        case click.FileError():
            return f"Die Datei {error.ui_filename} lässt sich nicht öffnen."
    return f"Der Aufruf wurde nicht verstanden. Befehle: {', '.join(sorted(COMMANDS))}."
