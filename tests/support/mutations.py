"""How a file is harmed, or saved by another program; each mutation says what may follow.

* `SAME`: the meaning is kept, so the door sees the same in every row.
* `TOLD`: harm that shows: the door sees the same, or says something, or refuses.
* `ELSEWHERE`: harm that need not show (another number is a number too): rows that were not touched are seen as before.
* `NEVER_A_TRACE`: bytes of which nobody can say what they mean now.
"""

import csv
import gzip
import io
import json
import random
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from originals import Original

SAME, TOLD, ELSEWHERE, NEVER_A_TRACE = "same", "told", "elsewhere", "never a trace"
Rows = list[list[str]]

INSERTED = [
    b'"', b";", b",", b"\n", b"\r", b"\0", b"\xff", b"\xe4", b"\t", b"-", b".", b"0", b" ", b"=1+1", b"<script>", b"__________",
    b"\xc2\x85", b"\xe2\x80\xa8", b"\x1b[31m", "٣".encode(), "²".encode(), b"1e999", b"\xef\xbb\xbf", b"[" * 3000, b"{{ x }}", b"<<: 5\n",
    b"!!float x", b"&a [*a]", b"2026-02-30", b"\\", b"NaN", b"#REF!", b"%", b": ", b"- ",
]  # fmt: skip
ODD_CELLS = [
    "unbekannt", "gestern", "–", "#REF!", "1,2E+05", "1e999", "٣", "²", "03. Jan", "2026-02-30", "x" * 5000, "=1+1", "\x1b[31mrot",
    "NaN", "1.2.3", "4½", "7 %", "-", "?", "Viel Erfolg!\n____________________\nIhre Anna", "ja; nein", "0001", "1_000", "inf",
]  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """A harmed file, its name, what was done to it and what may follow."""

    name: str
    data: bytes
    done: str
    claim: str


def mutant(source: Original, chance: random.Random) -> Mutant:
    """Return the file harmed in one way, drawn by `chance`."""
    ways: list[Callable[[Original, random.Random], Mutant | None]] = [bytes_go_wrong]
    if len(source.records) > 2 and source.last:
        ways += [saved_by_another_program, record_harmed, record_harmed, cell_harmed, cell_harmed]
    elif source.data.startswith(b"PK"):
        ways += [member_harmed, member_harmed]
    elif source.name.endswith(".geojson"):
        ways += [feature_harmed, feature_harmed]
    elif source.name.endswith(".yaml"):
        ways += [yaml_saved_otherwise]
    return chance.choice(ways)(source, chance) or bytes_go_wrong(source, chance)


def bytes_go_wrong(source: Original, chance: random.Random) -> Mutant:
    """Bytes cut off, lost, doubled, inserted or overwritten, up to three times."""
    data, done = source.data, []
    for _ in range(chance.randint(1, 3)):
        start = chance.randrange(len(data) + 1)
        way = chance.choice(["cut", "remove", "repeat", "insert", "insert", "insert", "overwrite"])
        length = chance.choice([1, 1, 2, 10, 200, 5000])
        what = chance.choice(INSERTED)
        match way:
            case "cut":
                data = data[:start]
            case "remove":
                data = data[:start] + data[start + length :]
            case "repeat":
                data = data[: start + length] + data[start:]
            case "insert":
                data = data[:start] + what + data[start:]
            case "overwrite":
                data = data[:start] + what + data[start + len(what) :]
        done.append(f"{way} {start} {length} {what[:12]!r}")
    return Mutant(source.name, data, "; ".join(done), NEVER_A_TRACE)


def written(
    source: Original, rows: Rows, encoding: str = "", ends: str = "\n", quoting: int = csv.QUOTE_MINIMAL
) -> bytes:
    """Return records as the text they came from."""
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=source.separator, lineterminator=ends, quoting=quoting).writerows(rows)
    return stream.getvalue().encode(encoding or source.encoding, errors="strict" if encoding else "replace")


def copied(source: Original) -> Rows:
    return [list(record) for record in source.records]


def saved_by_another_program(source: Original, chance: random.Random) -> Mutant | None:
    """The same records in another dress: line ends, quotes, character set, archive, padding."""
    rows, name = copied(source), source.name
    dressed = {
        "crlf": lambda: written(source, rows, ends="\r\n"),
        "cr": lambda: None if any("\n" in cell for row in rows for cell in row) else written(source, rows, ends="\r"),
        "quoted": lambda: written(source, rows, quoting=csv.QUOTE_ALL),
        "mark": lambda: written(source, rows, "utf-8-sig"),
        "utf-16": lambda: written(source, rows, "utf-16"),
        "cp1252": lambda: _encoded(source, rows, "cp1252"),
        "decomposed": lambda: unicodedata.normalize("NFD", written(source, rows, "utf-8").decode()).encode(),
        "empty columns": lambda: written(source, [[*row, "", ""] for row in rows]),
        "empty rows below": lambda: written(source, rows + [[""] * len(rows[-1])] * 3),
        "padded": lambda: written(source, [[f" {cell}  " if cell and "\n" not in cell else cell for cell in row] for row in rows]),
        "wide": lambda: written(source, [*rows[:-1], rows[-1] + [""] * 15_000]),
    }  # fmt: skip
    way = chance.choice([*dressed, "gzip", "zip", "extension"])
    data = dressed[way]() if way in dressed else source.data
    if data is None:
        return None
    match way:
        case "gzip":
            name, data = f"{name}.gz", gzip.compress(data)
        case "zip":
            held = io.BytesIO()
            with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(name, data)
            name, data = f"{name}.zip", held.getvalue()
        case "extension":
            name = f"{name.rpartition('.')[0]}.txt"
    return Mutant(name, data, way, SAME)


def _encoded(source: Original, rows: Rows, encoding: str) -> bytes | None:
    try:
        return written(source, rows, encoding)
    except UnicodeEncodeError:
        return None


def record_harmed(source: Original, chance: random.Random) -> Mutant:
    """A record too much, too short or too long: each of them shows."""
    rows = copied(source)
    place = chance.randint(source.first, source.last)
    width = len(rows[place])
    way = chance.choice(
        ["doubled", "all doubled", "sum", "comment", "underscores", "cell lost", "cell inserted", "header again", "blank", "glued", "broken off"]
    )  # fmt: skip
    claim = TOLD
    match way:
        case "doubled":
            rows.insert(place, list(rows[place]))
        case "all doubled":
            rows[source.last + 1 : source.last + 1] = [
                list(row) for row in rows[source.first : source.last + 1]
            ]
        case "sum":
            rows.insert(source.last + 1, ["Summe", *["1"] * (width - 1)])
        case "comment":
            rows.insert(place, ["# Kommentar", *[""] * (width - 1)])
        case "underscores":
            rows.insert(place, ["_" * 20, *[""] * chance.choice([0, width - 1])])
        case "cell lost":
            del rows[place][chance.randrange(width)]
        case "cell inserted":
            rows[place].insert(chance.randrange(width), chance.choice(["", "1", "x"]))
        case "header again":
            rows.insert(place, list(rows[max(source.first - 1, 0)]))
        case "blank":
            rows.insert(place, [""] * width)
            claim = ELSEWHERE
        case "glued":
            rows[place : place + 2] = [[cell for row in rows[place : place + 2] for cell in row]]
        case "broken off":
            last = rows[source.last]
            rows[source.last :] = [last[: chance.randint(1, max(len(last) - 1, 1))]]
    return Mutant(source.name, written(source, rows), f"{way} at record {place + 1}", claim)


def cell_harmed(source: Original, chance: random.Random) -> Mutant:
    """One cell emptied, exchanged with its neighbour or made odd: what stands elsewhere is seen as before."""
    rows = copied(source)
    place = chance.randint(source.first, source.last)
    row = rows[place]
    column = chance.randrange(len(row))
    way = chance.choice(["odd", "odd", "emptied", "exchanged", "scaled", "padded"])
    match way:
        case "odd":
            row[column] = chance.choice(ODD_CELLS)
        case "emptied":
            row[column] = ""
        case "exchanged":
            other = chance.randrange(len(row))
            row[column], row[other] = row[other], row[column]
        case "scaled":
            row[column] = row[column].replace(",", ".") if "," in row[column] else f"{row[column]}.000"
        case "padded":
            row[column] = f"\N{NO-BREAK SPACE}{row[column]}\N{NO-BREAK SPACE}"
    done = f"{way} at record {place + 1}, column {column + 1}: {row[column][:30]!r}"
    return Mutant(source.name, written(source, rows), done, ELSEWHERE)


def member_harmed(source: Original, chance: random.Random) -> Mutant | None:
    """A workbook, a timetable or a map in an archive, with bytes or a line of one part harmed."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, RuntimeError):
        return None
    name = chance.choice([name for name in members if members[name]] or [None])
    if name is None:
        return None
    lines = members[name].splitlines(keepends=True)
    claim = NEVER_A_TRACE
    if name.endswith(".txt") and len(lines) > 2 and chance.random() < 0.6:
        line = chance.randrange(1, len(lines))
        way = chance.choice(["line doubled", "line lost"])
        lines[line : line + 1] = [lines[line]] * 2 if way == "line doubled" else []
        members[name], done = b"".join(lines), f"{name}: {way} {line + 1}"
        # One trip or day less is a timetable too; what refers to what is lost shows.
        claim = (
            TOLD
            if way == "line doubled" or name in ("trips.txt", "stops.txt", "routes.txt")
            else NEVER_A_TRACE
        )
    else:
        harmed = bytes_go_wrong(Original(name, members[name], source.door), chance)
        members[name], done = harmed.data, f"{name}: {harmed.done}"
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in members.items():
            archive.writestr(part, data)
    return Mutant(source.name, held.getvalue(), done, claim)


def feature_harmed(source: Original, chance: random.Random) -> Mutant | None:
    """A map one of whose areas is doubled, turned, opened, emptied or in other coordinates."""
    try:
        held = json.loads(source.data)
        features = held["features"]
        place = chance.randrange(len(features))
        feature = features[place]
        rings = feature["geometry"]["coordinates"]
    except (ValueError, KeyError, TypeError):
        return None
    way = chance.choice(
        ["twice", "swapped", "all swapped", "open", "nothing", "point", "metres", "crossing", "nowhere"]
    )
    match way:
        case "twice":
            features.append(feature)
        case "swapped":
            feature["geometry"]["coordinates"] = _moved(rings, lambda x, y: [y, x])
        case "all swapped":
            for one in features:
                one["geometry"]["coordinates"] = _moved(one["geometry"]["coordinates"], lambda x, y: [y, x])
        case "open":
            _ring(rings).pop()
        case "nothing":
            feature["geometry"] = None
        case "point":
            feature["geometry"] = {"type": "Point", "coordinates": [13.2, 52.7]}
        case "metres":
            feature["geometry"]["coordinates"] = _moved(rings, lambda x, y: [x * 67_000, y * 111_000])
        case "crossing":
            ring = _ring(rings)
            middle = len(ring) // 2
            ring[1], ring[middle] = ring[middle], ring[1]
        case "nowhere":
            _ring(rings)[0][:] = [0, 0]
    claim = NEVER_A_TRACE if way == "crossing" else TOLD
    return Mutant(source.name, json.dumps(held).encode(), f"{way}, feature {place + 1}", claim)


def _moved(rings: list, move: Callable[[float, float], list[float]]) -> list:
    if rings and isinstance(rings[0], int | float):
        return move(*rings[:2])
    return [_moved(ring, move) for ring in rings]


def _ring(rings: list) -> list:
    while isinstance(rings[0][0], list):
        rings = rings[0]
    return rings


def yaml_saved_otherwise(source: Original, chance: random.Random) -> Mutant:
    """A file of settings saved by another editor, or with a line that YAML reads in its own way."""
    text = source.data.decode()
    lines = text.splitlines()
    place = chance.randrange(len(lines))
    way = chance.choice(
        ["mark", "crlf", "utf-16", "cp1252", "tab", "value", "value", "value", "value", "deep", "aliases"]
    )
    claim = SAME if way in ("mark", "crlf") else NEVER_A_TRACE
    match way:
        case "mark":
            data = text.encode("utf-8-sig")
        case "crlf":
            data = text.replace("\n", "\r\n").encode()
        case "utf-16" | "cp1252":
            data = text.encode(way, errors="replace")
        case "tab":
            lines[place] = "\t" + lines[place]
            data = "\n".join(lines).encode()
        case "value":
            name, colon, _ = lines[place].partition(":")
            value = chance.choice(
                ["2026-02-30", "{{ Region }}", "{a: 1}: 1", "!!float x", "!!python/name:os.system", "!!binary abc", ".nan", "1e999", "0x1F",
                 "[1, 2", "*a", "&a 1", "60.000", "50:00", "050000", "null", "'", "- 1", "|", "٣", "1" * 400, "true", "9" * 5000, ".inf", "-1"]
            )  # fmt: skip
            lines[place] = f"{name}{colon or ':'} {value}"
            data = "\n".join(lines).encode()
        case "deep":
            data = f"{text}\nx: {'[' * 5000}\n".encode()
        case _:
            levels = "\n".join(
                f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]" for level in range(1, 10)
            )
            data = f"{text}\na0: &a0 [x]\n{levels}\n".encode()
    return Mutant(source.name, data, f"{way} at line {place + 1}", claim)
