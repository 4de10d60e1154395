"""What a step of the build notes for the next build: written whole or not at all, and of no weight once unreadable."""

import json
import os
from collections.abc import Collection
from pathlib import Path


def write_record(file: Path, content: dict) -> None:
    """Write the record beside its place, onto the disk, and only then into its place: a cut of power leaves the old one."""
    pending = file.with_name(f".{file.name}")
    with pending.open("w", encoding="utf-8") as stream:
        json.dump(content, stream, indent=1, sort_keys=True)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(pending, file)


def read_record(file: Path, keys: Collection[str]) -> dict | None:
    """Return the record with all of these keys; None if there is none, or what is there is broken: it is stale then."""
    try:
        content = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) and content.keys() >= set(keys) else None
