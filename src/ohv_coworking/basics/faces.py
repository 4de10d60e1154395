"""The face of a room: the few names others should know, each loaded when it is first asked for (PEP 562)."""

from collections.abc import Callable
from importlib import import_module


def face(room: str, homes: dict[str, str]) -> tuple[Callable[[str], object], list[str]]:
    """Return `__getattr__` and `__all__` of a room whose modules (keys) offer names (values, set apart by blanks)."""
    module_of = {name: module for module, names in homes.items() for name in names.split()}

    def offered(name: str) -> object:
        if name not in module_of:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        return getattr(import_module(f"{room}.{module_of[name]}"), name)

    return offered, sorted(module_of)
