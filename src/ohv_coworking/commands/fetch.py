"""`ohv-coworking fetch [ENTRY…]`: download catalogue entries that have an address; nothing else ever does."""

import click

from ohv_coworking.commands.usage import command
from ohv_coworking.raw import Catalog
from ohv_coworking.raw.fetching import fetch_raw_files
from ohv_coworking.study.edition import Edition


@command(
    help="Lädt Rohdateien, deren Adresse im Verzeichnis steht, und prüft sie; ohne Angabe alle, die fehlen."
)
@click.argument("entries", metavar="[EINTRAG]...", nargs=-1)
def fetch(entries: tuple[str, ...]) -> None:
    fetch_raw_files(Catalog.load(Edition.current().raw), entries, click.echo)
