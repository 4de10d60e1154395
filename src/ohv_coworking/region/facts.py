"""One observed value out of the collected facts, with its source."""

from dataclasses import dataclass
from datetime import date
from functools import cache

import pandas as pd

from ohv_coworking.basics.errors import InputFault

FACTS_FILE = "regional_facts.csv"

# Copies of an encyclopedia give way to any row that cites the office itself.
WEAK_SOURCE = "Spiegelseite|Wikipedia|Enzyklopädie"


@dataclass(frozen=True)
class Observation:
    """A value as a source states it; `row` is the line of the facts file as a spreadsheet counts it."""

    indicator: str
    region_key: str
    value: float
    unit: str
    period: str
    source_title: str
    source_url: str
    row: int
    note: str = ""

    @property
    def reference(self) -> str:
        """The basis of a key figure that shows this value."""
        return _reference(self.row, self.source_title)


def pick(
    facts: pd.DataFrame,
    indicator: str,
    region_key: str,
    *,
    period: str | None = None,
    until: date | None = None,
    containing: str | None = None,
) -> Observation:
    """Return the one value of an indicator for a region: of `period`, or the latest that ends by `until`.

    `facts` is the facts file as read through the catalogue. Series are never mixed: the register and the
    official update are different indicators, and where sources differ on the same period an InputFault
    lists both until `containing` (text of source or note) decides. Rows without a date are never the latest.
    """
    if (period is None) == (until is None):
        raise TypeError("give either period or until")
    held = facts[(facts["indicator"] == indicator) & (facts["ags"] == region_key)]
    if containing is not None:
        held = held[
            (held["source_title"] + "; " + held["note"].fillna("")).str.contains(containing, regex=False)
        ]
    held = held.assign(end=pd.to_datetime(held["period"].map(period_end)))
    candidates = held[held["period"] == period] if until is None else held[held["end"] <= pd.Timestamp(until)]
    if candidates.empty:
        raise InputFault(
            "Eine Angabe liegt nicht vor.",
            file=FACTS_FILE,
            found=f"{indicator} für {region_key}: {', '.join(sorted(held['period'])) or 'keine Zeile'}",
            expected=f"ein Wert für {period}" if until is None else f"ein Wert bis {until:%d.%m.%Y}",
            remedy="Anderen Zeitraum wählen oder die Angabe mit ihrer Quelle in die Datei aufnehmen.",
        )
    strong = candidates[~candidates["source_title"].str.contains(WEAK_SOURCE)]
    candidates = candidates if strong.empty else strong
    latest = candidates[candidates["end"] == candidates["end"].max()] if until else candidates
    return _only(latest, indicator, region_key)


def optional(facts: pd.DataFrame, indicator: str, region_key: str, **selection) -> Observation | None:
    """Return what `pick` returns, None where the facts hold no such value; a conflict stays a fault."""
    held = (facts["indicator"] == indicator) & (facts["ags"] == region_key)
    if "period" in selection:
        held &= facts["period"] == selection["period"]
    return pick(facts, indicator, region_key, **selection) if held.any() else None


def yearly(facts: pd.DataFrame, indicator: str, region_key: str) -> pd.DataFrame:
    """Return the yearly values of one indicator for one region as `period` (year), `value` and `reference`, oldest first."""
    held = facts[(facts["indicator"] == indicator) & (facts["ags"] == region_key)]
    held = held[held["period"].str.fullmatch(r"\d{4}")]
    references = [_reference(row.Index + 2, row.source_title) for row in held.itertuples()]
    yearly = held.assign(period=held["period"].astype(int), reference=references)
    return yearly[["period", "value", "reference"]].sort_values("period", ignore_index=True)


@cache  # a table names few periods, many times
def period_end(period: str) -> pd.Timestamp:
    """Return the last day of a period, NaT if it has no date.

    >>> period_end("2023-06"), period_end("2019/2030"), period_end("undated")
    (Timestamp('2023-06-30 00:00:00'), Timestamp('2030-12-31 00:00:00'), NaT)
    """
    try:
        return pd.Period(period.rsplit("/", 1)[-1]).end_time.normalize()
    except ValueError:
        return pd.NaT


def _reference(row: int, source_title: str) -> str:
    return f"raw:regional_facts#Zeile {row}, {source_title}"


def _only(rows: pd.DataFrame, indicator: str, region_key: str) -> Observation:
    if rows["value"].nunique() > 1:
        listed = "; ".join(f"{row.value:g} ({row.source_title})" for row in rows.itertuples())
        raise InputFault(
            "Die Quellen widersprechen sich, keine Angabe wird stillschweigend bevorzugt.",
            file=FACTS_FILE,
            row=int(rows.index[0]) + 2,
            found=f"{indicator} für {region_key}: {listed}",
            expected="eine Quelle, benannt durch ein Stück ihres Titels oder ihrer Anmerkung",
        )
    row = rows.iloc[0]
    return Observation(
        indicator=indicator,
        region_key=region_key,
        value=float(row["value"]),
        unit=row["unit"],
        period=row["period"],
        source_title=row["source_title"],
        source_url=row["source_url"],
        row=int(rows.index[0]) + 2,
        note="" if pd.isna(row["note"]) else row["note"],
    )
