"""Keys of German regions: AGS and ARS, their levels, lost zeros.

An AGS has 2 digits for a Land, 3 for a Regierungsbezirk, 5 for a district, 8 for a municipality. The ARS of a
municipality has 12: Land, Regierungsbezirk, district (5), association (4), municipality (3); the AGS leaves out the
association. `DG` is Germany.
"""

import re

import numpy as np
import pandas as pd

from ohv_coworking.basics.german import plural
from ohv_coworking.reading.coded import Coded
from ohv_coworking.reading.grid import as_text

GERMANY = "DG"
LAND_NAMES = {
    "01": "Schleswig-Holstein", "02": "Hamburg", "03": "Niedersachsen", "04": "Bremen", "05": "Nordrhein-Westfalen",
    "06": "Hessen", "07": "Rheinland-Pfalz", "08": "Baden-Württemberg", "09": "Bayern", "10": "Saarland", "11": "Berlin",
    "12": "Brandenburg", "13": "Mecklenburg-Vorpommern", "14": "Sachsen", "15": "Sachsen-Anhalt", "16": "Thüringen",
}  # fmt: skip
LAENDER = len(LAND_NAMES)
LAND_LETTERS = {
    "SH": "01", "HH": "02", "NI": "03", "HB": "04", "NW": "05", "HE": "06", "RP": "07", "BW": "08", "BY": "09", "SL": "10",
    "BE": "11", "BB": "12", "MV": "13", "SN": "14", "ST": "15", "TH": "16",
}  # fmt: skip
TITLE_OF_LAND = re.compile(r"(bundes)?land |freistaat |freie (und )?hansestadt ")
WHOLES = (
    "deutschland",
    "bundesgebiet",
    "bundesrepublik deutschland",
    "deutschland insgesamt",
    "insgesamt",
    "zusammen",
    "bund",
)
LEVELS = {2: "Land", 3: "Regierungsbezirk", 5: "Kreis", 8: "Gemeinde", 9: "Gemeindeverband", 12: "Gemeinde"}
# What is left of a key whose leading zero a spreadsheet took for a number's.
WITHOUT_ZERO = {1: 2, 4: 5, 7: 8, 11: 12}
LENGTHS = {*LEVELS, *WITHOUT_ZERO}


def ags_from_ars(ars: pd.Series) -> pd.Series:
    """Return the AGS of regional keys: digits 1-5 and 10-12 of a municipality; Land and district stay as they are.

    >>> ags_from_ars(pd.Series(["120690656656", "12069"])).tolist()
    ['12069656', '12069']
    """
    return ars.where(ars.str.len() != 12, ars.str[:5] + ars.str[9:])


def ags_from_parts(
    land: pd.Series, region: pd.Series, district: pd.Series, municipality: pd.Series
) -> pd.Series:
    """Return the AGS from the columns Land, RB, Kreis, Gem of the municipal directory."""
    return land.str.zfill(2) + region.str.zfill(1) + district.str.zfill(2) + municipality.str.zfill(3)


def ars_from_parts(
    land: pd.Series, region: pd.Series, district: pd.Series, association: pd.Series, municipality: pd.Series
) -> pd.Series:
    """Return the ARS from the columns Land, RB, Kreis, VB, Gem of the municipal directory."""
    above = land.str.zfill(2) + region.str.zfill(1) + district.str.zfill(2)
    return above + association.str.zfill(4) + municipality.str.zfill(3)


def with_zeros(keys: Coded) -> tuple[Coded, np.ndarray]:
    """Return the keys with the leading zero a spreadsheet took away, and of which cells.

    Unambiguous by length: 1, 4, 7 and 11 digits, and two-digit numbers beyond the 16 Länder (a Regierungsbezirk).

    >>> with_zeros(Coded.of(np.array(["1001", "12065", "31", "12"], dtype=object)))[0].cells.tolist()
    ['01001', '12065', '031', '12']
    """
    suspect = [form == "1" * len(form) and len(form) in (2, *WITHOUT_ZERO) for form in keys.shapes.forms]
    places = np.flatnonzero(np.array(suspect, dtype=bool)[keys.shapes.codes])
    lost = [place for place in places if len(keys.values[place]) != 2 or int(keys.values[place]) > LAENDER]
    without = np.zeros(len(keys.values), dtype=bool)
    without[lost] = True
    if not lost:
        return keys, keys.spread(without)
    whole = np.where(without, "0" + keys.values, keys.values)
    return Coded.of(keys.spread(whole)), keys.spread(without)


def keys_of_names(names: Coded) -> Coded | None:
    """Return the keys of Länder told by name or by their letters, Germany among them; None for other names."""
    found = [_key_of(name) for name in names.values]
    return names.renamed(found) if all(found) and set(found) != {GERMANY} else None


def strange_among_lands(names: Coded) -> list[str]:
    """Return what is no Land where most names are one: a misspelt Land, or a part of Germany."""
    strange = [as_text(name) for name in names.values if not _key_of(name)]
    return strange if 2 * len(strange) < len(names.values) else []


def _key_of(name: object) -> str:
    """Return the key of a Land or of Germany, "" for any other name.

    >>> _key_of("Freie und Hansestadt Hamburg"), _key_of("Thueringen"), _key_of("Nordrhein - Westfalen"), _key_of("BB")
    ('02', '16', '05', '12')
    """
    text = as_text(name).strip()
    plain = _plain(text)
    return LAND_LETTERS.get(text) or _KEYS.get(plain) or _KEYS.get(TITLE_OF_LAND.sub("", plain), "")


def _plain(name: str) -> str:
    text = re.sub(r"\s*-\s*", "-", name.casefold())
    for umlaut, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue")):
        text = text.replace(umlaut, letters)
    return text


_KEYS = {_plain(name): key for key, name in LAND_NAMES.items()} | dict.fromkeys(WHOLES, GERMANY)


def told_of_zeros(given: Coded, lost: np.ndarray) -> str:
    """Return a German sentence on the keys whose zero was lost."""
    count = plural(int(lost.sum()), "Regionalschlüssel", "Regionalschlüssel")
    first = given.cell(int(lost.argmax()))
    return (
        f"{count} ohne führende Null (zuerst „{first}“) ergänzt: eine Tabellenkalkulation las sie als Zahlen."
    )


def is_official(key: str) -> bool:
    """Tell whether a text is a key of some level, zeros included."""
    return key == GERMANY or (key.isdigit() and len(key) in LEVELS)


def are_official(keys: Coded) -> np.ndarray:
    """Tell of each cell whether it is a key of some level, as `is_official`."""
    return keys.by_shape(is_official)


def are_keys(texts: Coded) -> bool:
    """Tell whether a column holds region keys, also ones without their zeros; nearly all of its cells must fit, of few all but one."""
    said = texts.by_shape(bool).sum()
    fits = texts.by_shape(lambda form: form == GERMANY or (form.isdigit() and len(form) in LENGTHS)).sum()
    return bool(said > 0 and fits >= min(0.9 * said, max(said - 1, 3)))
