"""What the rows of a table stand for: regions, their keys as text, each of them once."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from ohv_coworking.errors import InputFault
from ohv_coworking.german import plural
from ohv_coworking.reading import Table
from ohv_coworking.statistics.region_keys import with_zeros

IDENTITY = ["region_key", "period", "breakdown", "unit", "aggregate"]


class Signs(NamedTuple):
    """What stands in place of numbers or flags them: row and column, counted from 0, and the sign."""

    row: np.ndarray
    column: np.ndarray
    text: np.ndarray


def coded(places: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Return these columns as categories, empty where missing: what is asked of their texts is asked of each once."""
    nothing = np.zeros(len(places), dtype=np.intp), [""][: len(places)]
    parts = {name: pd.factorize(places[name].to_numpy(dtype=object)) if name in places else nothing for name in names}
    columns = {name: pd.Categorical.from_codes(codes, texts, validate=False) for name, (codes, texts) in parts.items()}
    return pd.DataFrame(columns, index=places.index)


def texts_of(places: pd.DataFrame, name: str) -> tuple[np.ndarray, np.ndarray]:
    """Return a column of categories as codes and texts, `texts[codes]` being the column."""
    return places[name].cat.codes.to_numpy(), np.asarray(places[name].cat.categories, dtype=object)


def joined(parts: Sequence[pd.Series]) -> pd.Series:
    """Return the texts of several columns as one, row by row: `männlich | unter 3 Jahre`."""
    codes, texts = _combined(parts)
    return pd.Series(np.array(texts, dtype=object)[codes], index=parts[0].index, dtype=object)


def mended(places: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Return the places with the leading zeros that a spreadsheet took from their keys, and what was done."""
    keys, lost = with_zeros(places["region_key"])
    if not lost.any():
        return places, []
    first = places.loc[lost, "region_key"].iloc[0]
    count = plural(int(lost.sum()), "Regionalschlüssel", "Regionalschlüssel")
    notice = (
        f"{count} ohne führende Null (zuerst „{first}“) ergänzt: eine Tabellenkalkulation las sie als Zahlen."
    )
    return places.assign(region_key=keys), [notice]


def refuse_doubled(table: Table, places: pd.DataFrame) -> None:
    """Raise `InputFault` for a region that occurs twice for the same period and breakdown."""
    codes, keys = texts_of(places, "region_key")
    keyed = places[(keys != "")[codes]]
    codes, _ = _combined([keyed[name] for name in IDENTITY], named=False)
    doubled = pd.Series(codes, index=keyed.index).duplicated()
    if doubled.any():
        row = int(doubled.idxmax())
        first = keyed.index[np.argmax(codes == codes[keyed.index.get_loc(row)])]
        count = plural(int(doubled.sum()), "doppelte Zeile", "doppelte Zeilen")
        raise InputFault(
            "Eine Region steht doppelt in der Tabelle.",
            **table.grid.place,
            row=row,
            found=f"{' '.join(keyed.loc[row, ['region_key', 'region']])}, schon in Zeile {first}; insgesamt {count}",
            expected="jede Region einmal je Zeitraum",
            remedy="Die überzählige Zeile löschen oder die Datei neu herunterladen.",
        )


def _combined(parts: Sequence[pd.Series], named: bool = True) -> tuple[np.ndarray, list[str]]:
    """Return for each row the code of its combination of texts, and the combinations joined."""
    codes, texts = np.zeros(len(parts[0]), dtype=int), [""]
    for part in parts:
        own, distinct = pd.factorize(part.array)
        known = np.arange(len(texts))
        if len(distinct) != 1:
            codes, known = pd.factorize(codes * len(distinct) + own)
        if named:
            pairs = (divmod(code, len(distinct)) for code in known.tolist())
            texts = [" | ".join(filter(None, (texts[before], distinct[added]))) for before, added in pairs]
    return codes, texts
