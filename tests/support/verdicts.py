"""What became of a mutant, and whether that is what its mutation allows."""

import csv
import io
import random
import re
import resource
import signal
import tempfile
import traceback
import warnings
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import mutations
import originals
from mutations import SAME, TOLD, Mutant
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.plain_table import KIND as PLAIN_TABLE
from originals import Original, Seen

MOST_SECONDS = 20  # of the processor
MOST_BYTES = int(1.5 * 2**30)
MOSTLY = 0.8
PART = " / "  # between the names of a place and of those that it lies in
WRONG = ("trace", "hang", "memory", "english", "placeless", "silent", "refused though sound")
# What parsers say in their own tongue.
ENGLISH = re.compile(
    r"Error tokenizing|did not find|Input should|nable to|could not|has no attribute|expected [a-z<]|not supported|"
    r"while (parsing|scanning)|Traceback|codec can't|invalid literal|out of (range|bounds)|Unterminated|Expecting|\bUnexpected\b"
)  # fmt: skip


class TooLong(BaseException):
    """The processor has worked on one file for longer than anybody waits."""


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant: one of `WRONG`, or `refused`, `told`, `same`, `changed` (where that is allowed)."""

    word: str
    number: int
    mutant: Mutant
    why: str = ""

    def __str__(self) -> str:
        return f"{self.word}: {self.number} {self.mutant.name}, {self.mutant.done} ({self.mutant.claim}): {self.why}"


@cache
def sound() -> tuple[tuple[Original, Seen], ...]:
    """Return the files that their door takes unharmed, and what it sees in them."""
    found = []
    for source in originals.originals():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / source.name
            path.write_bytes(source.data)
            try:
                seen = source.door(path)
            except InputFault:
                continue
        kept = [row for row in seen.rows if 0 < row <= len(source.records)]
        if source.records and kept:
            source = replace(
                source, first=min(kept) - 1, last=max(kept) - 1, anybody_s=seen.kind == PLAIN_TABLE
            )
        found.append((source, seen))
    return tuple(found)


def judged(numbers: Sequence[int], seed: str = "") -> Iterator[Verdict]:
    """Yield the verdict on each mutant; the same number and seed give the same mutant wherever the same files are."""
    files = sound()
    with tempfile.TemporaryDirectory() as folder:
        for number in numbers:
            chance = random.Random(f"{seed}{number}")
            source, before = chance.choice(files)
            yield verdict(source, before, mutations.mutant(source, chance), number, Path(folder))


def verdict(source: Original, before: Seen, mutant: Mutant, number: int, folder: Path) -> Verdict:
    """Return what the file's door makes of the mutant, held against what it saw before."""
    path = folder / mutant.name
    path.write_bytes(mutant.data)
    forget_peak()
    held = peak_bytes()
    try:
        with guarded() as warned:
            after = source.door(path)
    except InputFault as fault:
        word, why = of_refusal(fault, mutant)
    except TooLong:
        word, why = "hang", f"more than {MOST_SECONDS} s"
    except Exception:
        word, why = "trace", traceback.format_exc(limit=-3)
    else:
        word, why = of_reading(source, before, after, mutant)
        if warned:
            word, why = "english", str(warned[0].message)
    if (taken := peak_bytes() - held) > MOST_BYTES:
        word, why = "memory", f"{taken / 2**30:.1f} GiB"
    path.unlink()
    return Verdict(word, number, mutant, why)


def of_refusal(fault: InputFault, mutant: Mutant) -> tuple[str, str]:
    for one in getattr(fault, "faults", None) or [fault]:
        if ENGLISH.search(str(one)):
            return "english", str(one)
        if not (one.file or one.parameter) or not (one.expected or one.remedy):
            return "placeless", str(one)
    return ("refused though sound" if mutant.claim == SAME else "refused"), str(fault)


def of_reading(source: Original, before: Seen, after: Seen, mutant: Mutant) -> tuple[str, str]:
    was, now = Counter(before.rows.values()), Counter(after.rows.values())
    if was == now:
        return "same", ""
    changed = f"{sum((was - now).values())} rows less, {sum((now - was).values())} more: {difference(was - now, now - was)}"
    if mutant.claim == SAME:
        return "silent", changed
    if after.told - before.told:
        return "told", ""
    if not was - now and all(map(is_total, now - was)):  # a row of sums, read as what it is
        return "same", ""
    if mutant.claim == TOLD and not source.anybody_s:
        return "silent", changed
    elsewhere = untouched_but_changed(source, before, after, mutant.data) if source.records else ""
    return ("silent", elsewhere) if elsewhere else ("changed", "")


def untouched_but_changed(source: Original, before: Seen, after: Seen, data: bytes) -> str:
    """Return what is seen otherwise in a record that stands in the mutant as it stood in the file; empty if nothing is."""
    text = data.decode(source.encoding, errors="replace")
    try:
        records = list(map(tuple, csv.reader(io.StringIO(text, newline=""), delimiter=source.separator)))
    except csv.Error:
        return ""
    if tuple(records[: source.first]) != source.records[: source.first]:  # another head names other columns
        return ""
    was, now = said_by(source.records, before), said_by(records, after)
    counted, recounted = Counter(source.records), Counter(records)
    if sum((counted & recounted).values()) < MOSTLY * len(
        source.records
    ):  # what decided how to read the rest is gone
        return ""
    for record, number in counted.items():
        if record in was and recounted[record] == number and was[record] != now.get(record):
            if quoted(was[record], now.get(record) or Counter(), harmed_cell(source.records, records)):
                continue
            return f"record {record[:4]}…: {difference(was[record], now.get(record) or Counter())}"
    return ""


def is_total(said: Hashable) -> bool:
    """Tell whether all that a row says is marked as a total of the others."""
    return isinstance(said, frozenset) and all(("aggregate", "total") in cells for cells, _ in said)


def harmed_cell(records: Sequence[tuple[str, ...]], harmed: Sequence[tuple[str, ...]]) -> str:
    """Return what stands in the one cell in which the records differ; nothing where they differ by more."""
    pairs = zip(records, harmed, strict=True) if len(records) == len(harmed) else ()
    changed = [zip(*pair, strict=False) for pair in pairs if pair[0] != pair[1]]
    found = [after for cells in changed for before, after in cells if before != after]
    return " ".join(found[0].split()) if len(found) == 1 else ""


def quoted(was: Counter, now: Counter, cell: str) -> bool:
    """Tell whether a row says otherwise only that it lies in what the harmed cell names: the group above it."""
    before, after = cells_of(was), cells_of(now)
    lost, gained = before - after, after - before
    return bool(cell and gained) and all(
        any(name == other and _lies_in(value, held, cell) for other, held in lost) for name, value in gained
    )


def _lies_in(value: Hashable, held: Hashable, cell: str) -> bool:
    parts, whole = str(value).split(PART), str(held).split(PART)
    return len(parts) == len(whole) > 1 and all(
        part in (old, cell) for part, old in zip(parts, whole, strict=True)
    )


def difference(was: Counter, now: Counter) -> str:
    """Return what the first row said that it does not say now, and the other way round."""
    before, after = cells_of(was), cells_of(now)
    return f"{sorted(before - after)[:4]} → {sorted(after - before)[:4]}"


def cells_of(rows: Counter) -> set[tuple[str, Hashable]]:
    """Return what the rows say, name and value."""
    said = (one for row in rows for one in (row if isinstance(row, frozenset) else ()))
    return {cell for cells, _ in said for cell in cells}


def said_by(records: Sequence[tuple[str, ...]], seen: Seen) -> dict[tuple[str, ...], Counter]:
    said: dict[tuple[str, ...], Counter] = {}
    for place, record in enumerate(records, 1):
        if place in seen.rows:
            said.setdefault(record, Counter())[seen.rows[place]] += 1
    return said


@contextmanager
def guarded() -> Iterator[list[warnings.WarningMessage]]:
    """Stop what takes too long or too much, and return what was warned of."""

    def stop(*_: object) -> None:
        raise TooLong

    held = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
    limits = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (status("VmSize") + 3 * MOST_BYTES, limits[1]))
    try:
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            yield warned
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, held)
        resource.setrlimit(resource.RLIMIT_AS, limits)


def forget_peak() -> None:
    """Let the peak of memory begin anew (Linux)."""
    Path("/proc/self/clear_refs").write_text("5")


def peak_bytes() -> int:
    return status("VmHWM")


def status(name: str) -> int:
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(name))
    return int(line.split()[1]) * 1024
