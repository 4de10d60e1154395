"""Write `reports/atlas.html` and `atlas.csv`: `python -m ohv_coworking.commands.publish_atlas`, called by make."""

import sys
from pathlib import Path

from ohv_coworking.atlas.read_atlas import read_atlas
from ohv_coworking.basics.disk_faults import disk_faults
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.basics.german import day
from ohv_coworking.binding.atlas_page import atlas_page, atlas_table
from ohv_coworking.binding.outputs import publish_whole
from ohv_coworking.formats.maps.geodata import boundaries_of
from ohv_coworking.parameters import load
from ohv_coworking.parameters.study import parameter_names
from ohv_coworking.raw import Catalog
from ohv_coworking.region import source
from ohv_coworking.region.region_profile import names
from ohv_coworking.study.basis import Parameters
from ohv_coworking.study.edition import Edition


def main() -> int:
    edition = Edition.current(Path.cwd())
    try:
        with disk_faults():
            study, catalog = load(edition.parameters), Catalog.load(edition.raw)
            atlas = read_atlas(catalog, Parameters(study, parameter_names()))
            [borders] = catalog.with_role("boundaries")
            stamp = f"Stichtag {day(study.reference_date)}, Parameter {edition.parameters.name}."
            land = study.region.state
            name = names(source.municipal_directory(catalog), source.population(catalog), [land])[land]
            page = atlas_page(atlas, study, boundaries_of(catalog, borders.name), name, stamp)
            publish_whole(
                edition, [("atlas.html", page.encode()), ("atlas.csv", atlas_table(atlas).encode())]
            )
    except InputFault as fault:
        print(f"Atlas nicht geschrieben, der letzte bleibt.\n{fault}", file=sys.stderr)
        return fault.exit_code
    print(
        f"Geschrieben: {edition.reports.relative_to(edition.root)}/ atlas.html, atlas.csv ({len(atlas.rows)} Gemeinden)"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
