"""The build stamp: a digest of all that went into the study, and the commit if nothing differs from it."""

import subprocess

from ohv_coworking.ledger import digest
from ohv_coworking.study.edition import Edition
from ohv_coworking.study.freshness import sha256, tree_digest


def build_stamp(edition: Edition) -> dict[str, str]:
    """Return digest and text of the stamp: data, parameters, notebooks, library and lock."""
    parts = {
        "data": tree_digest(edition.raw),
        "parameters": sha256(edition.parameters),
        "notebooks": _sources_digest(edition.root / "notebooks", "*.ipynb"),
        "library": _sources_digest(edition.root / "src", "*"),
        "lock": sha256(edition.root / "requirements.lock"),
    }
    whole = digest(parts)
    state = _commit(edition)
    return {
        "digest": whole,
        "text": f"Prüfsumme über Daten, Parameter, Notebooks, Programm und Programmpakete {whole}; {state}.",
    }


def _sources_digest(folder, pattern: str) -> str:
    files = {
        file.relative_to(folder).as_posix(): sha256(file)
        for file in folder.rglob(pattern)
        if file.is_file() and "__pycache__" not in file.parts and ".ipynb_checkpoints" not in file.parts
        and not any(part.endswith(".egg-info") for part in file.parts)
    }  # fmt: skip
    return digest(files)


def _commit(edition: Edition) -> str:
    """Name the commit only if the working tree is exactly that commit."""
    try:
        changes = _git(edition, "status", "--porcelain")
        return "Arbeitsstand, nicht versioniert" if changes else f"Stand {_git(edition, 'rev-parse', '--short=12', 'HEAD')}"
    except (OSError, subprocess.CalledProcessError):
        return "Arbeitsstand, nicht versioniert"


def _git(edition: Edition, *arguments: str) -> str:
    command = ["git", "-C", str(edition.root), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
