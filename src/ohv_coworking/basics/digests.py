"""Digests of files, folders and values: content, never clocks."""

import hashlib
import json
import re
from pathlib import Path

# What editors, file managers and Python leave beside the files they open.
LEFT_BEHIND = re.compile(
    r"~\$.*|\.~lock.*|\.DS_Store|Thumbs\.db|desktop\.ini|__pycache__|\.ipynb_checkpoints"
)


def is_left_behind(file: Path) -> bool:
    """Tell whether a file holds nothing of ours: a lock, a cache, a folder's looks."""
    return any(LEFT_BEHIND.fullmatch(part) for part in file.parts)


def sha256(file: Path) -> str:
    """Return the SHA-256 of a file's bytes, `fehlt` if there is none."""
    if not file.is_file():
        return "fehlt"
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def tree_digest(folder: Path, pattern: str = "*") -> str:
    """Return one digest over names and bytes of the files below `folder`, leaving out what programs left behind."""
    files = {
        file.relative_to(folder).as_posix(): sha256(file)
        for file in folder.rglob(pattern)
        if file.is_file() and not is_left_behind(file.relative_to(folder))
    }
    return digest(files)


def digest(content: object) -> str:
    """Return a short digest of JSON content, independent of the order of keys."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:24]
