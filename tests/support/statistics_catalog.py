"""A catalogue with the six statistics of the shipped ones, free to be changed."""

import hashlib
import shutil
from pathlib import Path

from ruamel.yaml import YAML

from ohv_coworking.raw import Catalog

RAW = Path(__file__).parents[2] / "data" / "raw"
ROLES = ["population", "age_groups", "employment", "commuters", "municipal_directory", "census_population"]


class StatisticsCatalog:
    """The files in a folder, with `catalog.yaml`; `put` replaces the file of an entry and records its checksum."""

    def __init__(self, folder: Path):
        self.folder = folder
        self._content = YAML(typ="safe").load(RAW / "catalog.yaml")
        entries = self._content["entries"]
        self._content["entries"] = {
            name: entries[name] for name in [*ROLES, "municipal_mergers", "district_series"]
        }
        for entry in self._content["entries"].values():
            target = folder / entry["file"]
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(RAW / entry["file"], target)
        shutil.copy(RAW / "schemas.yaml", folder)

    def put(self, name: str, file: str, data: bytes | None = None) -> Catalog:
        path = self.folder / "statistics" / file
        if data is not None:
            path.write_bytes(data)
        entry = self._content["entries"][name]
        entry.pop("intake", None)  # of the file before
        entry |= {"file": f"statistics/{file}", "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
        return self.catalog()

    def catalog(self) -> Catalog:
        YAML().dump(self._content, self.folder / "catalog.yaml")
        return Catalog.load(self.folder)
