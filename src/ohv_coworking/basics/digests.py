"""Digests of files, folders and values: content, never clocks."""

import hashlib
import json
from pathlib import Path


def sha256(file: Path) -> str:
    """Return the SHA-256 of a file's bytes, `fehlt` if there is none."""
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else "fehlt"


def tree_digest(folder: Path, pattern: str = "*") -> str:
    """Return one digest over names and bytes of the files below `folder`, caches left out."""
    files = {
        file.relative_to(folder).as_posix(): sha256(file)
        for file in folder.rglob(pattern)
        if file.is_file() and not any(part in ("__pycache__", ".ipynb_checkpoints") for part in file.parts)
    }
    return digest(files)


def digest(content: object) -> str:
    """Return a short digest of JSON content, independent of the order of keys."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:24]
