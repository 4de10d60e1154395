"""A wrong call is answered in German: what, what was expected, what to do; the exit code says whose fault it is."""

import re

import click
import pytest

from ohv_coworking.commands import COMMANDS, WRONG_USAGE, group, main
from ohv_coworking.commands.read import Rows
from ohv_coworking.commands.usage import Command, File, OneOf, WholeNumber

ENGLISH = re.compile(
    r"\b(usage|options|commands?|no such|missing|invalid|requires|unexpected|does not|show this|got)\b", re.I
)


def answer(capsys, arguments: list[str]) -> tuple[int, str]:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    shown = capsys.readouterr()
    return stopped.value.code, shown.out + shown.err


@pytest.mark.parametrize(
    ("call", "problem", "told"),
    [
        ("fianance", "Diesen Befehl gibt es nicht.", "gemeint ist vielleicht „finance“"),
        ("finance --sett x", "Diese Option gibt es nicht.", "gemeint ist vielleicht „--set“"),
        ("finance --set", "Die Option --set passt nicht.", "ihr Wert"),
        ("finance --json=3", "Die Option --json passt nicht.", "ohne einen Wert"),
        ("finance --set area", "--set", "NAME=WERT"),
        ("read", "Die Angabe DATEI fehlt.", "ohv-coworking read --help"),
        ("read a b", "Es sind mehr Angaben, als der Befehl braucht.", "DATEI"),
        ("read a --as umfrage", "--as", "survey/limesurvey"),
        ("read a --header-rows x", "--header-rows", "7-9"),
        ("questionnaire alle --out x", "FASSUNG", "person, employer"),
        ("questionnaire person", "Die Angabe --out fehlt.", "Datei, die geschrieben wird"),
    ],
)  # fmt: skip
def test_a_wrong_call_is_told_in_german(capsys, call, problem, told):
    """Unknown names come with near ones; exit code 64."""
    code, shown = answer(capsys, call.split())

    assert WRONG_USAGE == code
    assert problem in shown
    assert told in shown
    assert "Abhilfe:" in shown
    assert [] == ENGLISH.findall(shown)


@pytest.mark.parametrize(
    "call", ["read a --labels missing.lss", "questionnaire person --out missing/x.txt", "read missing.csv"]
)
def test_a_file_that_is_not_there_is_the_consultants(capsys, tmp_path, monkeypatch, call):
    """No trace: place, remedy and exit code 2."""
    monkeypatch.chdir(tmp_path)
    code, shown = answer(capsys, call.split())

    assert 2 == code
    assert "missing" in shown
    assert "Abhilfe:" in shown


@pytest.mark.parametrize("name", ["", *sorted(COMMANDS)])
def test_every_help_page_is_in_german(capsys, name):
    code, shown = answer(capsys, [*name.split(), "--help"])

    assert 0 == code
    assert shown.startswith(f"Aufruf: ohv-coworking {name}".rstrip())
    assert "diese Hilfe zeigen" in shown
    assert [] == ENGLISH.findall(shown)


def test_every_kind_of_argument_speaks_german():
    """A kind of click's own that can refuse a value would do so in English."""
    context = click.Context(group)
    commands = [group.get_command(context, name) for name in COMMANDS]
    never_refuse = (click.types.StringParamType, click.types.BoolParamType)
    ours = (Rows, File, OneOf, WholeNumber)

    assert all(isinstance(command, Command) for command in commands)
    for parameter in (one for command in commands for one in command.params):
        kind = parameter.type
        assert isinstance(kind, (*never_refuse, *ours)) or (
            isinstance(kind, click.Path) and not kind.exists
        ), parameter


def test_breaking_off_a_question_leaves_no_trace(capsys, monkeypatch):
    """Ctrl-C at a question ends the command in one word."""

    def broken_off(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("ohv_coworking.commands.read.understand", broken_off)
    with pytest.raises(SystemExit) as stopped:
        main(["read", __file__])

    assert "Abgebrochen." == stopped.value.code
