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


def places_of(rows: pd.Index, parts: Mapping[str, Coded | pd.Series | np.ndarray | str]) -> Places:
    """Return the places of the rows by column; a single text holds for all rows."""
    return Places(rows, {name: _coded(part, len(rows)) for name, part in parts.items()})


def _coded(part: Coded | pd.Series | np.ndarray | str, rows: int = 0) -> Coded:
    if isinstance(part, Coded):
        return part
    if isinstance(part, str):
        return Coded(np.zeros(rows, dtype=np.intp), np.array([part], dtype=object))
    return Coded(*pd.factorize(np.asarray(part, dtype=object)))


def joined(parts: Sequence[pd.Series]) -> pd.Series:
    """Return the texts of several columns as one, row by row: `männlich | unter 3 Jahre`."""
    codes, texts = combined(list(map(_coded, parts)))
    return pd.Series(np.array([*texts, None], dtype=object)[codes], index=parts[0].index, dtype=object)


def joint(parts: Sequence[Coded | pd.Series], mark: str = " | ") -> Coded:
    """Return the texts of several columns as one, by codes."""
    codes, texts = combined(list(map(_coded, parts)), mark=mark)
    again, distinct = pd.factorize(np.array(texts, dtype=object))
    return Coded(again[codes], distinct)


def zeros_added(keys: Coded) -> tuple[Coded, np.ndarray]:
    """Return the keys with the leading zeros that a spreadsheet took from them, and which distinct ones lacked them."""
    whole, lost = with_zeros(pd.Series(keys.texts, dtype=object))
    if not lost.any():
        return keys, lost.to_numpy()
    again, texts = pd.factorize(whole.to_numpy(dtype=object))
    return Coded(again[keys.codes], texts), lost.to_numpy()


def mended(places: Places) -> tuple[Places, list[str]]:
    """Return the places with the leading zeros that a spreadsheet took from their keys, and what was done."""
    codes, texts = places.columns["region_key"]
    keys, without = zeros_added(Coded(codes, texts))
    if not without.any():
        return places, []
    lost = without[codes]
    first = texts[codes[lost.argmax()]]
    count = plural(int(lost.sum()), "Regionalschlüssel", "Regionalschlüssel")
    notice = (
        f"{count} ohne führende Null (zuerst „{first}“) ergänzt: eine Tabellenkalkulation las sie als Zahlen."
    )
    return Places(places.rows, {**places.columns, "region_key": keys}), [notice]


def each(texts: Coded | pd.Series, answer: Callable[[str], bool | str]) -> np.ndarray:
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


def combined(parts: Sequence[Coded], named: bool = True, mark: str = " | ") -> tuple[np.ndarray, list[str]]:
    """Return for each row the code of its combination of texts, and the combinations joined."""
    codes, texts = parts[0].codes, parts[0].texts.tolist()
    for own, distinct in parts[1:]:
        known = np.arange(len(texts))
        if len(distinct) != 1:
            codes, known = pd.factorize(codes * len(distinct) + own)
        if named:
            pairs = (divmod(code, len(distinct)) for code in known.tolist())
            texts = [mark.join(filter(None, (texts[before], distinct[added]))) for before, added in pairs]
    return codes, texts
