"""Raw files from their addresses: only entries with an address and a checksum, and only when asked to.

A download goes to a file of its own beside the target (`.part`), is taken up again where it broke off, and takes the
target's place in one step once its checksum is the recorded one. Proxies are taken from the environment.
"""

import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import requests
from urllib3.exceptions import HTTPError

from ohv_coworking.basics.digests import sha256
from ohv_coworking.basics.errors import InputFault, raise_all
from ohv_coworking.basics.german import number
from ohv_coworking.raw import Catalog, Entry, file_sha256
from ohv_coworking.raw.entry import without_password

CHUNK_BYTES = 1 << 14
MOST_BYTES = 4_000_000_000  # twice the largest file offices publish, the 100-m grid of all census topics
ATTEMPTS = 5
PASSING = {408, 425, 429, 500, 502, 503, 504}  # statuses of a server that may answer later
PARTIAL, UNSATISFIABLE = 206, 416


@dataclass(frozen=True)
class Patience:
    """Seconds to wait for a connection, for the next bytes, and before a second attempt (doubled before each further)."""

    connect: float = 10
    read: float = 60
    pause: float = 2
    whole: float = 3600  # for one file, all attempts together


PATIENT = Patience()


def fetch_raw_files(
    catalog: Catalog,
    names: Iterable[str] = (),
    tell: Callable[[str], None] = print,
    patience: Patience = PATIENT,
) -> None:
    """Download what the catalogue's entries with an address (or only those named) describe and the folder lacks.

    `tell` gets a German sentence for each file. All entries are tried; raises `InputFault` for those that failed.
    """
    wanted = [catalog.entry(name) for name in names] or list(catalog.entries.values())
    addressed = [entry for entry in wanted if entry.fetch and not entry.is_private]
    faults = [_without_address(entry) for entry in wanted if names and not entry.fetch]
    if not addressed and not faults:
        tell("Kein Eintrag des Verzeichnisses nennt eine Adresse zum Herunterladen (fetch).")
    with requests.Session() as session:
        # A file is compared byte by byte: it must come as it is, not packed for the way.
        session.headers["Accept-Encoding"] = "identity"
        for entry in addressed:
            target = catalog.folder / entry.file
            try:
                tell(_fetched(session, entry, target, patience))
            except InputFault as fault:
                faults.append(fault)
    raise_all(faults, "Nicht alle Dateien wurden geladen:")


def _fetched(session: requests.Session, entry: Entry, target: Path, patience: Patience) -> str:
    if target.is_file() and file_sha256(target) == entry.sha256:
        return f"{entry.file}: liegt vor."
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    resumed, until = part.exists(), time.monotonic() + patience.whole
    _download(session, entry, part, patience, until)
    if sha256(part) != entry.sha256 and resumed:  # the rest of another version was appended
        part.unlink()
        _download(session, entry, part, patience, until)
    found = sha256(part)
    if found != entry.sha256:
        part.unlink()
        raise InputFault(
            "Die geladene Datei ist nicht die verzeichnete.",
            file=entry.file,
            found=f"Prüfsumme {found[:12]}… von {without_password(entry.fetch)}",
            expected=f"Prüfsumme {entry.sha256[:12]}…",
            remedy="Ist dort eine neuere Fassung erschienen, sie von Hand laden, ansehen und aufnehmen (make accept).",
        )
    size = part.stat().st_size
    os.replace(part, target)
    return f"{entry.file}: geladen ({number(size / 1e6, 1)} MB)."


def _download(session: requests.Session, entry: Entry, part: Path, patience: Patience, until: float) -> None:
    """Complete the partial file, trying again where the connection or the server fails in passing."""
    pause = patience.pause
    for attempt in range(1, ATTEMPTS + 1):
        try:
            reason = _attempt(session, entry, part, patience, until)
        except requests.exceptions.SSLError as error:
            raise _failed(entry, str(error), "Zertifikate des Rechners oder des Proxys prüfen.") from error
        except (
            requests.ConnectionError,
            requests.Timeout,
            requests.exceptions.ChunkedEncodingError,
            HTTPError,
        ) as error:
            reason = f"{type(error).__name__}: {error}"
        except requests.RequestException as error:  # wrong address, endless redirection
            raise _failed(entry, str(error), "Die Adresse im Verzeichnis der Rohdaten prüfen.") from error
        if reason is None:
            return
        if attempt < ATTEMPTS:
            time.sleep(pause)
            pause *= 2
    raise _failed(
        entry,
        reason,
        "Netzverbindung und Proxy (HTTPS_PROXY) prüfen und erneut aufrufen; was schon geladen ist, bleibt erhalten.",
    )


def _attempt(
    session: requests.Session, entry: Entry, part: Path, patience: Patience, until: float
) -> str | None:
    """Append what is missing; return None when the answer came to its end, else why to try again."""
    held = part.stat().st_size if part.exists() else 0
    headers = {"Range": f"bytes={held}-"} if held else {}
    timeout = (patience.connect, patience.read)
    with session.get(entry.fetch, headers=headers, stream=True, timeout=timeout) as answer:
        if answer.status_code in PASSING:
            return f"HTTP {answer.status_code}"
        if answer.status_code == UNSATISFIABLE and held:  # nothing is missing; the checksum decides
            return None
        _refuse_wrong(entry, answer)
        begins = answer.headers.get("Content-Range", "").startswith(f"bytes {held}-")
        goes_on = answer.status_code == PARTIAL and begins
        with open(part, "ab" if goes_on else "wb") as stream:
            # What is there, however little: a trickle would never fill a chunk.
            while chunk := answer.raw.read1(CHUNK_BYTES):
                stream.write(chunk)
                if stream.tell() > MOST_BYTES:
                    part.unlink()  # it could only be taken up again to fail again
                    raise _failed(entry, f"mehr als {number(MOST_BYTES / 1e9)} GB", "Die Adresse prüfen.")
                if time.monotonic() > until:
                    found = f"nach {number(patience.whole / 60)} Minuten noch nicht vollständig"
                    raise _failed(
                        entry, found, "Später erneut aufrufen; was schon geladen ist, bleibt erhalten."
                    )
    return None


def _refuse_wrong(entry: Entry, answer: requests.Response) -> None:
    if not answer.ok:
        raise _failed(
            entry,
            f"HTTP {answer.status_code} {answer.reason}",
            f"Nachsehen unter {without_password(entry.source)}.",
        )
    if entry.fetch.startswith("https:") and not answer.url.startswith("https:"):
        raise _failed(
            entry, f"Weiterleitung nach {answer.url}", "Eine Adresse eintragen, die verschlüsselt bleibt."
        )
    if "html" in answer.headers.get("Content-Type", "") and not entry.file.endswith((".html", ".htm")):
        raise _failed(
            entry,
            f"eine Webseite ({answer.url})",
            f"Die Datei von Hand laden: {without_password(entry.source)}",
        )


def _failed(entry: Entry, found: str, remedy: str) -> InputFault:
    return InputFault(
        "Eine Rohdatei ließ sich nicht laden.",
        file=entry.file,
        found=without_password(f"{entry.fetch}: {found}"),
        expected="die verzeichnete Datei",
        remedy=remedy,
    )


def _without_address(entry: Entry) -> InputFault:
    return InputFault(
        "Zu diesem Eintrag ist keine Adresse zum Herunterladen verzeichnet.",
        file=entry.file,
        parameter=f"entries.{entry.name}.fetch",
        expected="eine Adresse, die mit https:// beginnt",
        remedy=f"Die Datei von Hand laden: {without_password(entry.source)}",
    )
