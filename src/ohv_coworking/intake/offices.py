"""What a statistics file in its office's own layout tells by itself: its role, its days, who publishes it on what terms."""

from collections.abc import Mapping
from itertools import chain, count
from typing import Any

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.intake.checking import is_office_file
from ohv_coworking.raw import Catalog
from ohv_coworking.raw.catalog_file import content
from ohv_coworking.raw.raw_files import CATALOG_FILE
from ohv_coworking.region import office_files

REGIONAL_DATABASE = {
    "publisher": "Statistische Ämter des Bundes und der Länder, Regionaldatenbank Deutschland",
    "source": "https://www.regionalstatistik.de",
    "licence": "Datenlizenz Deutschland – Namensnennung – Version 2.0 (dl-de/by-2-0)",
    "attribution": "Statistische Ämter des Bundes und der Länder, dl-de/by-2-0",
}
OFFICES = {
    **dict.fromkeys(("population", "age_groups", "employment"), REGIONAL_DATABASE),
    "census_population": REGIONAL_DATABASE
    | {
        "publisher": "Statistische Ämter des Bundes und der Länder, Zensusdatenbank",
        "source": "https://ergebnisse.zensus2022.de",
    },
    "municipal_directory": REGIONAL_DATABASE
    | {
        "publisher": "Statistisches Bundesamt (Destatis), Gemeindeverzeichnis",
        "source": "https://www.destatis.de",
        "attribution": "© Statistisches Bundesamt (Destatis), Gemeindeverzeichnis, dl-de/by-2-0",
    },
    "district_series": REGIONAL_DATABASE
    | {
        "publisher": "Bundesinstitut für Bau-, Stadt- und Raumforschung (BBSR), INKAR",
        "source": "https://www.inkar.de",
        "attribution": "INKAR, Bundesinstitut für Bau-, Stadt- und Raumforschung (BBSR), dl-de/by-2-0",
    },
    "commuters": {
        "publisher": "Statistik der Bundesagentur für Arbeit",
        "source": "https://statistik.arbeitsagentur.de",
        "licence": "Nutzungsbedingungen der Bundesagentur für Arbeit: freie Nutzung, Weitergabe mit Quellenangabe, keine "
        "Veränderung, eigene Berechnungen kenntlich machen",
        "attribution": "Statistik der Bundesagentur für Arbeit, statistik.arbeitsagentur.de; eigene Berechnungen sind als "
        "solche bezeichnet",
    },
}


def told_by_office(catalog: Catalog, relative: str, answers: Mapping[str, str]) -> dict[str, Any]:
    """Return what a statistics file in its office's layout answers by itself; nothing for any other file."""
    path = catalog.folder / relative
    entries = content(catalog.folder / CATALOG_FILE).entries
    held = next(
        (entry for entry in entries.values() if entry.file == relative), entries.get(answers.get("entry", ""))
    )
    role = (
        held.role
        if held
        else answers.get("role")
        or (None if office_files.is_shipped_layout(path) else office_files.role_of(path))
    )
    if role not in OFFICES or role not in catalog.roles or not is_office_file(role, path):
        return {}
    try:
        days = office_files.days_of(role, path)
    except InputFault:  # told where the file is looked through
        return {}
    told = {"title": catalog.roles[role].title, "role": role, "synthetic": False, **OFFICES[role]}
    if days:
        name = f"{role}_{days[-4:]}"
        more = (f"{name}_{nth}" for nth in count(2))
        told |= {"as_of": days, "entry": next(one for one in chain([name], more) if one not in entries)}
    return told
