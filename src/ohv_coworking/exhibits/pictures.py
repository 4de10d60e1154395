"""Pictures of a text: embedded in the document, or refused.

Of a local picture the study holds the bytes; what lies on the web or elsewhere on the machine would be missing for its readers.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from pathlib import Path

from markupsafe import Markup

from ohv_coworking.exhibits.notebook_cells import Cell, TextFault

PICTURE = re.compile(r"!\[(?P<alt>[^\]]*)\]\(\s*<?(?P<path>[^)>\s]+)>?(?:\s+\"[^\"]*\")?\s*\)")
# How a file of each kind begins, and its type; an SVG is told by its element.
KINDS = {
    ".png": (b"\x89PNG", "image/png"),
    ".jpg": (b"\xff\xd8\xff", "image/jpeg"),
    ".jpeg": (b"\xff\xd8\xff", "image/jpeg"),
    ".svg": (b"<svg", "image/svg+xml"),
}
EXPECTED = "ein Bild im Format PNG, JPEG oder SVG neben dem Notebook oder im Projektordner"


def embedded(text: str, attachments: Mapping[str, Mapping[str, str]], root: Path) -> str:
    """Return `text` with the bytes of its pictures in place of their paths; raise `TextFault` for one it cannot hold.

    `attachments` are the pictures that lie in the cell itself, by name and type, in base64.
    """

    def one(found: re.Match) -> str:
        try:
            address = _address(found["path"], attachments, root)
        except TextFault as fault:
            fault.row, fault.found = text.count("\n", 0, found.start()) + 1, found["path"]
            raise
        return Markup('<img alt="{}" src="{}">').format(found["alt"], Markup(address))

    return PICTURE.sub(one, text)


def local_files(cells: Iterable[Cell], root: Path) -> list[Path]:
    """Return the pictures below `root` that texts show, for whatever must know when they change."""
    paths = {found["path"] for cell in cells if cell.is_text for found in PICTURE.finditer(cell.body)}
    return [file for path in sorted(paths) if (file := _file(path, root)) is not None]


def _address(path: str, attachments: Mapping, root: Path) -> str:
    if path.startswith("attachment:"):
        for mime, content in attachments.get(path.removeprefix("attachment:"), {}).items():
            if mime in {mime for _, mime in KINDS.values()}:
                return f"data:{mime};base64,{''.join(content.split())}"
    if path.startswith("data:image/"):
        return path
    if re.match(r"(\w+:)?//", path):
        raise TextFault(
            "Ein Bild aus dem Netz gehört nicht in die Studie: Sie muss auch ohne Netz vollständig sein.",
            expected=EXPECTED,
            remedy="Das Bild herunterladen, Rechte klären, in notebooks/ ablegen und mit seinem Pfad nennen.",
        )
    file = _file(path, root)
    if file is None:
        raise TextFault(
            "Ein Bild ist nicht zu finden.",
            expected=EXPECTED,
            remedy="Das Bild ablegen oder den Pfad berichtigen.",
        )
    start, mime = KINDS.get(file.suffix.lower(), (None, None))
    content = file.read_bytes()
    if start is None or start not in (content if mime == "image/svg+xml" else content[: len(start)]):
        raise TextFault(
            "Ein Bild hat kein Format, das die Studie zeigen kann.",
            expected=EXPECTED,
            remedy="Das Bild als PNG oder JPEG speichern.",
        )
    return f"data:{mime};base64,{b64encode(content).decode()}"


def _file(path: str, root: Path) -> Path | None:
    """Return the file a path means, seen from the notebooks or from the project; None for one outside or missing."""
    plain = path.replace("%20", " ")
    for folder in (root / "notebooks", root):
        file = (folder / plain).resolve()
        if file.is_file() and file.is_relative_to(root.resolve()):
            return file
    return None
