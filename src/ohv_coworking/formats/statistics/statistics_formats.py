"""The formats of official statistics that take part in the recognition, those with sure signs first.

Maps and timetables are no tables of cells: their modules look at the whole file (`matches_file`, `interpret_file`).
"""

from ohv_coworking.formats.statistics import (
    boundary_map,
    commuters,
    district_directory,
    election_structure,
    flat_file,
    genesis_table,
    inkar,
    municipal_directory,
    office_table,
    rail_timetable,
    zensus_grid,
)
from ohv_coworking.reading.meaning import Format

FORMATS: tuple[Format, ...] = (
    genesis_table,
    flat_file,
    zensus_grid,
    municipal_directory,
    district_directory,
    commuters,
    inkar,
    election_structure,
    office_table,
)

WHOLE_FILES = (rail_timetable, boundary_map)
