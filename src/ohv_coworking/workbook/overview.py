"""Writes the overview: what the plan says now and in each scenario, and three charts."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import xlsxwriter

from ohv_coworking.plan.financial_model import SWITCHES, Run
from ohv_coworking.plan.line import AXIS_COLUMN, Axis
from ohv_coworking.workbook.excel import NOTHING, BookLayout
from ohv_coworking.workbook.styles import NUMBERS, Styles, fit_row, page_setup

SHEET = "Übersicht"
FIGURES = (
    "subsidy_per_year", "subsidy_per_desk", "result_per_year", "utilisation_planned", "break_even_utilisation",
    "price_factor_needed", "minimum_liquidity_reached", "equity_lowest", "debt_cover", "loan_life_cover",
    "net_present_value", "internal_rates_found", "internal_rate",
)  # fmt: skip
_LIVE, _UNIT, _EDITION = 1, 2, 3
UNIT_WIDTH = 16
# What stands above the results; an alert is never below a sentence that all is well.
FAILED, SOUND = (
    "Prüfungen nicht bestanden, siehe Blatt Prüfungen",
    "Alle Prüfungen bestanden, kein Warnzeichen",
)
ALERTS = ("Rechnung geprüft; ", " Warnzeichen für das Vorhaben, siehe Blatt Prüfungen")
# A workbook reckons one case at a time; data tables, which would reckon more, are not reckoned alike in all programs.
FIXED = (
    "Die Spalten der Szenarien sind feste Werte: Die Mappe rechnet immer nur einen Fall. Für ein Szenario mit eigenen Werten "
    "ist es auf dem Blatt Eingaben zu wählen; dann steht es unter „jetzt“."
)
OWN_VALUES = '=IF(own_values_given>0,"ohne die eigenen Werte (eingetragen: "&own_values_given&")","")'
STATUS = (
    '=IF(inputs_out_of_range>0,"Eingaben prüfen: ein Wert oder Fall ist nicht zulässig",'
    f'IF(out_all_checks<1,"{FAILED}",IF(out_alerts_raised>0,"{ALERTS[0]}"&out_alerts_raised&"{ALERTS[1]}","{SOUND}")))'
)


def write_overview(
    book: xlsxwriter.Workbook,
    sheet,
    styles: Styles,
    layout: BookLayout,
    run: Run,
    chosen: Mapping[str, str],
    scenarios: Mapping[str, Run],
) -> None:
    """Fill the sheet; `chosen` gives what the switches show, `scenarios` the runs that stand side by side by label."""
    sheet.set_column(0, 0, 42, styles.text)
    sheet.set_column(_LIVE, _EDITION + len(scenarios), 12, styles.text)
    sheet.set_column(_UNIT, _UNIT, UNIT_WIDTH, styles.text)
    sheet.set_row(1, 15)
    sheet.write(0, 0, "Finanzplan: was er sagt", styles.title)
    sheet.write_formula(1, 0, STATUS, styles.bold, _status(run))
    sheet.write(3, 0, "Gewählte Fälle (Blatt Eingaben)", styles.heading)
    row = 3
    for name, title in SWITCHES.values():
        row += 1
        sheet.write(row, 0, title, styles.text)
        sheet.write_formula(row, _LIVE, f"=in_{name}", styles.text, chosen[name])
    row += 4
    sheet.write(row - 2, _EDITION, "Szenarien, wie die Ausgabe sie rechnet", styles.text)
    sheet.write_formula(row - 1, _EDITION, OWN_VALUES, styles.bold, "")
    note = row + len(FIGURES) + 3
    for column, title in enumerate(("Ergebnisse", "jetzt", "Einheit", *scenarios)):
        sheet.write(row, column, title, styles.wrapped_heading)
    for name in (*FIGURES, "alerts_raised", "all_checks"):
        row += 1
        line = run.lines.results[name]
        style = styles.result(line.style)
        fit_row(sheet, row, (line.label, 42), (line.unit, UNIT_WIDTH))
        sheet.write(row, 0, line.label, styles.wrapped)
        sheet.write_formula(row, _LIVE, f"=out_{name}", style, shown(run[name]))
        sheet.write(row, _UNIT, line.unit, styles.indented)
        for column, one in enumerate(scenarios.values(), _EDITION):
            sheet.write(row, column, shown(one[name]), style)
        if line.style in ("check", "alerts"):
            styles.signal(sheet, row, _LIVE, line.style)
    fit_row(sheet, note, (FIXED, 42 + 12 * (2 + len(scenarios))))
    sheet.merge_range(note, 0, note, _EDITION + len(scenarios) - 1, FIXED, styles.wrapped)
    for at, chart in enumerate(_charts(book, layout)):
        sheet.insert_chart(row + 4 + 13 * at, 0, chart, {"x_scale": 1.35, "y_scale": 0.68})
    page_setup(sheet, landscape=False)
    sheet.fit_to_pages(1, 1)


def _status(run: Run) -> str:
    if run["all_checks"] < 1:
        return FAILED
    if alerts := int(run["alerts_raised"]):
        return str(alerts).join(ALERTS)
    return SOUND


def shown(value: Any) -> float | str:
    """Return a value as a cell holds it: what is missing as a dash."""
    return NOTHING if np.isnan(value) else float(value)


def _charts(book: xlsxwriter.Workbook, layout: BookLayout):
    yield _chart(book, layout, "column", "Zuschussbedarf je Kalenderjahr", ["need_by_year"])
    cash = "Zahlungsmittel am Monatsende ohne zusätzlichen Zuschuss"
    yield _chart(book, layout, "line", cash, ["cash_balance"])
    yield _chart(book, layout, "line", "Einnahmen und Ergebnis je Monat", ["revenue", "own_result"])


def _chart(book: xlsxwriter.Workbook, layout: BookLayout, kind: str, title: str, lines: Sequence[str]):
    chart = book.add_chart({"type": kind})
    for name in lines:
        place = layout.lines[name]
        axis = "date" if place.axis is Axis.MONTH else "calendar_year"
        chart.add_series(
            {
                "name": [place.page, place.row, 0],
                "categories": _range(layout, axis),
                "values": _range(layout, name),
                "line": {"width": 1.75},
            }
        )
    chart.set_title({"name": title, "name_font": {"size": 11}})
    chart.set_y_axis(
        {
            "name": "€",
            "num_format": "#,##0",
            "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}},
        }
    )
    chart.set_x_axis(
        {"label_position": "low", "num_font": {"rotation": -45}}
        | ({"interval_unit": 6, "num_format": NUMBERS["month"]} if kind == "line" else {})
    )
    chart.set_legend({"position": "bottom"} if len(lines) > 1 else {"none": True})
    return chart


def _range(layout: BookLayout, name: str) -> list:
    place = layout.lines[name]
    return [place.page, place.row, AXIS_COLUMN, place.row, AXIS_COLUMN + layout.length[place.axis] - 1]
