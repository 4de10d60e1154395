"""What the system refuses to read or write, and what a user breaks off, told in German: a full disk, a missing right."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from ohv_coworking.basics.errors import InputFault

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
FAILING = {errno.EIO, errno.ENAMETOOLONG, errno.EMFILE, errno.ENOTDIR, errno.EISDIR}


@contextmanager
def disk_faults() -> Iterator[None]:
    """Turn such an error of the system into an `InputFault`; what else goes wrong with files is ours and keeps its trace.

    A library may have met it and raised an error of its own.
    """
    try:
        yield
    except InputFault:
        raise
    except KeyboardInterrupt:
        raise InputFault(
            "Der Vorgang wurde unterbrochen.",
            remedy="Den Befehl noch einmal aufrufen; was schon fertig war, bleibt gültig.",
        ) from None
    except Exception as error:
        met = error if isinstance(error, OSError) else error.__context__
        if isinstance(met, OSError) and (fault := _fault(met)):
            raise fault from error
        raise


def _fault(error: OSError) -> InputFault | None:
    if error.errno in FULL:
        return InputFault(
            "Der Datenträger ist voll.",
            file=error.filename,
            expected="Platz für einige hundert Megabyte",
            remedy="Platz schaffen, dann den Befehl wiederholen; was schon fertig war, bleibt gültig.",
        )
    if error.errno in FORBIDDEN:
        return InputFault(
            "Eine Datei oder ein Ordner darf nicht gelesen oder geschrieben werden.",
            file=error.filename,
            expected="das Recht zum Lesen der Rohdaten und zum Schreiben in data/processed und reports",
            remedy="Eigentümer und Rechte prüfen (ls -l), oder den Befehl als der Benutzer aufrufen, dem der Ordner gehört.",
        )
    if error.errno in FAILING:
        return InputFault(
            "Eine Datei oder ein Ordner lässt sich nicht öffnen.",
            file=error.filename,
            expected="ein lesbarer Datenträger und kurze Namen",
            remedy="Den Datenträger und den Namen prüfen, dann den Befehl wiederholen.",
        )
    return None
