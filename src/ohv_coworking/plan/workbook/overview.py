"""Writes the first sheet: what the workbook is, what it says, and three charts."""

from collections.abc import Mapping

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
    "Das Bezugsjahr sind die letzten zwölf Planmonate. Die Unsicherheitsrechnung steht nur in der Studie.",
    "Modellfassung: Werte mit „zu prüfen“ sind Annahmen. Der Plan ersetzt keine Steuer- oder Rechtsberatung.",
)
FIGURES = {
    "subsidy_per_year": ("Bedarf der Kommunen je Betriebsjahr", "€", "euro"),
    "subsidy_per_desk": ("Bedarf je Arbeitsplatz und Jahr", "€", "euro"),
    "result_per_year": ("Ergebnis des Bezugsjahrs ohne Zuschüsse und Steuern", "€", "euro"),
    "utilisation_planned": ("Auslastung im Bezugsjahr", "", "percent"),
    "break_even_utilisation": (
        "Auslastung, bei der es sich trägt (über 100 %: nicht erreichbar)",
        "Anteil",
        "percent",
    ),
    "price_factor_needed": ("Faktor auf alle Preise, bei dem es sich trägt", "Faktor", "factor"),
    "minimum_liquidity_reached": ("niedrigster Stand der Zahlungsmittel", "€", "euro"),
    "net_present_value": ("Kapitalwert vor Finanzierung", "€", "euro"),
    "all_checks": ("Alle Prüfungen bestanden", "", "check"),
}


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
    for name, (label, unit, style) in FIGURES.items():
        row += 1
        value = float(run[name])
        sheet.write(row, 0, label, styles.text)
        sheet.write_formula(
            row, 1, f"=out_{name}", styles.result(style), NOTHING if np.isnan(value) else value
        )
        sheet.write(row, 2, unit, styles.text)
        if style == "check":
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
    yield _chart(book, layout, "column", "Bedarf der Kommunen je Kalenderjahr", {"need_by_year": "Bedarf"})
    yield _chart(
        book,
        layout,
        "line",
        "Zahlungsmittel am Monatsende ohne zusätzlichen Bedarf",
        {"cash_balance": "Zahlungsmittel"},
    )
    result = {"revenue": "Umsatz", "own_result": "Ergebnis ohne Zuschüsse und Steuern"}
    yield _chart(book, layout, "line", "Umsatz und Ergebnis je Monat", result)


def _chart(book: xlsxwriter.Workbook, layout: Layout, kind: str, title: str, lines: Mapping[str, str]):
    chart = book.add_chart({"type": kind})
    for name, label in lines.items():
        place = layout.lines[name]
        axis = "date" if place.axis is Axis.MONTH else "calendar_year"
        chart.add_series(
            {
                "name": label,
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
