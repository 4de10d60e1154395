"""Statistics that no role of the study reads: refused at acceptance, before anything is asked about them."""

from ohv_coworking.basics.errors import InputFault, name_remedy
from ohv_coworking.formats.recognise import understand
from ohv_coworking.formats.statistics.long_table import LongTable
from ohv_coworking.formats.statistics.statistics_formats import WHOLE_FILES
from ohv_coworking.intake.checking import is_office_file
from ohv_coworking.raw import Catalog
from ohv_coworking.reading.table import NoTable
from ohv_coworking.region import office_files

SPREADSHEETS = {".csv", ".txt", ".xlsx", ".xls", ".ods"}
WHOLE = {known.KIND for known in WHOLE_FILES}


def refuse_unused(catalog: Catalog, relative: str, role: str) -> None:
    """Raise why a statistics file is not the one its role needs, before anything is asked about it."""
    path = catalog.folder / relative
    if role and role not in catalog.roles:
        raise InputFault(
            "Diese Rolle gibt es im Verzeichnis der Rohdaten nicht.", parameter="role", found=role,
            expected="; ".join(f"{name}: {one.title}" for name, one in catalog.roles.items()), remedy=name_remedy(role, catalog.roles),
        )  # fmt: skip
    if is_office_file(role, path) or office_files.is_shipped_layout(path) or path.suffix not in SPREADSHEETS:
        return
    try:
        meaning = understand(path)
    except NoTable:  # a list of the planners' own
        return
    if isinstance(meaning, LongTable) and meaning.kind not in WHOLE and role not in office_files.OFFICE_FILES:
        expected = f"eine Statistik für {', '.join(office_files.OFFICE_FILES)}"
        raise InputFault(
            f"Die Datei ist eine Statistik ({meaning.kind}), die keine Rolle der Studie liest; sie bliebe unbenutzt.",
            file=catalog.shown(relative), found="; ".join(meaning.details()["indicators"][:3]), expected=expected,
            remedy="Die Tabelle laden, die die Studie braucht; gehört sie zu einer Rolle, diese nennen (--role), dann wird gesagt, was fehlt.",
        )  # fmt: skip
