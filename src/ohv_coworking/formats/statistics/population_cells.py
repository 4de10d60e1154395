"""Grid cells of the census inside a rectangle, from a file of any size: read piece by piece."""

from pathlib import Path

import pandas as pd

from ohv_coworking.formats.statistics.zensus_grid import Bounds, cells_within, is_wanted
from ohv_coworking.reading import DETECT, ReadingOptions, read_pieces


def read_population_cells(path: str | Path, bounds: Bounds, options: ReadingOptions = DETECT) -> pd.DataFrame:
    """Return the cells whose centre lies in the bounds: `x`, `y` (metres, EPSG:3035), `population`.

    A country of 100-m cells (3.1 million rows) needs no more memory than one piece and the chosen cells.
    Raises `InputFault` for a file that is no such grid.
    """
    return cells_within(read_pieces(path, is_wanted, options), bounds, Path(path).name)
