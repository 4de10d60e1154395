"""The command line `ohv-coworking`; each command is a module of this folder, imported when it is called.

Exit codes: 0 done, 2 a fault the consultant can mend, 64 wrong usage, 1 ours.
"""

import sys
from importlib import import_module

import click

from ohv_coworking.basics.disk_faults import disk_faults
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.commands.usage import Command, in_german

COMMANDS = {
    "accept": "eine neue oder neuere Rohdatei in das Verzeichnis aufnehmen",
    "boundaries": "die Grenzen aller Gemeinden Deutschlands laden und aufnehmen",
    "check": "Rohdaten prüfen",
    "draws": "sehr viele Ziehungen des Finanzplans rechnen, auf mehreren Kernen oder Rechnern",
    "explain": "zeigen, worauf eine Kennzahl beruht, bis zur Zeile der Rohdaten",
    "fetch": "Rohdateien laden, deren Adresse im Verzeichnis steht",
    "finance": "das Finanzmodell rechnen und als JSON ausgeben",
    "map": "eine fremde Befragung dem Fragebogen der Studie zuordnen",
    "parameters": "die Erklärungen in study.yaml und das Schema für Editoren prüfen oder neu schreiben",
    "questionnaire": "den Fragebogen als Importdatei für LimeSurvey schreiben",
    "read": "zeigen, wie eine Befragungs- oder Statistikdatei verstanden wird",
    "register": "die vertrauliche Liste der Interessierten schreiben",
    "synthesise": "synthetische Antworten und Register neu ziehen",
    "where": "eine Annahme oder einen Eintrag in study.yaml nach deutschen Wörtern finden",
}
WRONG_USAGE = 64


class _Commands(Command, click.Group):
    def list_commands(self, context: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        return getattr(import_module(f"ohv_coworking.commands.{name}"), name) if name in COMMANDS else None

    def format_options(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(context, formatter)
        with formatter.section("Befehle"):
            formatter.write_dl(sorted(COMMANDS.items()))


@click.group(
    cls=_Commands, help="Werkzeuge der Studie zum Coworking-Raum.", subcommand_metavar="BEFEHL [ANGABE]…"
)
def group() -> None:
    pass


def main(arguments: list[str] | None = None) -> None:
    """Run one command; a consultant's fault is told in German without a trace."""
    try:
        with disk_faults():
            sys.exit(group.main(arguments, prog_name="ohv-coworking", standalone_mode=False) or 0)
    except InputFault as fault:
        print(fault, file=sys.stderr)
        sys.exit(fault.exit_code)
    except click.ClickException as error:
        print(in_german(error), file=sys.stderr)
        sys.exit(WRONG_USAGE)
    except click.Abort:
        sys.exit("Abgebrochen.")
