"""The travel matrix with buses against a bare Dijkstra on the same graph; the aim is three times at most."""

from pathlib import Path
from time import perf_counter

from ohv_coworking.formats.maps.geodata import read_boundaries, to_metres
from ohv_coworking.formats.timetable.bus_tables import with_buses
from ohv_coworking.raw import Catalog
from ohv_coworking.sites import rail_network
from ohv_coworking.sites.location_data import read_buses, read_timetable
from ohv_coworking.sites.rail_network import Waiting
from ohv_coworking.sites.site_access import Pace, rail_minutes

ROOT = Path(__file__).parents[1]
AIM = 3.0


def main() -> None:
    catalog = Catalog.load(ROOT / "data" / "raw")
    boundaries = read_boundaries(catalog.path(catalog.with_role("boundaries")[0].name))
    rail, _ = read_timetable(catalog, boundaries, ["12065256"])
    network = with_buses(rail, read_buses(catalog, boundaries)[0]).connected()
    positions = network.stations.join(to_metres(network.stations["latitude"], network.stations["longitude"]))

    bare, search = 0.0, rail_network.dijkstra

    def timed(graph, **options):
        nonlocal bare
        start = perf_counter()
        found = search(graph, **options)
        # The small graphs of single lines belong to the preparation.
        bare = max(bare, perf_counter() - start)
        return found

    rail_network.dijkstra = timed
    start = perf_counter()
    rail_minutes(network, positions, "weekday_06_09", 20, Waiting(10, 30, 4), Pace(5, 1.3))
    whole = perf_counter() - start
    print(
        f"travel matrix, {len(positions)} stops: {whole:.2f} s, bare Dijkstra {bare:.2f} s, {whole / bare:.1f} times (aim {AIM:.0f})"
    )


if __name__ == "__main__":
    main()
