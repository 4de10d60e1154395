"""Commuters of the Bundesagentur für Arbeit: exports of the Pendleratlas (CSV) and the flow workbooks (krpend, gempend).

Residence and place of work have a name and a key each; which comes first depends on the direction. `0` or `Z…` is the
total, `032xx` and `Übrige …` pool partners with fewer than ten commuters, keys of Länder and Regierungsbezirke are
subtotals, letters a country. The export rounds to tens, so parts add up to their total only within five each.
"""

import re
from collections.abc import Sequence

import pandas as pd

from ohv_coworking.basics.german import number
from ohv_coworking.formats.statistics.commuter_layout import COUNTS, CommuterTable, commuter_table, header_row
from ohv_coworking.formats.statistics.long_table import LongTable, Measure, long_table
from ohv_coworking.formats.statistics.places import joint, places_of
from ohv_coworking.reading import DETECT, Grid, ReadingOptions

KIND = "statistics/commuters"
LABEL = "Pendlerverflechtungen (Bundesagentur für Arbeit)"

TOTAL = re.compile(r"0|Z+")
ROUNDED_TO = 10


def matches(grid: Grid) -> float:
    """Look for a header row that names residence and place of work."""
    return 0.95 if header_row(grid) else 0.0


def interpret(grid: Grid, options: ReadingOptions = DETECT, sheets: Sequence[Grid] = ()) -> LongTable:
    """Return the flows: the partner is the region, the indicator names direction and reference region."""
    found = commuter_table(grid, options)
    held = found.places.columns
    label = "Auspendler aus" if found.direction == "out" else "Einpendler nach"
    reference = joint([held["reference_code"], held["reference_region"]], " ")
    parts = {
        "region_key": held["partner_code"],
        "region": held["partner_region"],
        "period": found.period,
        "breakdown": reference.renamed(label + " " + reference.values),
        "unit": "Personen",
        "aggregate": held["aggregate"],
    }
    rows = found.places.rows
    return long_table(
        KIND, found.table, found.values, places_of(rows, parts),
        [Measure(column, COUNTS[name]) for name, column in found.columns.items()],
        dropped=dict.fromkeys(found.table.rows.difference(rows), "Überschrift ohne Partnergebiet"),
        notices=_doubts(found), has_own_keys=True,
    )  # fmt: skip


def flows(grid: Grid, options: ReadingOptions = DETECT) -> pd.DataFrame:
    """Return `direction` (out, in), `reference_` and `partner_` `region` and `code`, the counts, `aggregate`, `date`."""
    found = commuter_table(grid, options)
    texts = {name: held.cells for name, held in found.places.columns.items()}
    frame = pd.DataFrame(texts, index=found.places.rows)
    return frame.assign(direction=found.direction, date=found.period).join(found.counts)


def _doubts(found: CommuterTable) -> list[str]:
    """Return where sums do not agree beyond the source's rounding."""
    notices = []
    counts, places = found.counts, found.places
    total = counts["total"]
    rounding = ROUNDED_TO / 2 if (total.dropna() % ROUNDED_TO == 0).all() else 0
    if {"men", "women"} <= set(counts):
        off = (counts["men"] + counts["women"] - total).abs() > 3 * rounding
        notices += [
            f"Zeile {row}: Männer und Frauen ergeben nicht die Summe ({number(total[row])})."
            for row in total.index[off][:5]
        ]
    is_total = places.columns["aggregate"].by_shape("total".__eq__)
    references = pd.Series(places.columns["reference_code"].distinct.codes, index=places.rows)
    parts = total[~is_total].groupby(references[~is_total]).agg(["sum", "size", "count"])
    is_whole = is_total & places.columns["partner_code"].by_shape(
        lambda key: TOTAL.fullmatch(key) is not None
    )
    for row, code, stated in zip(places.rows[is_whole], references[is_whole], total[is_whole], strict=True):
        added, size, known = parts.loc[code] if code in parts.index else (stated, 0, 0)
        if size == known and abs(added - stated) > rounding * (size + 1):
            notices.append(f"Zeile {row}: die Summe ist {number(stated)}, die Teile ergeben {number(added)}.")
    return notices
