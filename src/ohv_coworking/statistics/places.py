"""What the rows of a table stand for: regions, their keys as text, each of them once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
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


class Coded(NamedTuple):
    """A column as codes and its distinct texts, `texts[codes]` being the column."""

    codes: np.ndarray
    texts: np.ndarray


@dataclass(frozen=True, eq=False)
class Places:
    """What rows stand for, column by column: what is asked of their texts is asked of each distinct one once."""

    rows: pd.Index
    columns: Mapping[str, Coded]

    def column(self, name: str) -> np.ndarray:
        codes, texts = self.columns[name]
        return texts[codes] if len(texts) != 1 else np.repeat(texts, len(codes))

    def where(self, chosen: np.ndarray) -> "Places":
        columns = {name: Coded(codes[chosen], texts) for name, (codes, texts) in self.columns.items()}
        return Places(self.rows[chosen], columns)


def coded(places: pd.DataFrame, names: Sequence[str]) -> Places:
    """Return these columns of the places as codes and texts, empty where missing."""
    nothing = Coded(np.zeros(len(places), dtype=np.intp), np.array([""], dtype=object))
    columns = {name: _coded(places[name]) if name in places else nothing for name in names}
    return Places(places.index, columns)


def _coded(part: pd.Series) -> Coded:
    return Coded(*pd.factorize(part.to_numpy(dtype=object)))


def joined(parts: Sequence[pd.Series]) -> pd.Series:
    """Return the texts of several columns as one, row by row: `männlich | unter 3 Jahre`."""
    codes, texts = combined(list(map(_coded, parts)))
    return pd.Series(np.array([*texts, None], dtype=object)[codes], index=parts[0].index, dtype=object)


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


def each(texts: pd.Series, answer: Callable[[str], bool | str]) -> np.ndarray:
    """Return the answer for every text, asked of each distinct one once."""
    codes, distinct = _coded(texts)
    answers = list(map(answer, distinct))
    return np.array(answers, dtype=bool if all(isinstance(one, bool) for one in answers) else object)[codes]


def refuse_doubled(table: Table, places: Places) -> None:
    """Raise `InputFault` for a region that occurs twice for the same period and breakdown."""
    keys = places.columns["region_key"]
    keyed = places.where((keys.texts != "")[keys.codes])
    codes, _ = combined([keyed.columns[name] for name in IDENTITY], named=False)
    doubled = pd.Series(codes).duplicated().to_numpy()
    if doubled.any():
        place = int(doubled.argmax())
        first = keyed.rows[np.argmax(codes == codes[place])]
        region = " ".join(keyed.where([place]).column(name)[0] for name in ("region_key", "region"))
        count = plural(int(doubled.sum()), "doppelte Zeile", "doppelte Zeilen")
        raise InputFault(
            "Eine Region steht doppelt in der Tabelle.",
            **table.grid.place,
            row=int(keyed.rows[place]),
            found=f"{region}, schon in Zeile {first}; insgesamt {count}",
            expected="jede Region einmal je Zeitraum",
            remedy="Die überzählige Zeile löschen oder die Datei neu herunterladen.",
        )


def combined(parts: Sequence[Coded], named: bool = True) -> tuple[np.ndarray, list[str]]:
    """Return for each row the code of its combination of texts, and the combinations joined."""
    codes, texts = np.zeros(len(parts[0].codes), dtype=int), [""]
    for own, distinct in parts:
        known = np.arange(len(texts))
        if len(distinct) != 1:
            codes, known = pd.factorize(codes * len(distinct) + own)
        if named:
            pairs = (divmod(code, len(distinct)) for code in known.tolist())
            texts = [" | ".join(filter(None, (texts[before], distinct[added]))) for before, added in pairs]
    return codes, texts
