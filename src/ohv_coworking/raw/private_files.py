"""Files with people's answers or contacts are readable by their owner only."""

from pathlib import Path

from ohv_coworking.raw.entry import PRIVATE

TRACKED_IN_PRIVATE = "README.md"
OWNER_ONLY, OWNERS_FOLDER = 0o600, 0o700


def keep_private(folder: Path) -> None:
    """Take from everybody else the right to read what lies in the private folder; nothing for any other folder."""
    if folder.name != PRIVATE or not folder.is_dir():
        return
    folder.chmod(OWNERS_FOLDER)
    for file in folder.rglob("*"):
        if file.name != TRACKED_IN_PRIVATE:
            file.chmod(OWNER_ONLY if file.is_file() else OWNERS_FOLDER)
