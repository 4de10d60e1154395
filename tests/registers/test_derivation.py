"""What a key figure rests on is told to the bottom, and the bottom is what the raw file says."""

import csv
import json
from collections.abc import Iterator

import pytest
from lxml.html import document_fromstring

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.commands import main
from ohv_coworking.parameters import load
from ohv_coworking.raw import Catalog
from ohv_coworking.registers.derivation import Derivation
from ohv_coworking.study.earlier import built_ledger
from ohv_coworking.study.edition import Edition


@pytest.fixture(scope="module")
def derivation(built) -> Derivation:
    edition = Edition(built, built / "study.yaml")
    study = load(edition.parameters)
    return Derivation(built_ledger(edition, study), study, Catalog.load(edition.raw))


def nodes(node: dict) -> Iterator[dict]:
    yield node
    for one in node.get("rests_on", ()):
        yield from nodes(one)


def test_every_figure_of_the_summary_reaches_the_ground(built, derivation):
    """Below a figure stand figures and tables, and at the bottom files, assumptions and parameters only."""
    ledger = json.loads((built / "data" / "processed" / "study" / "summary" / "ledger.json").read_text())
    for name in [
        *(f"summary.{one}" for one in ledger["figures"]),
        "demand.desks",
        "viability.subsidy_per_year",
    ]:
        found = list(nodes(derivation.of(name)))
        ground = [one for one in found if not one.get("rests_on") and not one.get("told_above")]

        assert ground, name
        assert {one["sort"] for one in ground} <= {"raw", "assumption", "parameter"}


def test_cited_rows_are_quoted_as_they_stand(built, derivation):
    """Value, source and address are those of the row of that number in the file."""
    rows = [(one["file"], row) for one in nodes(derivation.of("demand.desks")) for row in one.get("rows", ())]

    assert rows
    for file, row in rows:
        with (built / "data" / "raw" / file).open(encoding="utf-8", newline="") as stream:
            held = list(csv.DictReader(stream))[row["row"] - 2]
        assert held["value"] == row["value"]
        assert held["source_url"] == row["source_url"]


def test_cited_rows_say_in_german_what_they_state(built):
    """No reader has to guess a figure from the name that it has in a file."""
    page = document_fromstring((built / "reports" / "studie.html").read_text(encoding="utf-8"))
    heads = page.xpath("//tr[starts-with(@id, 'row-')]/th")

    assert len(heads) > 20
    assert [] == [head.text_content() for head in heads if head.find(".//code") is not None]


def test_an_unknown_name_is_told_with_one_like_it(derivation):
    with pytest.raises(InputFault) as fault:
        derivation.of("subsidy_per_yer")

    assert "subsidy_per_year" in fault.value.remedy


def test_the_command_tells_it_in_words_and_as_json(built, capsys, monkeypatch):
    monkeypatch.chdir(built)
    for arguments, expected in (
        (["explain", "desks"], "Zeile "),
        (["explain", "desks", "--json"], '"rests_on"'),
    ):
        with pytest.raises(SystemExit) as end:
            main(arguments)
        assert not end.value.code
        assert expected in capsys.readouterr().out
