"""Read the atlas of a Land: what the files hold, run through the models, one row a municipality."""

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import pandas as pd

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
from ohv_coworking.demand.supply_benchmark import existing_desks, looked_into
from ohv_coworking.exhibits import draws as drawing
from ohv_coworking.formats.maps.geodata import boundaries_of, to_metres
from ohv_coworking.options.option_table import bought_prices
from ohv_coworking.plan.finance_data import read_financial_model
from ohv_coworking.raw import Catalog
from ohv_coworking.raw.planning_tables import planning_frame
from ohv_coworking.region import source
from ohv_coworking.region.benchmarks import BenchmarkRow, benchmark
from ohv_coworking.region.spaces import Space
from ohv_coworking.sites import location_data, site_access
from ohv_coworking.sites.rail_network import Waiting
from ohv_coworking.sites.site_access import Pace

MORNING = "weekday_06_09"
COMMUTERS, COMPARED = "Auspendelnde", "Vergleichsstädte mit Coworking-Räumen"


class EditionParameters(Protocol):
    """Parameters of an edition, each by its own name, as a chapter has them."""

    def __getattr__(self, name: str) -> Any: ...


@dataclass(frozen=True)
class Atlas:
    """One row a municipality by key, and where the figures come from.

    Columns: `name, population, out_commuters`; desks as `low, desks, high`; `option_key, option, points, users,
    public_per_user, cost_low, cost, cost_high`; users for public money and the rank by them (`ranking.COLUMNS`); `station`,
    `rail_min` (minutes to the city), `bus`, `spaces`, `space_desks` (NaN where nobody looked); `ways` in which the demand was
    estimated (0 to 2), how much of what is `asked` is `known`, and what is `missing`.
    """

    rows: pd.DataFrame
    places: Municipalities
    directory_day: str
    timetable_year: str
    network: list[str]


def commuters_known(catalog: Catalog, p: EditionParameters) -> bool:
    """Return whether the files hold what the atlas of the edition's Land starts from."""
    rows = source.employment(catalog)
    in_land = rows["ags"].str.fullmatch(rf"{p.region.state}\d{{6}}")
    return bool(rows.loc[in_land, "out_commuters"].notna().any())


def read_atlas(catalog: Catalog, p: EditionParameters) -> Atlas:
    """Return the atlas of the Land of an edition; InputFault where the files hold no commuters of its municipalities."""
    region = p.region
    directory = source.municipal_directory(catalog)
    if not commuters_known(catalog, p):
        raise InputFault(
            "Für die Gemeinden dieses Landes sind keine Auspendelnden bekannt.",
            parameter="region.state",
            found=region.state,
            expected="eine Tabelle der Beschäftigten am Wohn- und Arbeitsort mit den Gemeinden des Landes",
            remedy="Eine solche Tabelle mit „make accept FILE=…“ aufnehmen (Statistische Ämter der Länder).",
        )
    found = municipalities_of(
        directory, source.employment(catalog), catalog.read_csv("regional_facts"), region.state
    )
    frame, spaces = found.frame, planning_frame(catalog, Space)
    density = comparable_density(
        frame,
        directory,
        spaces,
        region.comparisons,
        p.comparable_size.value,
        drawing.generator("atlas"),
        drawing.DRAWS,
    )
    drawn = {name: drawing.drawn(getattr(p, name)) for name in INPUTS}
    users = benchmark(planning_frame(catalog, BenchmarkRow), "coworking_users_estimate").value
    known = frame[frame["out_commuters"].notna()]
    draws = screened_demand(
        known,
        density[frame["out_commuters"].notna().to_numpy()],
        drawn,
        [getattr(p, name) for name in SHARES],
        users,
        p.full_house.value,
    )
    desks = desk_ranges(draws, known.index)
    model = read_financial_model(catalog, p.plan, p.opening_month, p.price_base, p.reference_date)
    options = best_options(model, desks, p.option_weights.model_dump(), bought_prices(model))
    options = options.join(rank_municipalities(model, draws, options["option_key"]))
    rail, network = _rail(catalog, p, frame)
    looked = existing_desks(
        looked_into(directory[directory["ags"].isin(frame.index)], spaces, region.comparisons).reset_index(
            drop=True
        ),
        spaces,
    )
    supply = looked.set_index("ags")[["spaces", "desks"]].rename(columns={"desks": "space_desks"})
    rows = frame.join(desks).join(options).join(rail).join(supply)
    rows["bus"] = np.where(rows.index.isin(network.bus_towns), "im Fahrplan enthalten", "nicht bekannt")
    lacks = _lacks(rows, density[:, 0])
    rows["known"], rows["asked"] = len(lacks.columns) - lacks.sum(axis=1), len(lacks.columns)
    rows["ways"] = np.where(lacks[COMMUTERS], 0, 2 - lacks[COMPARED].astype(int))
    rows["missing"] = [enumeration([what for what in lacks if lacks.at[key, what]]) for key in rows.index]
    return Atlas(rows, found, max(directory["date"].dropna(), default=""), network.rail.year, network.sources)


def _rail(
    catalog: Catalog, p: EditionParameters, frame: pd.DataFrame
) -> tuple[pd.DataFrame, location_data.TransitNetwork]:
    """Return the quickest own station of each municipality and its mean minutes to the city, and the network."""
    region = p.region
    [borders] = catalog.with_role("boundaries")
    boundaries = boundaries_of(catalog, borders.name)
    census = source.census(catalog).sort_values("date").drop_duplicates("ags", keep="last")
    cells = location_data.read_cells(catalog, census.set_index("ags")["population"])
    network = location_data.read_network(catalog, boundaries, cells, region.towns)
    stations = network.rail.stations.join(
        to_metres(network.rail.stations["latitude"], network.rail.stations["longitude"])
    )
    waiting = Waiting(p.first_wait_cap.value, p.transfer_wait_cap.value, p.change_minutes.value)
    walking = Pace(p.walking_speed.value, p.detour_factor.value)
    between = site_access.rail_minutes(
        network.rail, stations, MORNING, p.service_day_hours.value, waiting, walking
    )
    minutes = pd.Series(site_access.mean_minutes_to(stations, region.city, between), stations.index)
    reached = stations.assign(minutes=minutes)[np.isfinite(minutes)]
    quickest = reached.sort_values("minutes", kind="stable").drop_duplicates("ags").set_index("ags")
    found = pd.DataFrame(
        {"station": quickest["name"].map(location_data.short_station_name), "rail_min": quickest["minutes"]}
    ).reindex(frame.index)
    return found, network


def _lacks(rows: pd.DataFrame, density: np.ndarray) -> pd.DataFrame:
    """Return for each municipality (index) whether it lacks what is asked (columns, in German)."""
    return pd.DataFrame(
        {
            COMMUTERS: rows["out_commuters"].isna(),
            "Selbstständige": rows["self_employed_part"].isna(),
            COMPARED: pd.Series(np.isnan(density), rows.index),
            "Bahnhof mit bekanntem Fahrplan": rows["rail_min"].isna(),
            "Busfahrplan": rows["bus"] == "nicht bekannt",
            "bestehende Coworking-Räume": rows["spaces"].isna(),
        }
    )
