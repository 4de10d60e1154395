"""Writes the cover: whose plan it is, of which edition, what can't be changed in it, and where everything stands."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from ohv_coworking.workbook.styles import Styles, fit_row, page_setup

SHEET = "Deckblatt"
FIXED = (
    "Planungszeitraum, Angebote, Kostenarten, Stellen, Investitionen, Darlehen und Zuschüsse: Sie stehen in study.yaml; nach einer Änderung dort wird die Datei neu geschrieben.",
    "Formeln: Die Blätter sind ohne Kennwort geschützt, damit keine versehentlich überschrieben wird. Geändert werden nur gelbe Zellen.",
    "Unsicherheitsrechnung und Korrelationen: Sie stehen nur in study.yaml und in der Studie und werden dort geprüft. Der Plan ersetzt keine Steuer- oder Rechtsberatung; Werte mit „zu prüfen“ sind Annahmen.",
)


@dataclass(frozen=True)
class Cover:
    """What the cover says of the edition; what is empty is left out."""

    study: str = ""
    region: str = ""
    edition: str = ""
    digest: str = ""


TITLES = {
    "study": "Studie",
    "region": "Region",
    "edition": "Stichtag der Ausgabe",
    "digest": "Prüfsumme der Ausgabe",
}


def write_cover(sheet, styles: Styles, cover: Cover, contents: Iterable[tuple[str, str]]) -> None:
    """Fill the cover; `contents` are the sheets with what stands on each."""
    sheet.set_column(0, 0, 24, styles.text)
    sheet.set_column(1, 1, 88, styles.text)
    sheet.write(0, 0, "Finanzplan des Coworking-Raums", styles.title)
    row = 2
    for field in fields(Cover):
        if text := getattr(cover, field.name):
            sheet.write(row, 0, TITLES[field.name], styles.text)
            sheet.write(row, 1, text, styles.wrapped)
            row += 1
    sheet.write(row + 1, 0, "Hier nicht zu ändern", styles.heading)
    for row, text in enumerate(FIXED, row + 2):  # noqa: B020
        fit_row(sheet, row, (text, 88))
        sheet.write(row, 1, text, styles.wrapped)
    sheet.write(row + 2, 0, "Inhalt", styles.heading)
    for row, (name, title) in enumerate(contents, row + 3):  # noqa: B020
        sheet.write_url(row, 0, f"internal:'{name}'!A1", styles.link, name)
        sheet.write(row, 1, title, styles.text)
    page_setup(sheet, landscape=False)
