"""One edition of the study: its parameter file and the folders that belong to it alone."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ohv_coworking.exhibits.notebook_cells import notebook_cells, title

DEFAULT_PARAMETERS = "study.yaml"
BUILD = (
    "OHV_BUILD"  # the environment of a kernel that works for make: chapters before, folder to publish into
)


@dataclass(frozen=True)
class Edition:
    """The folders of one parameter file: the default edition's, or a variant's own."""

    root: Path
    parameters: Path

    @classmethod
    def current(cls, root: Path | None = None) -> "Edition":
        """Return the edition that the environment names (`OHV_PARAMETERS`), else the default one."""
        root = (root or Path.cwd()).absolute()
        named = os.environ.get("OHV_PARAMETERS")
        return cls(root, Path(os.path.abspath(named)) if named else root / DEFAULT_PARAMETERS)

    @classmethod
    def of_region(cls, root: Path, keys: Iterable[str]) -> "Edition":
        """Return the edition that `make REGION=` builds for municipalities (the name of its file stands in the Makefile too)."""
        return cls(root, root / "data" / "processed" / f"region-{'-'.join(keys)}.yaml")

    @property
    def name(self) -> str:
        """The name of the edition's folders: from the place of its file, so that no two files share them."""
        if self.parameters.parent in (self.root, self.root / "data" / "processed"):
            return self.parameters.stem
        place = os.path.relpath(self.parameters.with_suffix(""), self.root)
        return "-".join(part for part in Path(place).parts if part != os.pardir)

    @property
    def is_default(self) -> bool:
        return self.parameters == self.root / DEFAULT_PARAMETERS

    @property
    def processed(self) -> Path:
        return self.root / "data" / "processed" / self.name

    @property
    def reports(self) -> Path:
        return self.root / "reports" if self.is_default else self.root / "reports" / self.name

    @property
    def raw(self) -> Path:
        return self.root / "data" / "raw"

    @property
    def workbook(self) -> Path:
        """The financial plan as a workbook, ready to be published with the study."""
        return self.processed / "workbook" / "finanzplan.xlsx"

    def notebook(self, chapter: str) -> Path:
        return self.root / "notebooks" / f"{chapter}.ipynb"

    def words(self, chapter: str) -> Path:
        """Return the file of a chapter's labels and units, beside its notebook."""
        return self.notebook(chapter).with_suffix(".words.yaml")

    def title(self, chapter: str) -> str:
        """Return the title of a chapter: the first heading among the texts of its notebook."""
        return title(notebook_cells(self.notebook(chapter))) or chapter

    def built(self, chapter: str) -> Path:
        """Return the folder of what a chapter produced: `ledger.json`, `executed.ipynb`, `record.json`."""
        return self.processed / chapter
