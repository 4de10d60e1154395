"""Formats of the workbook: inputs coloured and unlocked, everything else locked, German number formats."""

from functools import cached_property

import xlsxwriter

from ohv_coworking.basics.colours import shade

NUMBERS = {
    "euro": "#,##0;-#,##0;0",
    "sum": "#,##0;-#,##0;0",
    "cent": "#,##0.00;-#,##0.00;0.00",
    "percent": "0.0%",
    "factor": "0.0000",
    "count": "#,##0",
    "decimal": "#,##0.0",
    "plain": "0",
    "law": "General",
    "month": "[$-407]mmm yy",
    "date": "dd.mm.yyyy",
    "check": '"ok";"Fehler";"Fehler"',
    "alert": '0" Warnzeichen";;"keines"',
}
BY_UNIT = {"Anteil": "percent", "€": "cent", "Faktor": "factor", "Datum": "date", "Jahr": "plain"}
INPUT_FILL, GREEN, RED = "#FFF6D6", "#C9E8CF", "#F4C7C3"


class Styles:
    """The formats, each made once."""

    def __init__(self, book: xlsxwriter.Workbook):
        self._book = book
        self._made: dict[tuple, object] = {}

    def _format(self, **properties):
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({"font_name": "Arial", "font_size": 9, **properties})
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
    def text(self):
        return self._format()

    @cached_property
    def wrapped(self):
        return self._format(text_wrap=True, valign="top")

    @cached_property
    def small(self):
        return self._format(font_color="#808080")

    @cached_property
    def good(self):
        return self._format(bg_color=GREEN)

    @cached_property
    def bad(self):
        return self._format(bg_color=RED)


def style_of_unit(unit: str, whole: bool) -> str:
    """Return the number format of an input by its unit."""
    return BY_UNIT.get(unit, "count" if whole else "cent")
