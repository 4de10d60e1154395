"""What a chapter may read: the ledgers of earlier chapters and the parameters of the edition as key figures."""

from collections.abc import Iterable

from ohv_coworking.basics.build_records import read_record
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.exhibits.ledger import ChapterLedger, KeyFigure, Ledger, Value
from ohv_coworking.parameters import Study
from ohv_coworking.study.edition import Edition


def earlier_ledger(edition: Edition, study: Study, after: Iterable[str]) -> Ledger:
    """Return the ledger of the parameters and of the chapters in `after`; raise InputFault for one not built."""
    return Ledger([study_ledger(study), *(_ledger_of(edition, chapter) for chapter in after)])


def built_ledger(edition: Edition, study: Study) -> Ledger:
    """Return the ledger of all chapters that the last build of the edition left; raise InputFault where there are none."""
    chapters = sorted(file.parent.name for file in edition.processed.glob("*/ledger.json"))
    return earlier_ledger(edition, study, chapters or ["summary"])


def read_last(edition: Edition, chapter: str) -> list[str]:
    """Return which chapters the last build of a chapter could read, for a visit by hand."""
    record = read_record(edition.built(chapter) / "record.json", ("after",))
    return record["after"] if record else []


def study_ledger(study: Study) -> ChapterLedger:
    """Return the parameters of the edition as key figures of a chapter called `study`, for texts and labels."""
    region = study.region.model_dump(include={"name", "long_name", "home_edition"}, by_alias=True)
    commission = study.commission.model_dump(exclude={"links"})
    figures = [
        *(_figure(name, value, "region") for name, value in region.items()),
        *(_figure(f"commission_{name}", value, "commission") for name, value in commission.items()),
        *(_figure(name, getattr(study, name).isoformat(), name, "Datum") for name in ("reference_date", "opening_month")),
        _figure("price_base", study.price_base, "price_base", "Jahr"),
    ]  # fmt: skip
    return ChapterLedger("study", {figure.name: figure for figure in figures})


def _figure(name: str, value: Value, parameter: str, unit: str = "") -> KeyFigure:
    return KeyFigure(name, name, value, unit, "assumed", (f"parameter:{parameter}",), chapter="study")


def _ledger_of(edition: Edition, chapter: str) -> ChapterLedger:
    file = edition.built(chapter) / "ledger.json"
    if not file.is_file():
        raise InputFault(
            f"Das Kapitel „{chapter}“ ist noch nicht gebaut, seine Kennzahlen werden hier gebraucht.",
            file=file.relative_to(edition.root),
            expected="das Ergebnis eines früheren Baus",
            remedy="Einmal „make study“ im Projektordner aufrufen, dann das Notebook neu starten.",
        )
    return ChapterLedger.read(file)
