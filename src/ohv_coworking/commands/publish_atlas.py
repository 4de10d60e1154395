"""Write `reports/atlas.html` and `atlas.csv`: `python -m ohv_coworking.commands.publish_atlas`, called by make."""

import sys
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

NAMED = 2  # municipalities with most inhabitants, on the map


def main() -> int:
    edition = Edition.current(Path.cwd())
    try:
        with disk_faults():
            study, catalog = load(edition.parameters), Catalog.load(edition.raw)
            atlas = read_atlas(catalog, Parameters(study, parameter_names()))
            [borders] = catalog.with_role("boundaries")
            stamp = f"Stichtag {day(study.reference_date)}, Parameter {edition.parameters.name}."
            about = _setting(catalog, study.region, atlas, stamp)
            page = atlas_page(atlas, study, boundaries_of(catalog, borders.name), about)
            elsewhere = other_lands(catalog, study.region.state)
            publish_whole(
                edition,
                [("atlas.html", page.encode()), ("atlas.csv", atlas_table(atlas, about.city).encode())],
            )
    except InputFault as fault:
        print(f"Atlas nicht geschrieben, der letzte bleibt.\n{fault}", file=sys.stderr)
        return fault.exit_code
    print(
        f"Geschrieben: {edition.reports.relative_to(edition.root)}/ atlas.html, atlas.csv ({quantity(len(atlas.rows), 'Gemeinden')})"
    )
    for land, key in elsewhere.items():
        print(f"Auch für {LAND_NAMES[land]} sind Auspendelnde bekannt: make atlas REGION={key}")
    return 0


def _setting(catalog: Catalog, region: Region, atlas: Atlas, stamp: str) -> Setting:
    directory = source.municipal_directory(catalog)
    largest = atlas.rows["population"].nlargest(NAMED).index
    shown = directory[directory["ags"].isin({region.city, region.first_town, *largest})]
    called = names(directory, source.population(catalog), [region.state, region.city, *shown["ags"]])
    named = shown.assign(name=shown["ags"].map(called)).dropna(subset=["latitude", "longitude"])
    files = [catalog.entry(file) for file in atlas.files]
    return Setting(called[region.state], called[region.city], named, stamp, files)


if __name__ == "__main__":
    sys.exit(main())
