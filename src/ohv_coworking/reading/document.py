"""A file whose kind is known and whose size is bearable, and the faults of files that cannot be opened."""

import gzip
import io
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from ohv_coworking.basics.errors import InputFault

Kind = Literal["text", "xlsx", "ods", "xls", "sav", "dta"]

# Official tables stay far below 200 MB unpacked; a bomb is two or three orders of magnitude larger than its file.
BUDGET = "OHV_UNPACK_MB"  # the environment may name another budget, for a timetable of a whole country
USUAL_BUDGET_MB = 200
MOST_TEXT_BYTES = 2_000_000_000  # of a text that lies there unpacked
MOST_PACKED_RATIO = 100
HARMLESS_BYTES = 50_000_000  # below this the ratio does not matter
CHUNK_BYTES = 1 << 20
SAVE_AS = "In der Tabellenkalkulation öffnen und als .xlsx oder .csv speichern."

# What unpacking a damaged archive raises: beside its own words also those of names and places it cannot make out.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    UnicodeError,
    OSError,
    struct.error,
    KeyError,
)


@dataclass(frozen=True)
class Document:
    """A file, or the one table inside an archive, whose kind is known and whose size is bearable."""

    path: Path
    kind: Kind
    member: str | None = None
    unlocked: bytes | None = None  # content of a workbook that had a password

    @property
    def name(self) -> str:
        """Return the name for messages."""
        return f"{self.path.name} → {self.member}" if self.member else self.path.name

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Open the content as a binary stream; a damaged archive becomes an `InputFault`."""
        try:
            if self.unlocked is not None:
                yield io.BytesIO(self.unlocked)
            elif self.member and zipfile.is_zipfile(self.path):
                with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as stream:
                    yield stream
            elif self.member:
                with gzip.open(self.path) as stream:
                    yield stream
            else:
                with open(self.path, "rb") as stream:
                    yield stream
        except DAMAGE as fault:
            raise damaged(self.path) from fault

    def read(self) -> bytes:
        """Return the whole content, refusing what unpacks beyond bearing."""
        most = unpack_budget() if self.member else MOST_TEXT_BYTES
        with self.open() as stream:
            data = stream.read(most + 1)
        if len(data) > most:
            raise _too_large(self.path, most)
        return data


def unpack_budget() -> int:
    """Return how many bytes one packed file may come to: the parts of an archive or a workbook, or a compressed text.

    Raises InputFault where the environment names no number of megabytes.
    """
    told = os.environ.get(BUDGET) or str(USUAL_BUDGET_MB)
    if not (told.isascii() and told.isdigit() and int(told)):
        raise InputFault(
            "Diese Obergrenze für entpackte Dateien gibt es nicht.",
            parameter=BUDGET,
            found=told,
            expected=f"eine ganze Zahl in MB, z. B. {USUAL_BUDGET_MB}",
            remedy="Die Angabe berichtigen oder weglassen.",
        )
    return 1_000_000 * int(told)


def check_archive(archive: zipfile.ZipFile, path: Path) -> None:
    """Refuse an archive that unpacks beyond bearing, by the sizes it declares; none of its parts can be read beyond them."""
    most = unpack_budget()
    members = archive.infolist()
    if len({member.filename for member in members}) != len(members):
        raise damaged(path)
    if any(member.flag_bits & 1 for member in members):
        raise locked(path)
    unpacked = sum(member.file_size for member in members)
    packed = max(path.stat().st_size, 1)
    if unpacked > most or (unpacked > HARMLESS_BYTES and unpacked / packed > MOST_PACKED_RATIO):
        raise _too_large(path, most)


def damaged(path: Path) -> InputFault:
    """Return the fault of an archive or workbook that cannot be unpacked."""
    return InputFault(
        "Die Datei ist beschädigt oder unvollständig übertragen.",
        file=path.name,
        remedy="Die Datei neu herunterladen oder exportieren.",
    )


def locked(path: Path) -> InputFault:
    """Return the fault of a file that needs a password."""
    return InputFault(
        "Die Datei ist mit einem Kennwort geschützt.",
        file=path.name,
        remedy="Ohne Kennwort speichern oder das Kennwort angeben (--password).",
    )


def _too_large(path: Path, most: int) -> InputFault:
    return InputFault(
        "Die Datei wird beim Entpacken unverhältnismäßig groß und wird nicht geöffnet.",
        file=path.name,
        expected=f"höchstens {most // 1_000_000} MB und das {MOST_PACKED_RATIO}-Fache der Datei",
        remedy="Herkunft der Datei prüfen; eine große Tabelle als CSV ohne Archiv ablegen, oder für eine Datei, der man traut, "
        f"mehr erlauben: {BUDGET}=2000 vor den Befehl schreiben.",
    )
