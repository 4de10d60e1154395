"""A GTFS feed as a folder or zip of text tables."""

import re
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Self
from zipfile import ZipFile

import pandas as pd

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.reading.document import DAMAGE, check_archive, damaged, locked

CHUNK_ROWS = 500_000
FIRST_ROW = 2  # of a file, below its header


class Feed:
    """An open feed: `with Feed(path) as feed: feed.read("stops.txt", ["stop_id"])`."""

    def __init__(self, path: Path):
        self.name = path.name
        self._folder = path
        self._archive: ZipFile | None = None
        self._members: dict[str, str] = {}

    def __enter__(self) -> Self:
        if self._folder.is_dir():
            return self
        try:
            self._archive = ZipFile(self._folder)
            check_archive(self._archive, self._folder)
        except DAMAGE:
            raise InputFault(
                "Die Datei ist kein lesbares Zip-Archiv.",
                file=self.name,
                expected="ein GTFS-Datensatz als Zip-Datei oder Ordner",
                remedy="Die Datei erneut herunterladen.",
            ) from None
        # Some publishers zip the folder, not the files.
        self._members = {Path(member).name: member for member in self._archive.namelist()}
        return self

    def __exit__(self, *raised: object) -> None:
        if self._archive:
            self._archive.close()

    def has(self, name: str) -> bool:
        return name in self._members if self._archive else (self._folder / name).is_file()

    def read(
        self,
        name: str,
        columns: list[str],
        optional: tuple[str, ...] = (),
        keep: Callable[[pd.DataFrame], pd.DataFrame] = lambda part: part,
    ) -> pd.DataFrame:
        """Return these columns of one file as text, the index counting its rows from 0.

        Optional columns that are missing are empty. `keep` says what to keep of them; it sees some rows at a time,
        so that a large file never lies in memory as a whole.
        """
        found = pd.concat(map(keep, self._parts(name, columns, optional)))
        return found.astype({name: "str" for name in found if found[name].dtype == object})

    def _parts(self, name: str, columns: list[str], optional: tuple[str, ...]) -> Iterator[pd.DataFrame]:
        """Yield the file some rows at a time; only what reading raises becomes an `InputFault`, not what is done with it."""
        if not self.has(name):
            raise InputFault(
                "Dem Fahrplan fehlt eine Datei.",
                file=f"{self.name}/{name}",
                expected="ein GTFS-Datensatz mit stops, routes, trips, stop_times und calendar oder calendar_dates",
                remedy="Den Datensatz vollständig neu herunterladen.",
            )
        try:
            # All columns are read: with a selection pandas would not notice rows that are too long.
            with (
                warnings.catch_warnings(action="error", category=pd.errors.ParserWarning),
                self._open(name) as source,
                pd.read_csv(
                    source,
                    dtype=object,
                    na_filter=False,
                    encoding="utf-8-sig",
                    index_col=False,
                    chunksize=CHUNK_ROWS,
                ) as chunks,
            ):
                for part in chunks:
                    yield self._wanted(part, name, columns, optional)
        except (ValueError, pd.errors.ParserWarning) as error:
            line = re.search(r"line (\d+)", str(error))
            cells = re.search(r"Expected (\d+) fields in line \d+, saw (\d+)", str(error))
            raise InputFault(
                "Eine Datei des Fahrplans ist keine lesbare Tabelle.",
                file=f"{self.name}/{name}",
                row=int(line[1]) if line else None,
                found=f"{cells[2]} statt {cells[1]} Zellen" if cells else None,
                expected="Text in UTF-8 mit Kommas zwischen den Spalten, Zahlen mit Dezimalpunkt",
                remedy="Den Datensatz neu herunterladen und nicht mit einer Tabellenkalkulation speichern.",
            ) from None
        except DAMAGE as fault:
            raise damaged(self._folder) from fault
        except RuntimeError as fault:  # zipfile's word for an encrypted member
            raise locked(self._folder) from fault

    def read_unique(self, name: str, columns: list[str], optional: tuple[str, ...] = ()) -> pd.DataFrame:
        """Return these columns of a file as `read`; raises `InputFault` if the first, its key, repeats."""
        found, key = self.read(name, columns, optional), columns[0]
        doubled = found[key].duplicated()
        if doubled.any():
            raise InputFault(
                "Eine Kennung steht im Fahrplan doppelt.",
                file=f"{self.name}/{name}",
                row=int(doubled.idxmax()) + FIRST_ROW,
                column=key,
                found=found.loc[doubled.idxmax(), key],
                expected="jede Kennung einmal",
                remedy="Den Datensatz neu herunterladen.",
            )
        return found

    def _open(self, name: str) -> IO[bytes]:
        return self._archive.open(self._members[name]) if self._archive else (self._folder / name).open("rb")

    def _wanted(
        self, part: pd.DataFrame, name: str, columns: list[str], optional: tuple[str, ...]
    ) -> pd.DataFrame:
        part = part.rename(columns=str.strip)
        if missing := [column for column in columns if column not in part]:
            raise InputFault(
                "Dem Fahrplan fehlt eine Spalte.",
                file=f"{self.name}/{name}",
                column=missing[0],
                found=", ".join(part.columns),
                expected=", ".join(columns),
                remedy="Einen Datensatz nach der GTFS-Beschreibung verwenden.",
            )
        return part.reindex(columns=[*columns, *optional], fill_value="")
