"""The reading report: how a file was understood, as data and in German."""

from dataclasses import asdict
from typing import Any

from ohv_coworking.basics.german import enumeration, number, plural
from ohv_coworking.formats.exports import spss
from ohv_coworking.formats.exports.survey_formats import FORMATS as SURVEYS
from ohv_coworking.formats.intake_record import intake_record
from ohv_coworking.formats.recognise import PLAIN_TABLE
from ohv_coworking.formats.statistics.statistics_formats import FORMATS as STATISTICS
from ohv_coworking.formats.statistics.statistics_formats import WHOLE_FILES
from ohv_coworking.reading import Meaning
from ohv_coworking.reading.text import SEPARATOR_NAMES

LABELS = {known.KIND: known.LABEL for known in (*SURVEYS, spss, *STATISTICS, *WHOLE_FILES)} | {
    PLAIN_TABLE: "Tabelle ohne bekanntes Format"
}
TYPES = {
    "single": "Einfachauswahl",
    "multiple": "Mehrfachauswahl",
    "slots": "Mehrfachauswahl (nummerierte Spalten)",
    "scale": "Skala",
    "number": "Zahl",
    "price": "Preis",
    "date": "Datum",
    "time": "Uhrzeit",
    "ranking": "Rangfolge",
    "matrix": "Matrix",
    "text": "offene Antwort",
}

MOST_SHOWN = 8  # entries of a list that are written out


def report(meaning: Meaning) -> dict[str, Any]:
    """Return the report's data; all keys but the family's own are always present."""
    grid, record = meaning.table.grid, intake_record(meaning)
    return {
        "kind": meaning.kind,
        "encoding": grid.encoding,
        "separator": grid.separator,
        "sheet": grid.sheet,
        "header_rows": list(meaning.table.header_rows),
        "rows": meaning.rows,
        "intake": asdict(record),
        "intake_in_words": str(record),
        "columns": list(meaning.columns),
        "dropped": [{"row": row, "reason": reason} for row, reason in meaning.dropped],
        "personal_columns": list(meaning.personal_columns),
        "symbols": dict(meaning.symbols),
        "notices": list(meaning.notices),
        **meaning.details(),
    }


def in_words(found: dict[str, Any], file: str) -> str:
    """Return the report as German text for a consultant."""
    lines = [
        f"{file}: {LABELS.get(found['kind'], found['kind'])} ({found['kind']})",
        f"  {plural(found['rows'], 'Zeile', 'Zeilen')}, {plural(len(found['columns']), 'Spalte', 'Spalten')}",
    ]
    if found["intake"]["left_out"]:
        lines.append(f"  Eingang: {found['intake_in_words']}")
    if found["encoding"]:
        separator = SEPARATOR_NAMES.get(found["separator"])
        lines.append(
            f"  Zeichensatz {found['encoding']}" + (f", Trennzeichen {separator}" if separator else "")
        )
    if found["sheet"]:
        lines.append(f"  Blatt „{found['sheet']}“")
    rows = found["header_rows"]
    if rows:
        lines.append(f"  Kopf: {_rows(rows)}")
    elif found["separator"] or found["sheet"]:
        lines.append("  keine Kopfzeile gefunden")
    lines += [
        f"  ausgelassen ({reason}): {_rows(rows)}" for reason, rows in _dropped(found["dropped"]).items()
    ]
    if found["personal_columns"]:
        lines.append(f"  personenbezogen und daher ausgelassen: {enumeration(found['personal_columns'])}")
    if found["symbols"]:
        counts = [f"„{symbol}“ {number(count)}-mal" for symbol, count in found["symbols"].items()]
        lines.append(f"  Zeichen anstelle von Werten: {enumeration(counts)}")
    lines += [f"  Hinweis: {notice}" for notice in found["notices"]]
    if found["kind"] == PLAIN_TABLE:
        lines.append(f"  Spalten: {', '.join(found['columns'])}")
    lines += _questions(found.get("questions"))
    for key, label in (("indicators", "Merkmale"), ("regions", "Regionen"), ("periods", "Zeiträume")):
        if values := found.get(key):
            shown = [str(value) for value in values[:MOST_SHOWN]]
            more = f" und {number(len(values) - MOST_SHOWN)} weitere" if len(values) > MOST_SHOWN else ""
            lines.append(f"  {label}: {', '.join(shown)}{more}")
    return "\n".join(lines)


def _dropped(dropped: list[dict[str, Any]]) -> dict[str, list[int]]:
    reasons: dict[str, list[int]] = {}
    for entry in dropped:
        reasons.setdefault(entry["reason"], []).append(entry["row"])
    return reasons


def _rows(rows: list[int]) -> str:
    """Return row numbers in words, neighbours as ranges: "Zeilen 3, 5 bis 9 und 12"."""
    ranges: list[list[int]] = []
    for row in rows:
        if ranges and ranges[-1][1] == row - 1:
            ranges[-1][1] = row
        else:
            ranges.append([row, row])
    shown = [f"{first}" if first == last else f"{first} bis {last}" for first, last in ranges[:MOST_SHOWN]]
    if len(ranges) > MOST_SHOWN:
        shown.append(f"{number(len(ranges) - MOST_SHOWN)} weitere Stellen")
    return f"{'Zeile' if len(rows) == 1 else 'Zeilen'} {enumeration(shown)}"


def _questions(questions: list[dict[str, Any]] | None) -> list[str]:
    if not questions:
        return []
    lines = [f"  {plural(len(questions), 'Frage', 'Fragen')}:"]
    for question in questions:
        kind = TYPES.get(question["type"], question["type"])
        answered = f"beantwortet von {number(question['answered'])}"
        if question["base"] != question["answered"]:
            answered += f", gesehen von {number(question['base'])}"
        lines.append(f"    {question['text']} [{kind}; {answered}]")
    return lines
