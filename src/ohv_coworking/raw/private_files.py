"""Files with people's answers or contacts are readable by their owner only."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ohv_coworking.raw.entry import PRIVATE

TRACKED_IN_PRIVATE = "README.md"
OWNER_ONLY, OWNERS_FOLDER, OTHERS = 0o600, 0o700, 0o077


def keep_private(folder: Path) -> None:
    """Take from everybody else the right to read what lies in the private folder; nothing for any other folder.

    What belongs to another user, or lies where rights are not kept, stays: `readable_by_others` tells it.
    """
    for path in _open_to_others(folder):
        with suppress(OSError):
            path.chmod(OWNERS_FOLDER if path.is_dir() else OWNER_ONLY)


def readable_by_others(folder: Path) -> list[Path]:
    """Return the files of the private folder that not only their owner can open."""
    return sorted(path for path in _open_to_others(folder) if path.is_file())


def begin_for_owner(file: Path) -> None:
    """Make a file that only its owner can open, before anybody's answers are written to it."""
    if file.is_file() or not file.exists():  # never a device
        file.touch(OWNER_ONLY)
        file.chmod(OWNER_ONLY)


def _open_to_others(folder: Path) -> Iterator[Path]:
    if folder.name != PRIVATE or not folder.is_dir():
        return
    for path in (folder, *folder.rglob("*")):
        with suppress(FileNotFoundError):  # a link into nothing
            if path.name != TRACKED_IN_PRIVATE and path.stat().st_mode & OTHERS:
                yield path
