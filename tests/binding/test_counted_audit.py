"""At the end of the build no number of people stands printed that has not passed disclosure control."""

import pandas as pd
import pytest

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.binding.counted_audit import audit_counts
from ohv_coworking.exhibits.ledger import ChapterLedger, Column, KeyFigure, Ledger, NamedFrame
from ohv_coworking.parameters import load
from ohv_coworking.raw import Catalog
from ohv_coworking.study.earlier import built_ledger
from ohv_coworking.study.edition import Edition

BASIS = ("raw:survey#mit Einwilligung",)


@pytest.fixture(scope="module")
def catalog(root) -> Catalog:
    return Catalog.load(root / "data" / "raw")


def ledger(*counts: object, released=(), unit="Antworten", basis=BASIS) -> Ledger:
    """A chapter that prints a table of numbers and hands over what control lets pass."""
    frame = NamedFrame(
        "answers",
        "Antworten",
        pd.DataFrame({"n": counts}),
        {"n": Column("Basis", unit)},
        basis,
        chapter="survey",
    )
    return Ledger([ChapterLedger("survey", {}, {"answers": frame}, released={"survey": list(released)})])


@pytest.mark.parametrize(
    "told, held",
    [
        ("zu wenige", ledger(160, 3, released=[160, 3])),
        ("nicht durch die Geheimhaltung", ledger(157, released=[160])),
        ("Abstand", ledger(160, 156, released=[160, 156])),
        ("Abstand", ledger(22, 20, released=[22, 20])),
        ("nicht durch die Geheimhaltung", ledger("157", unit="")),
    ],
)
def test_what_tells_of_a_few_is_refused(told, held, catalog):
    """A small number, one that control has not seen, and two bases that tell how few lie between them."""
    with pytest.raises(InputFault) as fault:
        audit_counts(held, catalog)

    assert told in str(fault.value)


def test_a_number_within_a_text_is_counted_too(catalog):
    """A key figure that is a text prints its number all the same."""
    figure = KeyFigure(
        "gone", "Abgelaufene", "3 Einträge", "", "computed", ("raw:interested_users",), chapter="interested"
    )

    with pytest.raises(InputFault):
        audit_counts(Ledger([ChapterLedger("interested", {"gone": figure})]), catalog)


@pytest.mark.parametrize(
    "held",
    [
        ledger(160, 113, 20, 0, released=[113]),
        ledger(3, 4, basis=("raw:population",)),
        ledger(1.5, unit="€"),
    ],
)
def test_what_passed_control_may_stand(held, catalog):
    """Released counts, rounded ones, none, what is no count of answers, and what rests on no person's answers."""
    audit_counts(held, catalog)


def test_a_year_is_no_count(catalog):
    """Four digits without a dot, as in the period of a funding programme; with one they are people."""
    audit_counts(ledger("2024", "2019 bis 2021", unit=""), catalog)
    with pytest.raises(InputFault):
        audit_counts(ledger("2.024", unit=""), catalog)


def test_the_build_prints_nothing_else(built):
    edition = Edition(built, built / "study.yaml")

    audit_counts(built_ledger(edition, load(edition.parameters)), Catalog.load(edition.raw))
