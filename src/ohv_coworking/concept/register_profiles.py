"""What the public learns from the register: profiles in coarse classes, never a name, small numbers protected."""

from collections.abc import Iterable
from datetime import date

import pandas as pd

from ohv_coworking.basics import german
from ohv_coworking.concept.register_entries import KINDS, NEEDS, RegisterEntry, entries_in_force
from ohv_coworking.disclosure.figures import MINIMUM, CountTable
from ohv_coworking.disclosure.protection import Protected, protect
from ohv_coworking.disclosure.steps import is_dominated

BASE = "Register"
HIDDEN = "·"
DAYS = ("bis 1 Tag", "über 1 bis 3 Tage", "über 3 Tage")
PRICES = ("unter 100 €", "100 bis 200 €", "über 200 €", "keine Angabe")


def public_view(entries: Iterable[RegisterEntry], reference_date: date) -> pd.DataFrame:
    """Return the entries in force without name, contact and dates, in coarse classes and in no order of the file.

    Small counts are not protected here: tables made from it go through disclosure control.
    """
    rows = [
        {
            "kind": entry.kind,
            "town": entry.town,
            "need": entry.need,
            "days": _days_class(entry.days_per_week),
            "price": _price_class(entry.price_eur),
            "desks": entry.desks,
            "days_per_week": entry.days_per_week,
        }
        for entry in entries_in_force(entries, reference_date)
    ]
    columns = ["kind", "town", "need", "days", "price", "desks", "days_per_week"]
    view = pd.DataFrame(rows, columns=columns)
    for name, order in (("kind", KINDS), ("need", NEEDS), ("days", DAYS), ("price", PRICES)):
        view[name] = pd.Categorical(view[name], order)
    return view.sort_values(columns, ignore_index=True)


def public_tables(view: pd.DataFrame, some_named: bool = False) -> dict[str, CountTable]:
    """Return the tables of the register for the one list that goes through disclosure control.

    Where `some_named` organisations stand in the text, no table says of all of them that they need something or that
    none does: it would say so of each by name.
    """
    needed = view.loc[view["kind"] == KINDS[1], "need"].value_counts()
    tells_of_each = some_named and bool(needed.isin([0, needed.sum()]).any())
    return {
        "register_need": CountTable.of(view, ["need"] if tells_of_each else ["need", "kind"], BASE),
        "register_town": CountTable.of(view, ["town"], BASE),
        "register_days": CountTable.of(view, ["days"], BASE, in_order=["days"]),
        "register_price": CountTable.of(view, ["price"], BASE, in_order=["price"]),
    }


def released_counts(view: pd.DataFrame, some_named: bool = False) -> set[int]:
    """Return the counts that the tables of the register show, margins among them."""
    protected = _protected(view, some_named)
    cells = (count for name in protected.tables for count in protected.cells(name).values())
    return {count for count in cells if count is not None}


def public_sum(amounts: pd.Series) -> int | None:
    """Return the sum of what entries ask for, None where one is so large that the sum tells it."""
    return None if is_dominated(amounts) else int(amounts.sum())


def protected_tables(view: pd.DataFrame, some_named: bool = False) -> dict[str, pd.DataFrame]:
    """Return the tables of the register as the public may see them: classes in the first column, counts as text.

    A hidden count is a dot; raises ValueError if one could be worked out from the others.
    """
    protected = _protected(view, some_named)
    return {name: _shown(protected.table(name)) for name in protected.tables}


def _protected(view: pd.DataFrame, some_named: bool) -> Protected:
    protected = protect(public_tables(view, some_named), sensitive=[], places=["town"])
    if protected.worked_out():
        raise ValueError("a hidden figure of the register can be worked out")
    return protected


def count_shown(count: int, singular: str, many: str, minimum: int = MINIMUM) -> str:
    """Return a number of entries as the public may see it: none and large ones as they are, small ones hidden.

    >>> count_shown(3, "Eintrag", "Einträge")
    'weniger als fünf Einträge'
    """
    if 0 < count < minimum:
        return f"weniger als {'fünf' if minimum == 5 else minimum} {many}"
    return f"keine {many}" if count == 0 else german.plural(count, singular, many)


def _shown(counts: pd.Series) -> pd.DataFrame:
    wide = counts.unstack(sort=False) if counts.index.nlevels > 1 else counts.rename("Einträge").to_frame()
    wide = wide.map(lambda count: HIDDEN if pd.isna(count) else german.number(count))
    return wide.reset_index().rename(columns=str)


def _days_class(days: float) -> str:
    return DAYS[0] if days <= 1 else DAYS[1] if days <= 3 else DAYS[2]


def _price_class(price_eur: float | None) -> str:
    if price_eur is None:
        return PRICES[3]
    return PRICES[0] if price_eur < 100 else PRICES[1] if price_eur <= 200 else PRICES[2]
