"""The formats of official statistics that take part in the recognition, those with sure signs first."""

from ohv_coworking.reading.meaning import Format
from ohv_coworking.statistics import (
    commuters,
    district_directory,
    election_structure,
    flat_file,
    genesis_table,
    inkar,
    municipal_directory,
    office_table,
    zensus_grid,
)

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
