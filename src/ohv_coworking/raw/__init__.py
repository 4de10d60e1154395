"""The only door to raw files: what each is, where it came from, and that it is as it was accepted."""

from ohv_coworking.raw.entry import Entry, Role
from ohv_coworking.raw.raw_files import Catalog, file_sha256

__all__ = ["Catalog", "Entry", "Role", "file_sha256"]
