"""Make the parameter file of another region: `python -m ohv_coworking.study.region AGS[,AGS…] FILE`.

Region and commission are the new region's; assumptions and dates stay as `study.yaml` has them.
"""

import sys
from io import StringIO
from pathlib import Path

from ruamel.yaml import YAML

from ohv_coworking.catalog import Catalog
from ohv_coworking.errors import InputFault
from ohv_coworking.study.edition import DEFAULT_PARAMETERS, Edition

CITY_OF_STATE = {"12": "11000000"}  # where commuters of a Land go that has no such city of its own


def main(keys: str, file: str) -> int:
    edition = Edition.current(Path.cwd())
    try:
        content = parameters_of_region(edition, keys.split(","))
    except InputFault as fault:
        print(fault, file=sys.stderr)
        return fault.exit_code
    target = Path(file)
    if not target.is_file() or target.read_text(encoding="utf-8") != content:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")
    return 0


def parameters_of_region(edition: Edition, keys: list[str]) -> str:
    """Return the YAML text for the municipalities `keys`, the first of them as place of the first operation."""
    directory = Catalog.load(edition.raw).read_csv("municipal_directory").set_index("ags")["name"]
    for key in keys:
        if key not in directory.index:
            raise InputFault(
                "Für diese Gemeinde liegen keine Daten vor.",
                parameter="REGION",
                found=key,
                expected="Gemeindeschlüssel (AGS) mit 8 Ziffern aus dem Gemeindeverzeichnis in data/raw",
                remedy="Den Schlüssel prüfen. Erhältlich bei: Statistisches Bundesamt, Gemeindeverzeichnis; "
                "mit „make accept FILE=…“ aufnehmen.",
            )
        if key[:2] not in CITY_OF_STATE:
            raise InputFault(
                "Für dieses Land ist keine Großstadt hinterlegt, in die gependelt wird.",
                parameter="REGION",
                found=key,
                expected=f"eine Gemeinde in einem Land mit dem Schlüssel {', '.join(CITY_OF_STATE)}",
                remedy="study.yaml kopieren, den Abschnitt region von Hand ausfüllen und mit PARAMS=… bauen.",
            )
    names = [directory[key].partition(",")[0] for key in keys]
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 120
    content = yaml.load((edition.root / DEFAULT_PARAMETERS).read_text(encoding="utf-8"))
    content["region"] = {
        "name": "–".join(names),
        "long_name": " – ".join(names),
        "towns": keys,
        "first_town": keys[0],
        "district": keys[0][:5],
        "state": keys[0][:2],
        "city": CITY_OF_STATE[keys[0][:2]],
        "home_edition": False,
    }
    several = "interkommunalen" if len(keys) > 1 else "kommunalen"
    content["commission"] = {
        "title": f"Machbarkeitsstudie für einen {several} Coworking-Raum in {' – '.join(names)}",
        **dict.fromkeys(("client", "author", "contact"), "noch nicht benannt"),
    }
    buffer = StringIO()
    yaml.dump(content, buffer)
    return buffer.getvalue()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
