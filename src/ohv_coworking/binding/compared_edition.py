"""An edition to compare with: what it published, and, where its project lies there too, what went into it.

It is a revision, built in a folder of its own that goes again, or a folder with the files of an earlier build.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from lxml.etree import _Element as Element
from lxml.etree import strip_elements

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.binding.elements import page_tree, words
from ohv_coworking.study.documents import EVALUATED, STUDY
from ohv_coworking.study.edition import Edition

FIGURES = "kennzahlen.json"
TEXTS = ("p", "li", "figcaption/span[@class='caption']")


@dataclass(frozen=True)
class ComparedEdition:
    """Key figures by name as `kennzahlen.json` holds them, texts by the titles of their chapters, and the project if known."""

    title: str
    figures: Mapping[str, Mapping[str, object]]
    texts: Mapping[str, list[str]] = field(default_factory=dict)
    project: Edition | None = None

    @classmethod
    def read(cls, title: str, reports: Path, project: Edition | None = None) -> "ComparedEdition":
        """Read what lies in a folder of reports. Raises InputFault where no key figures are in it."""
        file = reports / FIGURES
        try:
            held = json.loads(file.read_text(encoding="utf-8"))["figures"]
            figures = {one["name"]: one for one in held}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise InputFault(
                "Die Ausgabe, mit der verglichen werden soll, hat keine lesbaren Kennzahlen.",
                file=str(file),
                found="keine Datei" if isinstance(error, OSError) else "etwas anderes",
                expected=f"{FIGURES}, wie make study sie schreibt",
                remedy="Einen Ordner mit dieser Datei oder eine Fassung des Projekts (git) nennen: make diff BASE=…",
            ) from None
        pages = [reports / one.file for one in (STUDY, EVALUATED) if (reports / one.file).is_file()]
        texts = {title: told for page in pages for title, told in _chapters(page)}
        return cls(title, figures, texts, project)


def _chapters(page: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the title of each chapter of a page and its texts, without numbers of lines and data."""
    main = page_tree(page.read_text(encoding="utf-8")).find(".//main")
    strip_elements(main, "sup", "table", "details", with_tail=False)
    for chapter in main.findall("section"):
        found = chapter.xpath(" | ".join(f".//{one}" for one in TEXTS))
        yield _name(chapter[0]), [words(one) for one in found if one.get("class") != "turning"]


def _name(heading: Element) -> str:
    strip_elements(heading, "span", with_tail=False)
    return words(heading)


@contextmanager
def compared_edition(base: str, edition: Edition) -> Iterator[ComparedEdition]:
    """Give the edition that `base` names: a folder with reports, or a revision, built for as long as it is needed.

    Raises InputFault for what is neither and for a revision that cannot be built.
    """
    folder = Path(base)
    if folder.is_dir():
        project = folder if (folder / "data" / "raw" / "catalog.yaml").is_file() else None
        # The name alone: where a folder lies on a machine is nobody's business.
        title = f"die Ausgabe im Ordner „{folder.resolve().name}“"
        yield ComparedEdition.read(
            title, _reports(folder), project and Edition(project, project / edition.parameters.name)
        )
        return
    commit = _commit(base, edition.root)
    with tempfile.TemporaryDirectory(prefix="ohv-") as held:
        root = Path(held) / "project"
        _git(edition.root, "worktree", "add", "--detach", "--force", str(root), commit)
        try:
            built = _built(root, edition, base)
            yield ComparedEdition.read(f"die Fassung {base} ({commit[:12]})", built.reports, built)
        finally:
            _git(edition.root, "worktree", "remove", "--force", str(root))


def refuse_missing_edition(base: str, root: Path) -> None:
    """Raise InputFault where `base` names neither a folder with key figures nor a revision."""
    if Path(base).is_dir():
        ComparedEdition.read(base, _reports(Path(base)))
    else:
        _commit(base, root)


def _reports(folder: Path) -> Path:
    return folder if (folder / FIGURES).is_file() else folder / "reports"


def _commit(base: str, root: Path) -> str:
    found = subprocess.run(
        ["git", "-C", str(root), "rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if found.returncode or not base:
        raise InputFault(
            "Die Fassung, mit der verglichen werden soll, gibt es nicht.",
            found=base or "nichts",
            expected="ein Ordner mit kennzahlen.json oder eine Fassung dieses Projekts: ein Zweig, eine Marke, eine Prüfsumme (git log)",
            remedy="Den Namen prüfen: make diff BASE=…",
        )
    return found.stdout.strip()


def _built(root: Path, edition: Edition, base: str) -> Edition:
    """Return the edition of the revision once it is built, with today's packages and its own library."""
    private = edition.raw / "private"
    if private.is_dir():
        shutil.copytree(private, root / "data" / "raw" / "private", dirs_exist_ok=True)
    parameters = edition.parameters.relative_to(edition.root)
    inherited = {
        key: value for key, value in os.environ.items() if not key.startswith(("OHV_", "MAKE", "MFLAGS"))
    }
    done = subprocess.run(
        ["make", f"PREFIX={sys.prefix}", f"INSTALLED={sys.executable}", f"PARAMS={parameters}", "study"],
        cwd=root, env={**inherited, "PYTHONPATH": str(root / "src")}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise InputFault(
            "Die Fassung, mit der verglichen werden soll, lässt sich nicht bauen.",
            found=f"{base}: {(done.stderr.strip().splitlines() or ['ohne Meldung'])[-1]}",
            expected="eine Fassung, deren make study mit den heutigen Programmpaketen läuft",
            remedy="Eine neuere Fassung oder den Ordner eines früheren Baus nennen.",
        )
    return Edition(root, root / parameters)


def _git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True)
