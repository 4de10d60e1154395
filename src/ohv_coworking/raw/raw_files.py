"""Raw files by name: verified before use, remembered once opened, the real one preferred to the synthetic."""

import hashlib
import shutil
import subprocess
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from ohv_coworking.basics.digests import sha256
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.raw.balance import IntakeRecord, frame_record, refuse_worse
from ohv_coworking.raw.catalog_file import content, plain_content, typed_content
from ohv_coworking.raw.entry import PRIVATE, Accepted, AcceptedFiles, Entry, Role, without_password
from ohv_coworking.raw.private_files import TRACKED_IN_PRIVATE, keep_private

if TYPE_CHECKING:
    import pandas as pd

CATALOG_FILE = "catalog.yaml"
# Digits that are names, not numbers: read as numbers they would lose their leading zeros.
KEY_COLUMNS = {"ags", "former_ags", "ars", "postcode", "period", "date"}


@dataclass
class Catalog:
    """The raw files under `folder`; `opened` holds the names and `asked` the roles asked for, in order of first use."""

    folder: Path
    roles: dict[str, Role]
    entries: dict[str, Entry]
    opened: dict[str, None] = field(default_factory=dict)
    asked: dict[str, None] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path) -> "Catalog":
        """Read the catalogue of `folder` (data/raw); a real private file takes the place of its synthetic one.

        Private files, also those laid there by hand, are their owner's alone from then on.
        Raises InputFault for what is wrong in the catalogue and for a private file under version control.
        """
        folder = Path(folder)
        keep_private(folder / PRIVATE)
        _refuse_tracked_private_files(folder)
        described = content(folder / CATALOG_FILE)
        private = folder / PRIVATE / CATALOG_FILE
        accepted = (
            typed_content(plain_content(private), private, AcceptedFiles).entries if private.is_file() else {}
        )
        entries = {n: _in_use(entry, folder, accepted.get(n)) for n, entry in described.entries.items()}
        return cls(folder, described.roles, entries)

    def entry(self, name: str) -> Entry:
        """Return the entry of that name."""
        if name not in self.entries:
            raise InputFault(
                "Diesen Eintrag gibt es im Verzeichnis der Rohdaten nicht.",
                file=self.shown(CATALOG_FILE),
                found=name,
                expected=f"einer von: {', '.join(self.entries)}",
            )
        return self.entries[name]

    def with_role(self, role: str) -> list[Entry]:
        """Return the entries used for a role; none if the catalogue holds no file for it."""
        if role not in self.roles:
            raise InputFault(
                "Diese Rolle gibt es im Verzeichnis der Rohdaten nicht.",
                file=self.shown(CATALOG_FILE),
                found=role,
                expected=f"im Abschnitt roles: {', '.join(self.roles)}",
            )
        self.asked[role] = None
        return [entry for entry in self.entries.values() if entry.role == role]

    def path(self, name: str) -> Path:
        """Return the file of an entry once its checksum is verified, and remember that it was opened."""
        entry = self.entry(name)
        found = self._sha256(entry)
        accept = f"make accept FILE={self.shown(entry.file)}"
        if not entry.sha256:
            raise InputFault(
                "Die vertrauliche Datei liegt vor, ist aber noch nicht aufgenommen.",
                file=self.shown(entry.file),
                remedy=f"Datei prüfen und aufnehmen: {accept}",
            )
        if found != entry.sha256:
            raise InputFault(
                "Die Rohdatei ist nicht mehr die, die im Verzeichnis steht.",
                file=self.shown(entry.file),
                found=f"Prüfsumme {found[:12]}…",
                expected=f"Prüfsumme {entry.sha256[:12]}…",
                remedy=f"Datei wiederherstellen oder, wenn die Änderung gewollt ist, aufnehmen: {accept}",
            )
        self.opened[name] = None
        return self.folder / entry.file

    def read_csv(self, name: str) -> "pd.DataFrame":
        """Return a CSV file as a frame; keys and periods stay text, and only an empty cell is missing."""
        frame = read_shipped(self.path(name))
        self.refuse_worse(frame_record(frame), name)
        return frame

    def refuse_worse(self, record: IntakeRecord, name: str, changed: str = "") -> None:
        """Raise `InputFault` if less is read of an entry's file than when it was accepted; `changed` may be the reason."""
        entry = self.entry(name)
        refuse_worse(record, entry.intake, self.shown(entry.file), changed)

    def digest(self, name: str) -> str:
        """Return a hash over the entry and the bytes of its file: it changes when either does."""
        entry = self.entry(name)
        return hashlib.sha256((entry.model_dump_json() + self._sha256(entry)).encode()).hexdigest()

    def synthetic_notices(self) -> list[str]:
        """Return one German sentence for each synthetic file that stands in for a real one."""
        return [
            f"{entry.title}: Die echte Datei {self.shown(entry.private_file)} liegt nicht vor; "
            f"verwendet wird die synthetische Datei {self.shown(entry.file)}."
            for entry in self.entries.values()
            if entry.synthetic and entry.private_file
        ]

    def shown(self, file: str) -> str:
        """Return the place of a file as a consultant types it: `data/raw/statistics/population.csv`."""
        return str(PurePosixPath(*self.folder.absolute().parts[-2:], file))

    def _sha256(self, entry: Entry) -> str:
        path = self.folder / entry.file
        if not path.is_file():
            raise InputFault(
                "Eine Rohdatei fehlt.",
                file=self.shown(entry.file),
                expected=f"{entry.title} ({entry.publisher}, Stand {entry.as_of})",
                remedy=f"Datei wiederherstellen oder neu beziehen: {without_password(entry.fetch or entry.source)}",
            )
        return file_sha256(path)


def read_shipped(path: Path) -> "pd.DataFrame":
    """Return a CSV file in the layout of the shipped tables; keys and periods stay text, and only an empty cell is missing."""
    # Make asks for digests often: the seconds that pandas takes to import are spent only on reading.
    import pandas as pd

    header = pd.read_csv(path, nrows=0).columns
    keys = {column: str for column in header if column in KEY_COLUMNS or column.endswith("_code")}
    return pd.read_csv(path, keep_default_na=False, na_values=[""], dtype=keys)


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file, computed once for as long as the file stays untouched."""
    status = path.stat()
    return _sha256_of(path, status.st_mtime_ns, status.st_size)


@cache
def _sha256_of(path: Path, _modified_ns: int, _size: int) -> str:
    return sha256(path)


def _in_use(entry: Entry, folder: Path, accepted: Accepted | None) -> Entry:
    real = sorted(folder.glob(entry.private_file)) if entry.private_file else []
    if not real:
        return entry
    if len(real) > 1:
        raise InputFault(
            "Zwei vertrauliche Dateien stehen für dieselben Rohdaten.",
            file=folder / PRIVATE,
            found=", ".join(path.name for path in real),
            expected=f"nur eine Datei {entry.private_file}",
            remedy="Die ältere Datei aus dem Ordner nehmen.",
        )
    # A real file that was never accepted has no checksum, so nothing can open it.
    recorded = dict(accepted) if accepted else {"sha256": ""}
    file = real[0].relative_to(folder).as_posix()
    return entry.model_copy(update={"file": file, "synthetic": False, "note": None} | recorded)


def _refuse_tracked_private_files(folder: Path) -> None:
    private = folder / PRIVATE
    if not private.is_dir() or not shutil.which("git"):
        return
    command = ["git", "ls-files", "-z", "--", "."]
    listed = subprocess.run(command, cwd=private, capture_output=True, text=True, check=False).stdout
    tracked = [name for name in listed.split("\0") if name and name != TRACKED_IN_PRIVATE]
    if tracked:
        raise InputFault(
            "Eine vertrauliche Datei steht unter Versionsverwaltung.",
            file=private / tracked[0],
            expected=f"in data/raw/{PRIVATE} ist nur {TRACKED_IN_PRIVATE} versioniert",
            remedy=f"git rm --cached {private / tracked[0]}; war sie schon veröffentlicht, auch den Verlauf "
            "bereinigen und die für Datenschutz zuständige Stelle verständigen",
        )
