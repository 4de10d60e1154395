"""The building sheet: eight facts that decide about a building, and what to ask where one is not known."""

from collections.abc import Iterator, Mapping
from typing import Literal

import pandas as pd
from pydantic import Field

from ohv_coworking.basics import german
from ohv_coworking.basics.errors import InputFault, raise_all
from ohv_coworking.basics.records import Record, Source

OPEN = "offen"
Told = Literal["Miete", "frei ab", "Netz", "Öffnungszeiten", "Eigentum", "Genehmigung"]
# The eight facts in the order of the sheet, and what to ask of each.
QUESTIONS: Mapping[str, str] = {
    "Fläche": "Wie viele Quadratmeter sind für Arbeitsplätze frei, wie viele daneben?",
    "Miete": "Was kostet der Quadratmeter im Monat, kalt und mit Nebenkosten?",
    "stufenlos": "Ist der Weg von der Straße bis zum Platz und zum WC ohne Stufen?",
    "frei ab": "Wann und für wie lange ist der Raum zu haben?",
    "Netz": "Liegt Glasfaser im Haus, oder mit welcher Bandbreite ist zu rechnen?",
    "Öffnungszeiten": "Zu welchen Zeiten ist das Haus offen, auch abends und am Wochenende?",
    "Eigentum": "Wem gehört das Haus, und wer darf vermieten?",
    "Genehmigung": "Welche Nutzung ist genehmigt, gilt Denkmalschutz?",
}


class BuildingFact(Record):
    """What is known of one building beyond the table of sites; what has no row is not known."""

    table = "building_facts"
    identity = ("site", "fact")

    site: str = Field(min_length=2)
    fact: Told
    value: str = Field(min_length=1)
    source: Source


def building_sheet(
    sites: pd.DataFrame, facts: list[BuildingFact], listed: set[str], file: str
) -> pd.DataFrame:
    """Return the eight facts (rows: `fact`, `question`) with one column a building among the sites, named by its number.

    What is not known reads "offen". Raises InputFault for a fact of a building that no list of sites knows (`listed`).
    """
    raise_all(
        list(_unlisted(facts, listed, file)),
        "Mehrere Angaben nennen Gebäude, die nicht in der Tabelle der Standorte stehen.",
    )
    known = {(one.site, one.fact): one.value for one in facts}
    sheet = pd.DataFrame({"fact": list(QUESTIONS), "question": list(QUESTIONS.values())})
    for building in sites[sites["kind"] == "Gebäude"].itertuples():
        own = {
            "Fläche": german.quantity(building.area_m2, "m²") if pd.notna(building.area_m2) else OPEN,
            "stufenlos": building.step_free if pd.notna(building.step_free) else OPEN,
        }
        sheet[f"building_{building.number}"] = [
            own.get(fact) or known.get((building.name, fact), OPEN) for fact in QUESTIONS
        ]
    return sheet


def admitted(sites: pd.DataFrame, step_free: bool) -> pd.DataFrame:
    """Return the sites that may be compared: where step-free access is a condition, none known to have steps.

    What is not known excludes nobody. Raises InputFault if no site is left.
    """
    left = sites[~(sites["step_free"].eq("nein") & step_free)]
    if left.empty:
        raise InputFault(
            "Kein Standort erfüllt die Bedingung, stufenlos erreichbar zu sein.",
            parameter="site_requirements.step_free",
            found="step_free: nein bei allen Standorten",
            expected="mindestens ein Standort mit „ja“ oder ohne Angabe",
            remedy="Weitere Standorte in die Tabelle eintragen oder step_free auf false setzen.",
        )
    return left.reset_index(drop=True)


def _unlisted(facts: list[BuildingFact], listed: set[str], file: str) -> Iterator[InputFault]:
    for row, one in enumerate(facts, start=2):
        if one.site not in listed:
            yield InputFault(
                "Eine Angabe nennt ein Gebäude, das nicht in der Tabelle der Standorte steht.",
                file=file,
                row=row,
                column="site",
                found=one.site,
                expected=", ".join(sorted(listed)),
                remedy="Den Namen schreiben wie in der Tabelle der Standorte.",
            )
