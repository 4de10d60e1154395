"""What the financial plan assumes: premises, products, costs, staff, investment, financing, taxes, cases.

Money is net of value added tax in euros of `price_base`, unless the label says otherwise; months count from the
opening, shares run from 0 to 1.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Self

from pydantic import Field, model_validator

from ohv_coworking.basics.typed_files import broken_rule
from ohv_coworking.parameters.assumption import Assumption
from ohv_coworking.parameters.declaration import NamedSection, decision
from ohv_coworking.parameters.plan_cases import (
    Case,
    CommonFactors,
    Correlation,
    Factor,
    Offer,
    OptionNetwork,
    Taken,
)
from ohv_coworking.parameters.plan_entries import (
    FurtherArea,
    Investment,
    PlanEntry,
    Product,
    RampUp,
    RunningCost,
)
from ohv_coworking.parameters.plan_sections import (  # fmt: skip
    Economy,
    Exit,
    Financing,
    Landlord,
    LocalDemand,
    Premises,
    Season,
    Staff,
    Taxes,
    Usual,
    WorkingCapital,
)
from ohv_coworking.parameters.plan_switches import ENTRIES, with_offers, with_switches


class PlanParameters(NamedSection):
    """Everything the financial plan assumes."""

    horizon_years: int = Field(ge=5, le=10, description="Planungszeitraum ab Mietbeginn in Jahren")
    preparation_months: Assumption = decision(
        "Vorbereitung: Mietbeginn vor Eröffnung", "Monate", 0, 24, whole=True, fixed=True
    )
    opens_later_months: Assumption = decision(
        "Eröffnung später als im Plan", "Monate", -36, 60, whole=True, fixed=True, optional=True
    )
    operating_months: Assumption = decision(
        "Betrieb endet nach Eröffnung (0: nicht im Plan)",
        "Monate",
        0,
        120,
        whole=True,
        fixed=True,
        optional=True,
    )
    economy: Economy = Field(description="Rahmen")
    premises: Premises = Field(description="Räume")
    rooms: dict[str, FurtherArea] = Field(default={}, description="Weitere Flächen")
    demand: LocalDemand = Field(description="Nachfrage")
    ramp_up: RampUp = Field(description="Hochlauf")
    season: Season = Field(description="Saison")
    products: dict[str, Product] = Field(min_length=1, description="Angebote")
    running_costs: dict[str, RunningCost] = Field(description="Laufende Kosten")
    staff: Staff = Field(description="Personal")
    investments: dict[str, Investment] = Field(description="Investitionen")
    working_capital: WorkingCapital = Field(description="Zahlungsziele und Reserve")
    financing: Financing = Field(description="Finanzierung")
    taxes: Taxes = Field(description="Steuern")
    exit: Exit = Field(description="Ausstieg")
    landlord: Landlord = Field(description="Eigentümerin")
    usual: Usual = Field(description="Übliche Werte")
    scenarios: dict[str, Case] = Field(description="Szenarien")
    shocks: dict[str, Case] = Field(description="Schocks")
    operators: dict[str, Case] = Field(description="Betreibermodelle")
    funding_mixes: dict[str, Case] = Field(description="Finanzierungen")
    alternatives: dict[str, Case] = Field(description="Vergleiche")
    offers: dict[str, Offer] = Field(default={}, description="Angebote bestehender Häuser")
    networks: dict[str, OptionNetwork] = Field(default={}, description="Netze aus mehreren Orten")
    taken_from: dict[str, Taken] = Field(
        default={}, description="Eingaben, deren Wert und Verläufe ein früheres Kapitel ermittelt"
    )
    common_factors: CommonFactors = Field(description="Gemeinsame Schwankung der Annahmen einer Gruppe")
    correlations: tuple[Correlation, ...] = Field(default=(), strict=False, description="Korrelationen")

    @model_validator(mode="before")
    @classmethod
    def _switched(cls, given: Any) -> Any:
        return with_switches(with_offers(given)) if isinstance(given, dict) else given

    @model_validator(mode="after")
    def _each_entry_has_its_name(self) -> Self:
        seen: dict[str, str] = {}
        for path, key, _ in self._entries():
            if key in seen:
                expected = f"jeden Namen nur einmal; {key} steht auch unter {seen[key]}"
                raise broken_rule("Zwei Einträge des Plans heißen gleich.", path[0], expected, key)
            seen[key] = ".".join(path)
        return self

    @property
    def entries(self) -> dict[str, PlanEntry]:
        """Everything that a case may add or drop, by name."""
        return {key: one for _, key, one in self._entries()}

    def _entries(self) -> Iterator[tuple[tuple[str, ...], str, PlanEntry]]:
        for path in ENTRIES:
            held: Any = self
            for step in path:
                held = getattr(held, step)
            for key, one in held.items():
                yield path, key, one

    def in_plan(self, key: str) -> str:
        """Return the factor of a formula by which an entry is in the plan or not; nothing where it always is."""
        return f"*{key}_applied" if self.entries[key].applied else ""

    def changes_of(self, case: Case) -> Mapping[str, float | str | Factor]:
        """Return all that a case changes: its operator's inputs, what it adds and drops, its own changes, later ones first in force."""
        operator = self.operators[case.operator].changes if case.operator else {}
        added, dropped = (
            dict.fromkeys((f"{key}_applied" for key in keys), held)
            for keys, held in ((case.adds, 1.0), (case.drops, 0.0))
        )
        return {**operator, **added, **dropped, **case.changes}

    def funds_assets(self, grant: str) -> bool:
        """Return whether a grant covers investments; it covers either only them or only running costs."""
        return self.financing.grants[grant].covers[0] in self.investments
