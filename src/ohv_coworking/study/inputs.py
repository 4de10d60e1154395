"""The fine look at a chapter's inputs, taken only when a whole file has changed."""

import textwrap
from collections.abc import Iterator

from ohv_coworking.basics.digests import digest
from ohv_coworking.exhibits.ledger import ChapterLedger
from ohv_coworking.parameters import load
from ohv_coworking.parameters.study import place_of
from ohv_coworking.raw import Catalog
from ohv_coworking.study.edition import Edition

MOST_CHANGES = 3  # named in a message
MISSING = "fehlt"


def parameter_contents(edition: Edition, names: list[str]) -> dict[str, object]:
    study = load(edition.parameters)
    return {name: study.plain(name) for name in names}


def changed_parameters(edition: Edition, record: dict) -> str | None:
    """Return in German which entries have changed, from what to what: `plan.products.flex_desk.price (95 → 100)`."""
    last = record["parameters"]
    now = parameter_contents(edition, list(last))
    found = [change for name in last for change in _changes(place_of(name), last[name], now[name])]
    more = f" und {len(found) - MOST_CHANGES} weitere" if len(found) > MOST_CHANGES else ""
    return ", ".join(found[:MOST_CHANGES]) + more if found else None


def _changes(place: str, last: object, now: object) -> Iterator[str]:
    if last == now:
        return
    if not (isinstance(last, dict) and isinstance(now, dict)):
        yield f"{place} ({_shown(last)} → {_shown(now)})"
    elif last.get("value") != now.get("value"):  # an assumption; its ends may only have moved along
        yield from _changes(place, last.get("value"), now.get("value"))
    else:
        for key in {**last, **now}:
            yield from _changes(f"{place}.{key}", last.get(key), now.get(key))


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.10g}".replace(".", ",")
    if value is None or isinstance(value, dict | list):
        return "nichts" if value is None else "…"
    return textwrap.shorten(str(value), 40, placeholder=" …")


def raw_digests(edition: Edition) -> dict[str, str]:
    catalog = Catalog.load(edition.raw)
    return {name: catalog.digest(name) for name in catalog.entries}


def role_digests(edition: Edition) -> dict[str, str]:
    """Return which entries hold each role: one more file of a role concerns whoever asked for it."""
    catalog = Catalog.load(edition.raw)
    return {role: digest([entry.name for entry in catalog.with_role(role)]) for role in catalog.roles}


def changed_raw_file(edition: Edition, record: dict) -> str | None:
    return _first_difference(record["roles"], role_digests(edition)) or _first_difference(
        record["raw"], raw_digests(edition)
    )


def changed_line(edition: Edition, record: dict) -> str | None:
    """Return the first key figure or frame that an earlier chapter now publishes otherwise."""
    ledgers = {}
    for reference, last in record["lines"].items():
        sort, _, path = reference.partition(":")
        chapter, _, name = path.partition(".")
        if chapter not in ledgers:
            ledgers[chapter] = ChapterLedger.read(edition.built(chapter) / "ledger.json")
        if digest(ledgers[chapter].content(sort, name)) != last:
            return path
    return None


def _first_difference(last: dict[str, str], now: dict[str, str]) -> str | None:
    return next((name for name in last if last[name] != now.get(name, MISSING)), None)
