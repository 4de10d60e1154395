"""The fine look at a chapter's inputs, taken only when a whole file has changed."""

from ohv_coworking.basics.digests import digest
from ohv_coworking.parameters import load
from ohv_coworking.raw import Catalog
from ohv_coworking.study.edition import Edition
from ohv_coworking.study.ledger import ChapterLedger


def parameter_digests(edition: Edition, names: list[str]) -> dict[str, str]:
    study = load(edition.parameters)
    return {name: digest(study.plain(name)) for name in names}


def changed_parameter(edition: Edition, record: dict) -> str | None:
    return _first_difference(record["parameters"], parameter_digests(edition, list(record["parameters"])))


def raw_digests(edition: Edition, names: list[str]) -> dict[str, str]:
    catalog = Catalog.load(edition.raw)
    return {name: catalog.digest(name) if name in catalog.entries else "fehlt" for name in names}


def role_digests(edition: Edition, roles: list[str]) -> dict[str, str]:
    """Return which entries hold each role: one more file of a role concerns whoever asked for it."""
    catalog = Catalog.load(edition.raw)
    return {role: digest([entry.name for entry in catalog.with_role(role)]) for role in roles}


def changed_raw_file(edition: Edition, record: dict) -> str | None:
    raw, roles = record["raw"], record["roles"]
    return _first_difference(roles, role_digests(edition, list(roles))) or _first_difference(
        raw, raw_digests(edition, list(raw))
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
    return next((name for name in last if last[name] != now[name]), None)
