"""The command line in German: headings of the help pages, kinds of arguments, what is wrong with a call."""

import re
from functools import partial
from pathlib import Path
from typing import Any

import click

from ohv_coworking.basics.errors import InputFault, name_remedy


class Command(click.Command):
    """One command with a German help page; `command` declares it."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **{"options_metavar": "[OPTION]…", **settings})

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(context, args)
        except click.UsageError as error:
            error.ctx = error.ctx or context
            raise

    def format_usage(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(context))
        formatter.write_usage(context.command_path, pieces, prefix="Aufruf: ")

    def format_options(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        options = [one for one in self.get_params(context) if isinstance(one, click.Option)]
        with formatter.section("Optionen"):
            formatter.write_dl([one.get_help_record(context) for one in options])

    def get_help_option(self, context: click.Context) -> click.Option | None:
        option = super().get_help_option(context)
        option.help = "diese Hilfe zeigen"
        return option


command = partial(click.command, cls=Command)


class OneOf(click.Choice):
    """One of some words."""

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> str:
        if value not in self.choices:
            self.fail(f"„{value}“ ist keiner der Werte {', '.join(self.choices)}.", parameter, context)
        return value


class WholeNumber(click.ParamType):
    """A whole number from `least` on."""

    name = "zahl"

    def __init__(self, least: int) -> None:
        self.least = least

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> int:
        if not re.fullmatch("[0-9]+", str(value)) or int(value) < self.least:
            self.fail(f"„{value}“ ist keine ganze Zahl ab {self.least}.", parameter, context)
        return int(value)


class File(click.Path):
    """A file to read, or with `written` one to write."""

    def __init__(self, written: bool = False) -> None:
        super().__init__(path_type=Path)
        self.name, self.written = "datei", written

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> Path:
        file = Path(value)
        if self.written and (file.is_dir() or not file.parent.is_dir()):
            raise InputFault(
                "Dorthin lässt sich keine Datei schreiben.",
                file=file,
                found="ein Ordner" if file.is_dir() else "den Ordner gibt es nicht",
                expected="der Name einer Datei in einem Ordner, den es gibt",
                remedy="Den Namen prüfen oder den Ordner anlegen.",
            )
        if not self.written and not file.is_file():
            raise InputFault(
                "Die Datei gibt es nicht.",
                file=file,
                expected="eine Datei, die sich öffnen lässt",
                remedy="Namen und Ordner prüfen; einen Namen mit Leerzeichen in Anführungszeichen setzen.",
            )
        return file


def in_german(error: click.ClickException) -> str:
    """Return what is wrong with a call, what was expected and what to do."""
    context = getattr(error, "ctx", None)
    if context is None or isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    called, known, found = context.command, [], None
    names = [name for one in called.get_params(context) for name in one.opts if name.startswith("-")]
    problem, expected = "Der Aufruf passt nicht.", " ".join(called.collect_usage_pieces(context))
    match error:
        case click.NoSuchOption():
            problem, found, known = "Diese Option gibt es nicht.", error.option_name, names
        case click.exceptions.NoSuchCommand():
            problem, found = "Diesen Befehl gibt es nicht.", error.command_name
            known = called.list_commands(context)
        case click.BadOptionUsage():
            option = next(one for one in called.get_params(context) if error.option_name in one.opts)
            problem = f"Die Option {error.option_name} passt nicht."
            expected = "die Option ohne einen Wert" if option.is_flag else "hinter der Option ihr Wert"
        case click.MissingParameter():
            problem = f"Die Angabe {_shown(error.param, context)} fehlt."
            expected = getattr(error.param, "help", None) or expected
        case click.BadParameter():
            problem = (
                f"Die Angabe {error.param_hint or _shown(error.param, context)} passt nicht: {error.message}"
            )
        case click.UsageError() if not isinstance(called, click.Group):
            problem = "Es sind mehr Angaben, als der Befehl braucht."
    if known:
        expected = "einer von: " + ", ".join(known)
    remedy = f"{name_remedy(found, known)} " if known else ""
    return str(
        InputFault(
            problem, found=found, expected=expected, remedy=f"{remedy}Hilfe: {context.command_path} --help"
        )
    )


def _shown(parameter: click.Parameter, context: click.Context) -> str:
    return parameter.opts[0] if isinstance(parameter, click.Option) else parameter.make_metavar(context)
