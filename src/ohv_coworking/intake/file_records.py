"""The intake record of a raw file, made by the reader of its chapters: it stands in the catalogue, and a build holds the file to it."""

from ohv_coworking.basics.records import frame, records
from ohv_coworking.formats.maps.geodata import areas_record, lines_record, read_areas
from ohv_coworking.formats.maps.map_layers import read_layer
from ohv_coworking.formats.timetable import read_gtfs
from ohv_coworking.intake.checking import MAP_ROLES, TIMETABLE
from ohv_coworking.intake.own_tables import KINDS
from ohv_coworking.raw import Catalog
from ohv_coworking.raw.balance import IntakeRecord, frame_record
from ohv_coworking.raw.raw_files import read_shipped
from ohv_coworking.raw.text_table import read_own_table
from ohv_coworking.region.office_files import role_record
from ohv_coworking.region.source import KEYS
from ohv_coworking.survey.responses import ROLES


def file_record(catalog: Catalog, file: str, name: str, role: str) -> IntakeRecord | None:
    """Return the record of a file below data/raw under an entry's name and role.

    None for a survey, which only its questionnaire can read, and for what is no table, map or timetable.
    """
    path, shown = catalog.folder / file, catalog.shown(file)
    if role in KEYS:
        return role_record(path)
    if role in MAP_ROLES:
        return areas_record(read_areas(path))
    if role == TIMETABLE:
        return read_gtfs(path).record
    if kind := KINDS.get(name) or KINDS.get(role):
        return frame_record(frame(records(read_own_table(path, shown), kind, shown), kind))
    if role in ROLES.values():
        return None
    if path.suffix == ".geojson":
        return lines_record(read_layer(path))
    return frame_record(read_shipped(path)) if path.suffix == ".csv" else None
