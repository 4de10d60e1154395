"""Make the parameter file of another region: `python -m ohv_coworking.study.region_parameters AGS[,AGS…] FILE`.

Region and commission are the new region's; assumptions and dates stay as `study.yaml` has them. Any municipality will do
that the shipped or accepted files name; what they lack for it, the chapters tell.
"""

import os
import sys
from pathlib import Path

import pandas as pd

from ohv_coworking.basics.disk_faults import disk_faults
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.basics.german import enumeration
from ohv_coworking.demand.supply_benchmark import in_operation, plain_name
from ohv_coworking.options import option_table
from ohv_coworking.parameters import load
from ohv_coworking.parameters.commented_file import edited
from ohv_coworking.raw import Catalog
from ohv_coworking.raw.planning_tables import planning_frame
from ohv_coworking.region import region_profile, source
from ohv_coworking.region.spaces import Space
from ohv_coworking.study.edition import DEFAULT_PARAMETERS, Edition

CITY = 100_000  # inhabitants that make a Großstadt


def main(keys: str, file: str) -> int:
    edition = Edition.current(Path.cwd())
    try:
        with disk_faults():
            write_parameters(edition, keys.split(","), Path(file))
    except InputFault as fault:
        print(fault, file=sys.stderr)
        return fault.exit_code
    return 0


def write_parameters(edition: Edition, keys: list[str], target: Path) -> None:
    """Write the parameter file of a region; one that says the same already stays as it is."""
    content = parameters_of_region(edition, keys)
    # An editor looks for the schema from where the file lies.
    beside = os.path.relpath(edition.root / "study.schema.json", target.absolute().parent)
    content = content.replace("$schema=./study.schema.json", f"$schema={Path(beside).as_posix()}", 1)
    if not target.is_file() or target.read_text(encoding="utf-8") != content:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")


def parameters_of_region(edition: Edition, keys: list[str]) -> str:
    """Return the YAML text for the municipalities `keys`, the first of them as place of the first operation."""
    load(edition.root / DEFAULT_PARAMETERS)  # what is wrong in it is told before it is copied
    catalog = Catalog.load(edition.raw)
    directory, population = source.municipal_directory(catalog), source.population(catalog)
    people = _inhabitants(directory, population)
    for at, key in enumerate(keys):
        if key in keys[:at]:
            raise InputFault(
                "Eine Gemeinde ist zweimal genannt.",
                parameter="REGION",
                found=key,
                expected="jede Gemeinde der Region einmal",
                remedy="Den Schlüssel einmal streichen.",
            )
        if key not in people.index:
            raise InputFault(
                "Für diese Gemeinde liegen keine Daten vor.",
                parameter="REGION",
                found=key,
                expected="Gemeindeschlüssel (AGS) mit 8 Ziffern aus dem Gemeindeverzeichnis oder der Bevölkerungstabelle "
                "in data/raw",
                remedy="Den Schlüssel prüfen. Erhältlich bei: Statistisches Bundesamt, Gemeindeverzeichnis; "
                "mit „make accept FILE=…“ aufnehmen.",
            )
    names = list(region_profile.names(directory, population, keys).values())
    spaces = planning_frame(catalog, Space)
    here = spaces["town"].isin(plain_name(pd.Series(names))) & in_operation(spaces)
    several = "interkommunalen" if len(keys) > 1 else "kommunalen"
    region = {
        "name": "–".join(names),
        "long_name": " – ".join(names),
        "towns": keys,
        "first_town": keys[0],
        "district": keys[0][:5],
        "state": keys[0][:2],
        "city": city_of(keys, source.commuters(catalog), people),
        "home_edition": False,
    }
    commission = {
        "title": f"Machbarkeitsstudie für einen {several} Coworking-Raum in {' – '.join(names)}",
        **dict.fromkeys(("client", "author"), "noch nicht benannt"),
        "links": [],
    }

    def change(content: dict) -> None:
        # That a town looked into has no space stays true for whoever is compared with it.
        _replace(content["region"], region | {"comparisons": content["region"].get("comparisons", [])})
        _replace(content["commission"], commission)
        _with_houses(content["plan"], spaces.loc[here, "name"].to_list())

    return edited((edition.root / DEFAULT_PARAMETERS).read_text(encoding="utf-8"), change)


def _with_houses(plan: dict, houses: list[str]) -> None:
    """Let a plan ask the houses of its region for an offer, or any where none is known, and leave open where the first operation is."""
    asked = {offer["sets"]: dict(offer) for offer in plan["offers"].values()}
    names = houses or ["ein bestehendes Haus"]
    labelled = [(sets, name) for sets in asked for name in names]
    plan["offers"] = {
        f"house_{at}": {**asked[sets], "label": name} for at, (sets, name) in enumerate(labelled, 1)
    }
    places = {
        "first_operation": option_table.WANTED,
        "bought_desks": enumeration(houses, "oder") or option_table.WANTED,
    }
    for key in places.keys() & plan["alternatives"].keys():
        plan["alternatives"][key]["place"] = places[key]
    if "first_operation" in plan["alternatives"]:
        plan["alternatives"]["first_operation"]["note"] = (
            "ein Muster: der Plan, ohne bestimmten Raum gerechnet"
        )


def _replace(section: dict, content: dict) -> None:
    """Give a section other content; what stays under its name keeps the comments that follow it."""
    for name in set(section) - set(content):
        del section[name]
    section.update(content)


def city_of(keys: list[str], commuters: pd.DataFrame, people: pd.Series) -> str:
    """Return the Großstadt that people of the region commute to; `people` are inhabitants by municipal key.

    Of the cities that are a district of their own, the one that most commuters of the first town's district go to; where
    no commuters are known, the largest municipality of the Land; in a Land without a Großstadt the largest known.
    """
    others = people[~people.index.isin(keys)]
    large = others[others >= CITY]
    flows = region_profile.by_partner(region_profile.commuter_flows(commuters, keys[0][:5]))
    cities = flows["partner_code"] + "000"
    visited = cities[cities.isin(large.index) & flows["commuters_out"].notna()]
    if len(visited):
        return visited.iloc[0]
    in_land = large[large.index.str.startswith(keys[0][:2])]
    return (in_land if len(in_land) else others).idxmax()


def _inhabitants(directory: pd.DataFrame, population: pd.DataFrame) -> pd.Series:
    """Return the latest number of inhabitants by municipal key."""
    columns = ["ags", "date", "population"]
    told = pd.concat([directory[columns], population.loc[population["ags"].str.len() == 8, columns]])
    return told.sort_values("date").drop_duplicates("ags", keep="last").set_index("ags")["population"]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
