"""Writes the first sheet: what the workbook is, what it says, and three charts."""

from collections.abc import Mapping, Sequence

import numpy as np
import xlsxwriter

from ohv_coworking.plan.financial_model import SWITCHES, Run
from ohv_coworking.plan.line import AXIS_COLUMN, Axis
from ohv_coworking.plan.workbook.excel import NOTHING, Layout
from ohv_coworking.plan.workbook.styles import NUMBERS, Styles

SHEET = "Übersicht"
TEXT = (
    "Lebendes Gegenstück zum Finanzmodell der Studie: alle Blätter rechnen mit Formeln aus dem Blatt „Eingaben“.",
    "Gelbe Zellen sind Eingaben. Die Blätter sind ohne Kennwort geschützt, damit keine Formel versehentlich überschrieben wird.",
    "Szenario, Schock, Betreibermodell, Finanzierung und Vergleich werden oben im Blatt „Eingaben“ gewählt.",
    "Das eingeschwungene Jahr sind die letzten zwölf Planmonate. Die Unsicherheitsrechnung steht nur in der Studie.",
    "Modellfassung: Werte mit „zu prüfen“ sind Annahmen. Der Plan ersetzt keine Steuer- oder Rechtsberatung.",
)
FIGURES = (
    "subsidy_per_year", "subsidy_per_desk", "result_per_year", "utilisation_planned", "break_even_utilisation",
    "price_factor_needed", "minimum_liquidity_reached", "net_present_value", "internal_rates_found", "internal_rate",
    "all_checks",
)  # fmt: skip


def write_overview(
    book: xlsxwriter.Workbook,
    sheet,
    styles: Styles,
    layout: Layout,
    run: Run,
    chosen: Mapping[str, str],
) -> None:
    """Fill the first sheet; `chosen` gives what the switches show."""
    sheet.set_column(0, 0, 62, styles.text)
    sheet.set_column(1, 1, 22, styles.text)
    sheet.set_column(2, 2, 10, styles.text)
    sheet.write(0, 0, "Finanzplan des Coworking-Raums", styles.title)
    for row, text in enumerate(TEXT, 2):
        sheet.write(row, 0, text, styles.text)
    row = 2 + len(TEXT) + 1
    sheet.write(row, 0, "Gewählte Fälle", styles.heading)
    for name, title in SWITCHES.values():
        row += 1
        sheet.write(row, 0, title, styles.text)
        sheet.write_formula(row, 1, f"=in_{name}", styles.text, chosen[name])
    row += 2
    sheet.write(row, 0, "Ergebnisse", styles.heading)
    for name in FIGURES:
        row += 1
        line, value = run.lines.results[name], float(run[name])
        sheet.write(row, 0, line.label, styles.text)
        sheet.write_formula(
            row, 1, f"=out_{name}", styles.result(line.style), NOTHING if np.isnan(value) else value
        )
        sheet.write(row, 2, line.unit, styles.text)
        if line.style == "check":
            sheet.conditional_format(
                row, 1, row, 1, {"type": "cell", "criteria": "==", "value": 1, "format": styles.good}
            )
            sheet.conditional_format(
                row, 1, row, 1, {"type": "cell", "criteria": "!=", "value": 1, "format": styles.bad}
            )
    for at, chart in enumerate(_charts(book, layout)):
        sheet.insert_chart(row + 2 + 14 * at, 0, chart, {"x_scale": 1.4, "y_scale": 0.9})
    sheet.set_portrait()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)
    sheet.set_footer("&L&A&RSeite &P von &N")
    sheet.protect()


def _charts(book: xlsxwriter.Workbook, layout: Layout):
    yield _chart(book, layout, "column", "Zuschussbedarf je Kalenderjahr", ["need_by_year"])
    cash = "Zahlungsmittel am Monatsende ohne zusätzlichen Zuschuss"
    yield _chart(book, layout, "line", cash, ["cash_balance"])
    yield _chart(book, layout, "line", "Einnahmen und Ergebnis je Monat", ["revenue", "own_result"])


def _chart(book: xlsxwriter.Workbook, layout: Layout, kind: str, title: str, lines: Sequence[str]):
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


def _range(layout: Layout, name: str) -> list:
    place = layout.lines[name]
    return [place.page, place.row, AXIS_COLUMN, place.row, AXIS_COLUMN + layout.length[place.axis] - 1]
