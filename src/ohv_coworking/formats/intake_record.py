"""The intake record of a table that was understood: each filled row below its header is kept, or left out for a reason."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.basics.german import plural
from ohv_coworking.raw.balance import IntakeRecord, LeftOut
from ohv_coworking.reading import Meaning, Table


def intake_record(meaning: Meaning) -> IntakeRecord:
    """Return what became of the records of a file; raises `InputFault` if a row is neither kept nor left out."""
    if meaning.record is not None:
        return meaning.record
    return replace(
        kept_or_left_out(meaning.table, meaning.kept_rows, meaning.dropped),
        read=meaning.tally(),
        set_aside={
            "Spalten mit Angaben zu Personen": len(meaning.personal_columns),
            "Zellen": meaning.odd_cells,
        },
    )


def kept_or_left_out(
    table: Table, kept_rows: Iterable[int], left_out: Iterable[tuple[int, str]]
) -> IntakeRecord:
    """Return what became of each filled row of a table; raises `InputFault` if one is neither kept nor left out."""
    filled = np.zeros(table.grid.height, dtype=bool)
    for column in table.grid.columns:
        filled |= column.spread(column.values != "")
    filled[[row - 1 for row in table.header_rows]] = False
    kept = np.zeros(len(filled) + 1, dtype=bool)  # rows count from 1
    kept[np.asarray(kept_rows, dtype=np.intp)] = True
    kept = kept[1:] & filled
    dropped = {row: reason for row, reason in left_out if filled[row - 1]}
    named = np.zeros(len(filled), dtype=bool)
    named[[row - 1 for row in dropped]] = True
    lost = np.flatnonzero(filled & (kept == named)) + 1
    if lost.size:
        raise InputFault(
            "Die Zeilen der Datei gehen nicht auf: eine ist weder gelesen noch mit Grund ausgelassen.",
            **table.grid.place, row=int(lost[0]), found=plural(lost.size, "solche Zeile", "solche Zeilen"),
            remedy="Die Datei unverändert neu exportieren; bleibt es dabei, die Datei dem Betreuer der Studie geben.",
        )  # fmt: skip
    reasons: dict[str, list[int]] = {}
    for row, reason in sorted(dropped.items()):
        reasons.setdefault(reason.partition(":")[0], []).append(row)
    return IntakeRecord(
        int(filled.sum()),
        int(kept.sum()),
        tuple(LeftOut(reason, len(held), held[0]) for reason, held in reasons.items()),
    )
