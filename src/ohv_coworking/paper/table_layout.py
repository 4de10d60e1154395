"""How a table stands on a sheet of A4: in what type, upright or turned."""

from collections.abc import Sequence
from dataclasses import dataclass

from lxml.etree import _Element as Element

from ohv_coworking.binding.columns import NARROW_WORD, Columns

# The text of a sheet in pt: as wide upright, and as wide and high turned.
UPRIGHT, TURNED, TURNED_HEIGHT = (round(millimetres * 72 / 25.4) for millimetres in (174, 252, 150))
TABLE_SIZES, REGISTER_SIZES = (8, 7.5), (7.5,)
# A table that needs more than this of the width upright is easier to read turned, if it fills one turned sheet.
CROWDED = 0.9


@dataclass(frozen=True)
class TableLayout:
    """Type in pt, widths of the columns in em, about how high it stands in pt, and whether it is turned."""

    size: float
    widths: Sequence[float]
    height: float
    turned: bool = False

    @classmethod
    def of(cls, table: Element, sizes: Sequence[float]) -> "TableLayout":
        """Return the layout of a table upright, or turned where that is needed or reads better, in the largest type that fits."""
        columns, narrow = Columns.of(table), Columns.of(table, NARROW_WORD)
        tried = [(columns, size) for size in sizes] + [(narrow, sizes[-1])]
        upright = [cls._at(held, size, UPRIGHT) for held, size in tried if held.need * size <= UPRIGHT]
        turned = [cls._at(columns, size, TURNED, turned=True) for size in sizes]
        fitting = [one for one in turned if one.height < TURNED_HEIGHT]
        if not upright:
            return (fitting or turned[-1:])[0]
        crowded = columns.need * upright[0].size > CROWDED * UPRIGHT
        fills = fitting and fitting[0].height > TURNED_HEIGHT / 2
        return fitting[0] if crowded and fills else upright[0]

    @classmethod
    def _at(cls, columns: Columns, size: float, width: float, turned: bool = False) -> "TableLayout":
        widths = columns.within(width / size)
        return cls(size, widths, columns.height(widths) * size, turned)
