"""Social carriers: what each could contribute, what it would take and bring them, and where a letter reaches them."""

from collections.abc import Sequence
from typing import Literal

import pandas as pd
from pydantic import Field

from ohv_coworking.basics import german
from ohv_coworking.basics.records import Address, Origin, frame
from ohv_coworking.basics.typed_files import text_like
from ohv_coworking.concept.scope import Local

TO_ASK, UNCHECKED, UNKNOWN_ADDRESS = "Beitrag offen", "zu prüfen", "zu ermitteln"


class CarrierContact(Local):
    """The public office address of a carrier; a postcode that was concluded from the town is still to be checked."""

    table = "carrier_contacts"
    identity = ("carrier",)

    carrier: str
    street: str = ""
    postcode: text_like(r"^\d{5}$", "fünf Ziffern") | None = None
    postcode_basis: Literal["gesehen", "abgeleitet", ""] = ""
    town: str = ""
    website: Address | None = None
    reachable_by: Literal["Post", "Internet", "zu ermitteln"]
    note: str = ""
    source_url: Address

    @property
    def address(self) -> str:
        """Where to write to, as far as known; what was concluded and not seen is marked."""
        if self.reachable_by == UNKNOWN_ADDRESS:
            return UNKNOWN_ADDRESS
        if self.reachable_by == "Internet":
            return (self.website or "").removeprefix("https://").removeprefix("http://").rstrip("/")
        mark = f" (Postleitzahl {UNCHECKED})" if self.postcode_basis == "abgeleitet" else ""
        return f"{self.street}, {self.postcode or ''} {self.town}".replace("  ", " ") + mark


class CarrierRole(Local):
    """What a social carrier could contribute to making, furnishing or running the rooms; empty if still to be asked.

    `at_start` is its part in a few desks in an existing room, `hours` its assumed work in the full house, `gets` what it
    receives for it, `paid` whether that is money for the work.
    """

    table = "carrier_roles"
    identity = ("carrier", "phase")
    refers = (("carrier", CarrierContact, "carrier"),)

    carrier: str
    town: str = ""
    phase: Literal["Gestaltung", "Einrichtung", "Betrieb", ""] = ""
    contribution: str = ""
    at_start: str = ""
    hours: int | None = Field(default=None, ge=0, le=5_000)
    hours_per: Literal["einmalig", "im Jahr", ""] = ""
    gets: str = ""
    paid: Literal["ja", "nein", ""] = ""
    group: str
    observed: str
    kind: Origin

    @property
    def effort(self) -> str:
        return f"{self.hours_per} {german.quantity(self.hours, 'Stunden', 0)}" if self.hours else ""


def carrier_list(roles: Sequence[CarrierRole], contacts: Sequence[CarrierContact]) -> pd.DataFrame:
    """Return one row a carrier: `carrier`, `contribution`, `at_start`, `effort`, `gets`, `address`; who may contribute comes first.

    A carrier without a known contribution is to be asked, one without contact to be found.
    """
    addresses = {one.carrier: one.address for one in contacts}
    rows = []
    for carrier in dict.fromkeys(one.carrier for one in roles):
        own = [one for one in roles if one.carrier == carrier]
        told = {
            name: "; ".join(dict.fromkeys(part for one in own if (part := getattr(one, name))))
            for name in ("contribution", "at_start", "effort", "gets")
        }
        told["contribution"] = told["contribution"] or TO_ASK
        rows.append({"carrier": carrier, **told, "address": addresses.get(carrier, UNKNOWN_ADDRESS)})
    table = pd.DataFrame(rows, columns=["carrier", "contribution", "at_start", "effort", "gets", "address"])
    return table.sort_values(
        "contribution", key=lambda told: told == TO_ASK, kind="stable", ignore_index=True
    )


def hours_by_rhythm(roles: Sequence[CarrierRole]) -> pd.Series:
    """Return the assumed hours of all carriers together, once and in each year."""
    table = frame(roles, CarrierRole)
    return table.groupby("hours_per")["hours"].sum().reindex(["einmalig", "im Jahr"], fill_value=0)
