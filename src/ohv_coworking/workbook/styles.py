"""Formats of the workbook: inputs coloured and unlocked, everything else locked, German number formats."""

from functools import cached_property
from textwrap import wrap

import xlsxwriter

from ohv_coworking.basics.colours import shade

NUMBERS = {
    "euro": "#,##0;-#,##0;0",
    "sum": "#,##0;-#,##0;0",
    "large": "[>=10000000]0.0E+0;[<=-10000000]-0.0E+0;#,##0",
    "cent": "#,##0.00;-#,##0.00;0.00",
    "percent": "0.0%",
    "factor": "0.0000",
    "count": "#,##0",
    "decimal": "#,##0.0",
    "plain": "0",
    # The values of the law stand among each other without units: shares are those below one.
    "law": "[=0]0;[<1]0.0%;#,##0.00",
    "any": "General",
    "month": "[$-407]mmm yy",
    "date": "dd.mm.yyyy",
    "check": '"ok";"Fehler";"Fehler"',
    "alert": '"Warnung";;"–"',
    "warning": '"auffällig";;"–"',
    "alerts": '0;;"keine"',
}
BY_UNIT = {"Anteil": "percent", "€": "cent", "Faktor": "factor", "Datum": "date", "Jahr": "plain"}
INPUT_FILL, GREEN, AMBER, RED = "#FFF6D6", "#C9E8CF", "#FBE3A6", "#F4C7C3"
FONT = {"font_name": "Arial", "font_size": 9}
SCALE = 78
"""Percent of the print: nine points become seven."""
ROW_HEIGHT, TITLE_HEIGHT = 12, 20


class Styles:
    """The formats, each made once."""

    def __init__(self, book: xlsxwriter.Workbook):
        self._book = book
        self._made: dict[tuple, object] = {}

    def _format(self, **properties):
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({**FONT, "valign": "top", **properties})
        return self._made[key]

    def number(self, style: str):
        return self._format(num_format=NUMBERS[style], align="right")

    def result(self, style: str):
        return self._format(num_format=NUMBERS[style], align="right", bold=True)

    def given(self, style: str):
        """Return the format of an input: coloured and unlocked."""
        return self._format(
            num_format=NUMBERS[style], bg_color=INPUT_FILL, locked=False, border=1, border_color="#C9B458"
        )

    @cached_property
    def title(self):
        return self._format(bold=True, font_size=14)

    @cached_property
    def heading(self):
        return self._format(bold=True, bg_color=shade(0.12))

    @cached_property
    def wrapped_heading(self):
        return self._format(bold=True, bg_color=shade(0.12), text_wrap=True)

    @cached_property
    def wrapped_bold(self):
        return self._format(bold=True, text_wrap=True)

    @cached_property
    def bold(self):
        return self._format(bold=True, font_size=11)

    @cached_property
    def text(self):
        return self._format()

    @cached_property
    def wrapped(self):
        return self._format(text_wrap=True)

    @cached_property
    def indented(self):
        return self._format(text_wrap=True, indent=1)

    @cached_property
    def link(self):
        return self._format(font_color=shade(1.0), underline=1)

    @cached_property
    def small(self):
        return self._format(font_color="#808080")

    def total(self, style: str):
        return self._format(num_format=NUMBERS[style], align="right", bold=True, top=1)

    def signal(self, sheet, row: int, column: int, style: str) -> None:
        """Colour a cell: a check green or red, an alert or a warning green or amber."""
        sound, colour = (1, RED) if style == "check" else (0, AMBER)
        for criteria, fill in (("==", GREEN), ("!=", colour)):
            look = {
                "type": "cell",
                "criteria": criteria,
                "value": sound,
                "format": self._format(bg_color=fill),
            }
            sheet.conditional_format(row, column, row, column, look)


def style_of_unit(unit: str, whole: bool) -> str:
    """Return the number format of an input by its unit."""
    return BY_UNIT.get(unit, "count" if whole else "cent")


def page_setup(sheet, landscape: bool = True) -> None:
    """Set a sheet up for A4 and protect it without a password."""
    sheet.set_landscape() if landscape else sheet.set_portrait()
    sheet.set_paper(9)
    sheet.set_default_row(ROW_HEIGHT)
    sheet.set_row(0, TITLE_HEIGHT)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_print_scale(SCALE)
    sheet.set_footer("&L&A&RSeite &P von &N")
    sheet.protect()


def fit_row(sheet, row: int, *texts: tuple[str, float]) -> None:
    """Make a row high enough for texts, each wrapped in a column of some width."""
    lines = max(len(wrap(text, int(1.1 * width))) for text, width in texts)
    if lines > 1:
        sheet.set_row(row, lines * ROW_HEIGHT)
