"""Read the atlas of a Land: what the files hold, run through the models, one row a municipality."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ohv_coworking.atlas.access import EditionParameters, access_to_city
from ohv_coworking.atlas.best_options import best_options
from ohv_coworking.atlas.ranking import rank_municipalities
from ohv_coworking.atlas.screening import (
    Municipalities,
    comparable_density,
    desk_ranges,
    municipalities_of,
    screened_demand,
)
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.basics.german import enumeration
from ohv_coworking.demand.model import INPUTS, SHARES
from ohv_coworking.demand.supply_benchmark import existing_desks, looked_into, sizes_in_small_towns
from ohv_coworking.exhibits import draws as drawing
from ohv_coworking.options.option_table import bought_prices
from ohv_coworking.plan.finance_data import read_financial_model
from ohv_coworking.raw import Catalog
from ohv_coworking.raw.planning_tables import planning_frame
from ohv_coworking.region import source
from ohv_coworking.region.benchmarks import BenchmarkRow, benchmark
from ohv_coworking.region.spaces import Space
from ohv_coworking.sites.location_data import TransitNetwork

UNKNOWN = "nicht bekannt"
READ_WHOLE = ("facts", "spaces", "benchmarks", "boundaries", "population_grid")
COMMUTERS, COMPARED = "Auspendelnde", "Vergleichsstädte mit Coworking-Räumen"


@dataclass(frozen=True)
class Atlas:
    """One row a municipality by key, and where the figures come from.

    Columns: `name, population, out_commuters`; desks as `low, desks, high`; `option_key, option, points, users,
    public_per_user, cost_low, cost, cost_high`; users for public money and the rank by them (`ranking.COLUMNS`); `station`,
    `rail_min`, `bus_min` (`access_to_city`), `spaces`, `space_desks` (NaN where nobody looked or told); `ways` in which the demand was
    estimated (0 to 2), how much of what is `asked` is `known`, and what is `missing`. `network` is what the minutes rest on,
    `files` are the catalogue's names of all that was read.
    """

    rows: pd.DataFrame
    places: Municipalities
    directory_day: str
    timetable_year: str
    network: list[str]
    files: list[str]


def commuters_known(catalog: Catalog, p: EditionParameters) -> bool:
    """Return whether the files hold what an atlas starts from, for other municipalities of the Land than the edition's too."""
    rows, others = source.employment(catalog), source.municipal_directory(catalog)["ags"]
    others = others[others.str.startswith(p.region.state) & ~others.isin(p.region.towns)]
    return bool(rows.loc[rows["ags"].isin(others), "out_commuters"].notna().any())


def other_lands(catalog: Catalog, state: str) -> dict[str, str]:
    """Return the other Länder (keys) of which the files hold commuters of several municipalities, and one of these each."""
    rows = source.employment(catalog).dropna(subset="out_commuters")
    keys = rows.loc[rows["ags"].isin(source.municipal_directory(catalog)["ags"]), "ags"].drop_duplicates()
    held = keys.groupby(keys.str[:2]).agg(["size", "first"])
    return held.loc[(held["size"] > 1) & (held.index != state), "first"].to_dict()


def read_atlas(catalog: Catalog, p: EditionParameters) -> Atlas:
    """Return the atlas of the Land of an edition; InputFault where the files hold no commuters of its municipalities."""
    region, directory, employed = p.region, source.municipal_directory(catalog), source.employment(catalog)
    found = municipalities_of(directory, employed, catalog.read_csv("regional_facts"), region.state)
    if found.frame["out_commuters"].isna().all():
        raise InputFault(
            "Für die Gemeinden dieses Landes sind keine Auspendelnden bekannt.",
            parameter="region.state",
            found=region.state,
            expected="ein Gemeindeverzeichnis und eine Tabelle der Beschäftigten am Wohn- und Arbeitsort mit den Gemeinden des Landes",
            remedy="Was davon fehlt, mit „make accept FILE=…“ aufnehmen (Statistisches Bundesamt, Gemeindeverzeichnis GV-ISys; "
            "Regionaldatenbank Deutschland, Tabelle 13111-08-02-5).",
        )
    frame, spaces = found.frame, planning_frame(catalog, Space)
    here = directory[directory["ags"].isin(frame.index)]
    looked = existing_desks(looked_into(here, spaces, region.comparisons).reset_index(drop=True), spaces)
    density = comparable_density(
        frame,
        looked,
        sizes_in_small_towns(spaces, directory),
        p.comparable_size.value,
        drawing.generator("atlas"),
        drawing.DRAWS,
    )
    drawn = {name: drawing.drawn(getattr(p, name)) for name in INPUTS}
    users = benchmark(planning_frame(catalog, BenchmarkRow), "coworking_users_estimate").value
    known = frame["out_commuters"].notna()
    shares = [getattr(p, name) for name in SHARES]
    draws = screened_demand(frame[known], density[known.to_numpy()], drawn, shares, users, p.full_house.value)
    desks = desk_ranges(draws, frame.index[known])
    model = read_financial_model(catalog, p.plan, p.opening_month, p.price_base, p.reference_date)
    options = best_options(model, desks, p.option_weights.model_dump(), bought_prices(model))
    options = options.join(rank_municipalities(model, draws, options["option_key"]))
    access, network = access_to_city(catalog, p, frame.index)
    told = looked["desks"].where((looked["spaces"] == 0) | (looked["unknown"] < looked["spaces"]))
    supply = looked.assign(space_desks=told).set_index("ags")[["spaces", "space_desks"]]
    rows = frame.join(desks).join(options).join(access).join(supply)
    lacks = _lacks(rows, density[:, 0])
    rows["known"], rows["asked"] = len(lacks.columns) - lacks.sum(axis=1), len(lacks.columns)
    rows["ways"] = np.where(lacks[COMMUTERS], 0, 2 - lacks[COMPARED].astype(int))
    rows["missing"] = [enumeration([what for what in lacks if lacks.at[key, what]]) for key in rows.index]
    used = employed[employed["ags"].isin(frame.index) & (employed["date"] == found.commuters_day)]
    files = list(dict.fromkeys([*here["entry"], *used["entry"], *_beside(catalog, network)]))
    day = max(here["date"].dropna(), default="")
    return Atlas(rows, found, day, network.rail.year, network.sources, files)


def _beside(catalog: Catalog, network: TransitNetwork) -> list[str]:
    """Return the catalogue's names of what is read whole, whichever the Land."""
    held = [entry.name for role in READ_WHOLE for entry in catalog.with_role(role)]
    return [*held, *(one.removeprefix("raw:") for one in network.sources)]


def _lacks(rows: pd.DataFrame, density: np.ndarray) -> pd.DataFrame:
    """Return for each municipality (index) whether it lacks what is asked (columns, in German)."""
    return pd.DataFrame(
        {
            COMMUTERS: rows["out_commuters"].isna(),
            "Selbstständige": rows["self_employed_part"].isna(),
            COMPARED: pd.Series(np.isnan(density), rows.index),
            "Bahnhof mit bekanntem Fahrplan": rows["rail_min"].isna(),
            "Busfahrplan": rows["bus_min"].isna(),
            "bestehende Coworking-Räume": rows["spaces"].isna(),
        }
    )
