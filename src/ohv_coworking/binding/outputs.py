"""What a binding writes: only if something changed, and whole or not at all."""

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from ohv_coworking.basics.build_records import read_record, write_record
from ohv_coworking.basics.digests import sha256
from ohv_coworking.basics.disk_faults import disk_faults
from ohv_coworking.study.edition import Edition


def keep_up(
    edition: Edition, step: str, inputs: dict, bound: Callable[[], Iterable[tuple[str, bytes]]]
) -> None:
    """Write what `bound` returns, files by their names, into the reports and tell it; nothing if `inputs` and files are those of last time.

    Raises InputFault where the disk takes no more and where a file would tell of a person; the last good files stay then.
    """
    record_file = edition.processed / f"{step}.json"
    last = read_record(record_file, ("inputs", "files"))
    if last and last["inputs"] == inputs and last["files"] == _digests(edition.reports, last["files"]):
        print(f"Unverändert: {_named(edition, last['files'])}")
        return
    files = publish_whole(edition, bound())
    write_record(record_file, {"inputs": inputs, "files": _digests(edition.reports, files)})
    print(f"Geschrieben: {_named(edition, files)}")


def publish_whole(edition: Edition, bound: Iterable[tuple[str, bytes]]) -> dict[str, bytes]:
    """Write files into the reports, all of them whole or none, and return them; what tells of a person is refused."""
    from ohv_coworking.binding.privacy import looked_for, require_public

    files = require_public(bound, looked_for(edition))
    write_whole(edition.reports, files)
    return files


def _digests(folder: Path, names: Mapping[str, object]) -> dict[str, str]:
    return {name: sha256(folder / name) for name in sorted(names) if (folder / name).is_file()}


def _named(edition: Edition, names: Mapping[str, object]) -> str:
    return f"{edition.reports.relative_to(edition.root)}/ {', '.join(sorted(names))}"


def write_whole(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files by name into a folder: all of them, or none; InputFault where the disk takes no more."""
    pending = {name: folder / f".{name}" for name in files}
    try:
        with disk_faults():
            folder.mkdir(parents=True, exist_ok=True)
            for name, content in files.items():
                pending[name].write_bytes(content)
            for name, file in pending.items():
                os.replace(file, folder / name)
    finally:
        for file in pending.values():
            file.unlink(missing_ok=True)
