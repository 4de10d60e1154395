"""The formats of official statistics that take part in the recognition."""

from ohv_coworking.reading.meaning import Format

FORMATS: tuple[Format, ...] = ()
