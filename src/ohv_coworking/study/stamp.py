"""The build stamp: a digest of all that went into the study, and the commit if nothing differs from it."""

import subprocess
from collections.abc import Iterable

from ohv_coworking.basics.digests import digest, sha256, tree_digest
from ohv_coworking.exhibits import pictures
from ohv_coworking.exhibits.notebook_cells import content_digest, notebook_cells
from ohv_coworking.study.edition import Edition


def build_stamp(edition: Edition, chapters: Iterable[str]) -> dict[str, str]:
    """Return digest and text of the stamp: data, parameters, what the notebooks say and show, their words, library and lock."""
    chapters = list(chapters)
    notebooks = {name: edition.notebook(name) for name in chapters}
    shown = {
        file.relative_to(edition.root.resolve()).as_posix(): sha256(file)
        for notebook in notebooks.values()
        for file in pictures.local_files(notebook_cells(notebook), edition.root)
    }
    parts = program_and_data(edition) | {
        "notebooks": {name: content_digest(file) for name, file in notebooks.items()},
        "words": {name: sha256(edition.words(name)) for name in chapters},
        "pictures": shown,
    }
    whole = digest(parts)
    state = _commit(edition)
    return {
        "digest": whole,
        "text": f"Prüfsumme über Daten, Parameter, Notebooks, Programm und Programmpakete {whole}; {state}.",
    }


def program_and_data(edition: Edition) -> dict[str, str]:
    """Return the digests of what stands beside the chapters: data, parameters, library and lock."""
    return {
        "data": tree_digest(edition.raw),
        "parameters": sha256(edition.parameters),
        "library": tree_digest(edition.root / "src" / "ohv_coworking"),
        "lock": sha256(edition.root / "requirements.lock"),
    }


def _commit(edition: Edition) -> str:
    """Name the commit only if the working tree is exactly that commit."""
    try:
        changes = _git(edition, "status", "--porcelain")
        return (
            "Arbeitsstand, nicht versioniert"
            if changes
            else f"Stand {_git(edition, 'rev-parse', '--short=12', 'HEAD')}"
        )
    except (OSError, subprocess.CalledProcessError):
        return "Arbeitsstand, nicht versioniert"


def _git(edition: Edition, *arguments: str) -> str:
    command = ["git", "-C", str(edition.root), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
