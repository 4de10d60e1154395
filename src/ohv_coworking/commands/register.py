"""`ohv-coworking register`: the confidential list of the interested, for the client only."""

from ohv_coworking.commands.usage import command
from ohv_coworking.concept.register_list import write_internal_annex
from ohv_coworking.parameters import load, parameter_file
from ohv_coworking.parameters.study_file import project_root
from ohv_coworking.raw import Catalog
from ohv_coworking.study.edition import Edition


@command(
    help="Schreibt die vertrauliche Liste der Interessierten nach data/raw/private/; sie ist nie Teil der Studie."
)
def register() -> None:
    catalog = Catalog.load(Edition.current(project_root()).raw)
    file = write_internal_annex(catalog, load(parameter_file()).reference_date, catalog.folder / "private")
    print(
        f"Geschrieben: {catalog.shown(file.relative_to(catalog.folder).as_posix())} (vertraulich, nicht weitergeben)"
    )
