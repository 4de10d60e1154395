"""Write `reports/atlas.html` and `atlas.csv`: `python -m ohv_coworking.commands.publish_atlas`, called by make.

The default edition's page leads to one for each other Land that accepted files hold; days and timetables differ from Land to Land.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

from ohv_coworking.atlas.atlas_table import atlas_table
from ohv_coworking.atlas.read_atlas import Atlas, other_lands, read_atlas
from ohv_coworking.basics.disk_faults import disk_faults
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.basics.german import day, quantity
from ohv_coworking.binding.atlas_page import Setting, atlas_page
from ohv_coworking.binding.outputs import publish_whole
from ohv_coworking.formats.maps.geodata import boundaries_of
from ohv_coworking.formats.statistics.region_keys import LAND_NAMES
from ohv_coworking.parameters import load
from ohv_coworking.parameters.study import Region, parameter_names
from ohv_coworking.raw import Catalog
from ohv_coworking.region import source
from ohv_coworking.region.region_profile import names
from ohv_coworking.study.basis import Parameters
from ohv_coworking.study.edition import Edition
from ohv_coworking.study.region_parameters import write_parameters

PAGE, TABLE = "atlas.html", "atlas.csv"
NAMED = 2  # municipalities with most inhabitants, on the map


def main() -> int:
    return _publish(Edition.current(Path.cwd()))


def _publish(edition: Edition) -> int:
    """Write page and table of the edition's Land, before that those of the other Länder its page leads to; return the exit code."""
    shown = (edition.reports / PAGE).relative_to(edition.root).as_posix()
    try:
        with disk_faults():
            study, catalog = load(edition.parameters), Catalog.load(edition.raw)
            elsewhere = _elsewhere(edition, catalog, study.region.state) if edition.is_default else {}
            codes = {name: _publish(one) for name, one in elsewhere.items()}
            others = {
                name: (one.reports / PAGE).relative_to(edition.reports).as_posix()
                for name, one in elsewhere.items()
                if not codes[name]
            }
            atlas = read_atlas(catalog, Parameters(study, parameter_names()))
            [borders] = catalog.with_role("boundaries")
            stamp = f"Stichtag {day(study.reference_date)}, Parameter {edition.parameters.name}."
            about = _setting(catalog, study.region, atlas, stamp, others)
            page = atlas_page(atlas, study, boundaries_of(catalog, borders.name), about)
            publish_whole(edition, [(PAGE, page.encode()), (TABLE, atlas_table(atlas, about.city).encode())])
    except InputFault as fault:
        print(f"{shown} nicht geschrieben, der letzte Atlas bleibt.\n{fault}", file=sys.stderr)
        return fault.exit_code
    print(f"Geschrieben: {shown}, {TABLE} ({about.state}, {quantity(len(atlas.rows), 'Gemeinden')})")
    return max(codes.values(), default=0)


def _elsewhere(edition: Edition, catalog: Catalog, state: str) -> dict[str, Edition]:
    """Return, of each other Land that the files hold, the edition of one of its municipalities, by the name of the Land."""
    found = {}
    for land, key in other_lands(catalog, state).items():
        found[LAND_NAMES[land]] = region = Edition.of_region(edition.root, [key])
        write_parameters(edition, [key], region.parameters)
    return found


def _setting(
    catalog: Catalog, region: Region, atlas: Atlas, stamp: str, others: Mapping[str, str]
) -> Setting:
    directory = source.municipal_directory(catalog)
    largest = atlas.rows["population"].nlargest(NAMED).index
    shown = directory[directory["ags"].isin({region.city, region.first_town, *largest})]
    called = names(directory, source.population(catalog), [region.state, region.city, *shown["ags"]])
    named = shown.assign(name=shown["ags"].map(called)).dropna(subset=["latitude", "longitude"])
    files = [catalog.entry(file) for file in atlas.files]
    return Setting(called[region.state], called[region.city], named, stamp, files, others)


if __name__ == "__main__":
    sys.exit(main())
