"""Whether municipalities add up to their district, districts to their Land, Länder to Germany.

Which columns are meant to add up is not told by a table: counts do, rates do not, nor does a selection of regions.
A column whose districts and Länder mostly do is held to it; so are municipalities, apart from them, since tables of
districts hold a few of them as "thereof". Germany is compared only with all Länder.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from ohv_coworking.basics.german import number
from ohv_coworking.formats.statistics.places import Places, Signs, combined
from ohv_coworking.formats.statistics.region_keys import GERMANY, LAENDER
from ohv_coworking.reading.coded import Coded

ABOVE = {12: 5, 8: 5, 5: 2}  # digits of a key and of the region above it
LEVELS = [{2, len(GERMANY)}, *({part, whole} for part, whole in ABOVE.items())]  # of parts and their whole
MOSTLY = 0.5
MEASURED = re.compile(
    r"(ha|qkm|km²|km2|km|m²|m2|qm|m|t|kg|%|Prozent|Tsd|1 ?000|Mio|Mill|Mrd|EUR|Euro|€|Jahre?|Stunden)\b|€|%"
)
NOTHING = ("-", "–")  # signs for: nothing there
MOST_SENTENCES = 5


class Deviation(NamedTuple):
    """A region whose parts do not add up to it: place of the row and of the column, counted from 0."""

    row: int
    column: int
    stated: float
    summed: float


def unequal_sums(
    places: Places, columns: list[str], numbers: np.ndarray, signs: Signs, units: Sequence[str] = ()
) -> list[str]:
    """Return German sentences on regions whose parts do not add up to them.

    `places` describes the rows of `numbers` (NaN where there is nothing), `units` the columns: what is measured and not
    counted is rounded part by part.
    """
    held = set(map(len, places.columns["region_key"].shapes.forms))
    if not any(levels <= held for levels in LEVELS):
        return []
    unknown = np.zeros(numbers.shape, dtype=bool)
    unknown[signs.row, signs.column] = ~np.isin(signs.text, NOTHING)
    unknown &= np.isnan(numbers)
    aggregate = places.columns["aggregate"]
    own = aggregate.spread(aggregate.values != "rest")
    if not own.all():
        places, numbers, unknown = places.where(own), numbers[own], unknown[own]
    groups, _ = combined([places.columns[name] for name in ("period", "breakdown", "unit")], named=False)
    keys = places.columns["region_key"]
    told = places.columns["unit"].values
    units = [unit or (told[0] if len(told) == 1 else "") for unit in units or [""] * len(columns)]
    found = deviations(
        keys, groups, numbers, unknown, measured=[MEASURED.match(unit) is not None for unit in units]
    )
    sentences = [
        f"Zeile {places.rows[off.row]}, Spalte „{columns[off.column]}“: {_plain(off.stated)}, "
        f"die Teile der Region {keys.cell(off.row)} ergeben {_plain(off.summed)}."
        for off in found[:MOST_SENTENCES]
    ]
    if len(found) > MOST_SENTENCES:
        sentences.append(f"Insgesamt {number(len(found))} Summen stimmen nicht mit ihren Teilen überein.")
    return sentences


def _plain(value: float) -> str:
    return number(value, 0 if value % 1 == 0 else 2)


def deviations(
    keys: Coded,
    groups: np.ndarray,
    values: np.ndarray,
    unknown: np.ndarray,
    mostly: float = MOSTLY,
    measured: Sequence[bool] = (),
) -> list[Deviation]:
    """Return where parts do not add up to their region, beyond rounding.

    `keys` and `groups` (numbers, equal for comparable rows: of one period and breakdown) describe the rows of
    `values` (rows × columns, NaN where missing); `unknown` marks missing values that may hide a number, other
    missing ones count as zero. A region with an unknown part is not compared, nor is a column of which less than
    the share `mostly` of the regions add up: 0 for columns known to be counts. `measured` columns may be off by half
    their unit for each part. A part without a value of its own counts with what stands below it: a former town keeps its
    key while the district it went into did not exist yet.
    """
    keys = keys.distinct
    part, whole = _parts_of(keys, groups)
    is_germany = keys.spread(keys.values == GERMANY)
    municipal = np.array([len(key) in (8, 12) for key in keys.values], dtype=bool)[keys.codes[part]]
    found = []
    held = _with_parts(part[municipal], whole[municipal], values)
    for chosen in (~municipal, municipal):
        if chosen.any():
            found += _level(part[chosen], whole[chosen], is_germany, values, held, unknown, mostly, measured)
    return sorted(found)


def _level(
    part: np.ndarray,
    whole: np.ndarray,
    is_germany: np.ndarray,
    values: np.ndarray,
    held: np.ndarray,
    unknown: np.ndarray,
    mostly: float,
    measured: Sequence[bool],
) -> Iterator[Deviation]:
    parts = np.bincount(whole, minlength=len(values))
    complete = (parts > 0) & (~is_germany | (parts == LAENDER))
    for column in range(values.shape[1]):
        numbers = values[:, column]
        summed = np.bincount(whole, weights=np.nan_to_num(held[part, column]), minlength=len(values))
        hidden = np.bincount(whole, weights=unknown[part, column], minlength=len(values)) > 0
        compared = np.flatnonzero(complete & ~hidden & np.isfinite(numbers))
        rounding = _rounding(numbers, bool(measured and measured[column]))
        off = np.abs(summed - numbers)[compared] > rounding * (parts[compared] + 1) + 1e-6
        if compared.size and np.mean(~off) >= mostly:
            yield from (Deviation(int(row), column, numbers[row], summed[row]) for row in compared[off])


def _with_parts(part: np.ndarray, whole: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Return the values, those missing filled with the sum of their parts."""
    if not part.size or not np.isnan(values[whole]).any():
        return values
    filled = values.copy()
    for column in range(values.shape[1]):
        summed = np.bincount(whole, weights=np.nan_to_num(values[part, column]), minlength=len(values))
        filled[:, column] = np.where(np.isnan(values[:, column]) & (summed > 0), summed, values[:, column])
    return filled


def _parts_of(keys: Coded, groups: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return pairs of rows: a part and the region directly above it."""
    codes, distinct = keys.codes.astype(np.int64), keys.values
    lengths = np.fromiter(map(len, distinct), dtype=int, count=len(distinct))
    parents = np.full(len(distinct), -1)
    index = pd.Index(distinct)
    for length, digits in ABOVE.items():
        held = np.flatnonzero(lengths == length)
        parents[held] = index.get_indexer([key[:digits] for key in distinct[held]])
    laender = np.flatnonzero((lengths == 2) & (distinct != GERMANY))
    parents[laender] = index.get_indexer([GERMANY])[0]
    if (parents < 0).all():
        return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp)
    count = groups.max() + 1
    places = codes * count + groups
    wanted = parents[codes] * count + groups
    order = np.argsort(places, kind="stable")
    found = order[np.minimum(np.searchsorted(places, wanted, sorter=order), len(order) - 1)]
    part = np.flatnonzero((parents[codes] >= 0) & (places[found] == wanted))
    return part, found[part]


def _rounding(numbers: np.ndarray, measured: bool) -> float:
    """Return half the unit a column is rounded to: ten, one, a tenth, …; whole numbers that count are exact."""
    known = numbers[np.isfinite(numbers)]
    if not np.any(known % 10):
        return 5.0
    if not np.any(known % 1):
        return 0.5 if measured else 0.0
    return next(
        unit / 2
        for unit in (0.1, 0.01)
        if unit == 0.01 or np.allclose(known / unit, np.round(known / unit), atol=1e-6)
    )
