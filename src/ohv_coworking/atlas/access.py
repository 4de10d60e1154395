"""How long it takes from every municipality to the city, by rail and, where buses are known, by bus."""

from typing import Any, Protocol

import numpy as np
import pandas as pd

from ohv_coworking.formats.maps.geodata import boundaries_of, to_metres
from ohv_coworking.formats.timetable.timetable_frames import Timetable
from ohv_coworking.raw import Catalog
from ohv_coworking.region import source
from ohv_coworking.sites import location_data, site_access
from ohv_coworking.sites.rail_network import Waiting
from ohv_coworking.sites.site_access import Pace

MORNING = "weekday_06_09"


class EditionParameters(Protocol):
    """Parameters of an edition, each by its own name, as a chapter has them."""

    def __getattr__(self, name: str) -> Any: ...


def access_to_city(
    catalog: Catalog, p: EditionParameters, keys: pd.Index
) -> tuple[pd.DataFrame, location_data.TransitNetwork]:
    """Return for each municipality its quickest station and the mean minutes from there (`station, rail_min`), and in how many
    minutes on foot, by bus and rail half of its people are there from their doors (`bus_min`); NaN where unknown. And the network.
    """
    [borders] = catalog.with_role("boundaries")
    census = source.census(catalog).sort_values("date").drop_duplicates("ags", keep="last")
    cells = location_data.read_cells(catalog, census.set_index("ags")["population"])
    network = location_data.read_network(catalog, boundaries_of(catalog, borders.name), cells, list(keys))
    walking = Pace(p.walking_speed.value, p.detour_factor.value)
    stations = _minutes(network.rail, len(network.rail.stations), p, walking)
    reached = stations[np.isfinite(stations["minutes"])]
    quickest = reached.sort_values("minutes", kind="stable").drop_duplicates("ags").set_index("ags")
    found = pd.DataFrame(
        {"station": quickest["name"].map(location_data.short_station_name), "rail_min": quickest["minutes"]}
    ).reindex(keys)
    found["bus_min"] = np.nan
    if network.bus_towns:
        stops = _minutes(network.whole, len(network.rail.stations), p, walking)
        homes = cells[cells["ags"].isin(network.bus_towns)]
        door_to_city = (walking.minutes(homes, stops) + stops["minutes"].to_numpy()).min(axis=1)
        ordered = homes.assign(minutes=door_to_city).sort_values("minutes")
        people = ordered.groupby("ags")["people"]
        half = ordered[people.cumsum() >= people.transform("sum") / 2]
        found["bus_min"] = half.groupby("ags")["minutes"].first().reindex(keys)
    return found, network


def _minutes(timetable: Timetable, trains: int, p: EditionParameters, walking: Pace) -> pd.DataFrame:
    """Return the stations with their position and the mean `minutes` to those of the city where trains stop: the first ones."""
    stations = timetable.stations.join(
        to_metres(timetable.stations["latitude"], timetable.stations["longitude"])
    )
    waiting = Waiting(p.first_wait_cap.value, p.transfer_wait_cap.value, p.change_minutes.value)
    between = site_access.rail_minutes(
        timetable, stations, MORNING, p.service_day_hours.value, waiting, walking
    )
    served = stations["departures_per_weekday"].where(stations.index < trains, 0)
    by_trains = stations.assign(departures_per_weekday=served)
    return stations.assign(minutes=site_access.mean_minutes_to(by_trains, p.region.city, between))
