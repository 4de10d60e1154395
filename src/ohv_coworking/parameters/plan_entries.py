"""The entries of the financial plan: what it lists by name, and what a case may add, drop or change."""

from typing import Literal

from pydantic import Field

from ohv_coworking.basics import german
from ohv_coworking.parameters.assumption import Assumption
from ohv_coworking.parameters.declaration import Section, choice, decision, method, risk, switch, yes_no
from ohv_coworking.parameters.risk_groups import BUILDING, DEMAND, LEAVING, MONEY, RUNNING

MONTHS_PER_INSTALMENT = {"monatlich": 1, "vierteljährlich": 3}
Frequency = Literal["monatlich", "vierteljährlich"]
InputVatClass = Literal["Regelsatz", "ermäßigt", "ohne"]


class PlanEntry(Section):
    """What the plan lists by name and a case may add or drop; `applied` is made where a case does so."""

    label: str = Field(description="Bezeichnung")
    applied: Assumption | None = switch("Im Plan (1) oder nicht (0)")


class Dated(PlanEntry):
    """An entry that may begin and end while the house is open."""

    start_after_months: Assumption = decision(
        "Beginn nach Eröffnung", "Monate", 0, 120, whole=True, fixed=True, optional=True
    )
    ends_after_months: Assumption = decision(
        "Ende nach Eröffnung (0: keines)", "Monate", 0, 120, whole=True, optional=True
    )


class RampUp(Section):
    initial_share: Assumption = risk(
        "Schon zur Eröffnung erreichter Anteil der Zielbelegung", "Anteil", 0, 1, group=DEMAND
    )
    innovation: Assumption = risk(
        "Hochlauf nach Bass: Innovationsrate je Monat", "Anteil", 0.001, 0.5, group=DEMAND
    )
    imitation: Assumption = risk("Hochlauf nach Bass: Imitationsrate je Monat", "Anteil", 0, 1, group=DEMAND)


class Product(Dated):
    sold: str = Field(description="was verkauft wird, z. B. Vertrag, Tag, Stunde")
    vat: Literal["Regelsatz", "ermäßigt", "Vermietung"] = choice(
        "Umsatzsteuer: Regelsatz, ermäßigt oder Vermietung (§ 4 Nr. 12 UStG)"
    )
    capacity: Assumption = decision("Plätze oder Räume", "Anzahl", 0, 1_000)
    sales_per_place: Assumption = risk(
        "Verkäufe je Platz und Monat bei voller Belegung", "Anzahl", 0, 750, group=DEMAND
    )
    utilisation: Assumption = risk("Auslastung im eingeschwungenen Betrieb", "Anteil", 0, 1, group=DEMAND)
    price: Assumption = decision("Preis je Verkauf", "€", 0, 50_000)
    price_quoted: Literal["brutto", "netto"] = choice("Preis mit oder ohne Umsatzsteuer", default="brutto")
    season_weight: Assumption = method("Wirkung der Saison", "Anteil", 0, 1, optional=True)
    churn: Assumption = risk("Kündigungen je Monat", "Anteil", 0, 1, optional=True, group=DEMAND, moves=-1)
    acquisition_cost: Assumption = risk(
        "Aufwand je neuen Vertrag", "€", 0, 5_000, optional=True, group=RUNNING
    )
    deposit_months: Assumption = decision("Kaution", "Monatspreise", 0, 6, optional=True)
    desks_per_place: Assumption = method("Arbeitsplätze je Platz oder Raum", "Anzahl", 0, 100, optional=True)
    ramp: Literal["gemeinsam", "keiner", "eigener"] = Field(
        default="gemeinsam", description="Hochlauf: gemeinsam, keiner (gleich voll) oder eigener (own_ramp)"
    )
    own_ramp: RampUp | None = Field(default=None, description="Eigener Hochlauf")
    users_per_sale: Assumption = risk(
        "Nutzende je Verkauf", "Personen", 0, 100, optional=True, group=DEMAND, moves=0
    )
    visits_per_sale: Assumption = risk(
        "Nutzungstage je Verkauf", "Tage", 0, 500, optional=True, group=DEMAND, moves=0
    )


# What the amount of a running cost is, by what it is paid for.
AMOUNTS = {
    "Monat": ("Kosten im Monat", "€", 100_000),
    "m²": ("Kosten je m² im Monat", "€", 100_000),
    "Arbeitsplatz": ("Kosten je Arbeitsplatz im Monat", "€", 100_000),
    "Nutzungstag": ("Kosten je Nutzungstag", "€", 100_000),
    "Umsatz": ("Anteil am Umsatz", "Anteil", 1),
}


class RunningCost(Dated):
    amount: Assumption = risk("Kosten je Bezugsgröße", "€", 0, 100_000, group=RUNNING, by=("per", AMOUNTS))
    per: Literal["Monat", "m²", "Arbeitsplatz", "Nutzungstag", "Umsatz"] = Field(description="Bezugsgröße")
    rises_with: Literal["inflation", "energy"] = Field(description="Steigerung: inflation oder energy")
    vat: InputVatClass = Field(description="Vorsteuer: Regelsatz, ermäßigt oder ohne")
    begins: Literal["Mietbeginn", "Eröffnung"] = Field(description="Beginn")


class FurtherArea(Dated):
    """A further area, let apart from the first."""

    area: Assumption = decision("Mietfläche", "m²", 0, 20_000)
    rent_per_square_metre: Assumption = risk(
        "Nettokaltmiete bei Mietbeginn", "€/m² im Monat", 0, 100, group=RUNNING
    )


class Post(Dated):
    grade: str = Field(description="Entgeltgruppe, ein Name aus pay_grades")
    full_time_equivalents: Assumption = decision("Stellenumfang", "VZÄ", 0, 100)
    months_before_opening: Assumption = decision("Einstellung vor Eröffnung", "Monate", 0, 24, whole=True)
    subsidy_year_1: Assumption = decision("Lohnkostenzuschuss 1. Jahr", "Anteil", 0, 1, optional=True)
    subsidy_year_2: Assumption = decision("Lohnkostenzuschuss 2. Jahr", "Anteil", 0, 1, optional=True)
    subsidy_year_3: Assumption = decision("Lohnkostenzuschuss 3. Jahr", "Anteil", 0, 1, optional=True)
    subsidy_year_4: Assumption = decision("Lohnkostenzuschuss 4. Jahr", "Anteil", 0, 1, optional=True)
    subsidy_year_5: Assumption = decision("Lohnkostenzuschuss 5. Jahr", "Anteil", 0, 1, optional=True)


class Sale(Section):
    sold_after_months: Assumption = decision(
        "Verkauf nach Eröffnung", "Monate", 1, 120, whole=True, fixed=True
    )
    sale_share: Assumption = risk(
        "Verkaufserlös, Anteil am Preis eines neuen Stücks", "Anteil", 0, 1, group=LEAVING
    )


class Investment(PlanEntry):
    unit_price: Assumption = risk("Preis je Stück", "€", 0, 10_000_000, group=BUILDING)
    units: Assumption = decision("Menge je Bezugsgröße", "Anzahl", 0, 10_000)
    per: Literal["gesamt", "Arbeitsplatz", "m²", "Bausumme"] = Field(
        description="Bezugsgröße der Menge; Bausumme: Euro der übrigen unbeweglichen Investitionen"
    )
    vat: InputVatClass = Field(description="Vorsteuer: Regelsatz, ermäßigt oder ohne")
    useful_life_years: Assumption = method("Nutzungsdauer", "Jahre", 1, 50, fixed=True)
    months_before_opening: Assumption = decision(
        "Kauf vor Eröffnung", "Monate", 0, 24, whole=True, fixed=True
    )
    start_after_months: Assumption = decision(
        "Kauf nach Eröffnung", "Monate", 0, 120, whole=True, fixed=True, optional=True
    )
    replaced: bool = Field(description="true: wird nach der Nutzungsdauer ersetzt")
    movable: bool = Field(description="true: bewegliches Wirtschaftsgut (GWG-Grenze, § 15a UStG fünf Jahre)")
    expensed: bool = Field(
        default=False, description="true: sofort Aufwand, etwa Gründungskosten (§ 248 Abs. 1 HGB)"
    )
    ends_with_lease: bool = Field(default=False, description="true: Nutzungsdauer höchstens bis Mietende")
    sale: Sale | None = Field(default=None, description="Verkauf vor dem Ende des Plans")


class Loan(PlanEntry):
    kind: Literal["Annuität", "gleiche Tilgung", "endfällig"] = choice("Tilgungsart")
    instalments: Frequency = choice("Zins und Tilgung", default="monatlich")
    amount: Assumption = decision("Darlehensbetrag", "€", 0, 100_000_000)
    yearly_rate: Assumption = risk("Nominalzins je Jahr", "Anteil", 0, 0.3, group=MONEY)
    term_months: Assumption = decision("Laufzeit", "Monate", 1, 480, whole=True)
    grace_months: Assumption = decision("Davon tilgungsfrei", "Monate", 0, 479, whole=True)
    months_before_opening: Assumption = decision(
        "Auszahlung vor Eröffnung", "Monate", 0, 24, whole=True, fixed=True
    )
    start_after_months: Assumption = decision(
        "Auszahlung nach Eröffnung", "Monate", 0, 120, whole=True, fixed=True, optional=True
    )
    guaranteed_share: Assumption = decision(
        "Von den Kommunen verbürgter Anteil", "Anteil", 0, 1, optional=True
    )

    @property
    def terms(self) -> str:
        """Interest, term and repayment, in German."""
        rate, term, grace = (one.value for one in (self.yearly_rate, self.term_months, self.grace_months))
        free = f", davon {german.number(grace)} tilgungsfrei" if grace else ""
        return f"{self.label}: {german.number(100 * rate, 1)} % Zins im Jahr, {german.number(term)} Monate Laufzeit{free}, {self.kind}, {self.instalments} gezahlt"


class Grant(PlanEntry):
    programme: str = Field(default="", description="Schlüssel in der Fördertabelle")
    covers: tuple[str, ...] = Field(
        strict=False, min_length=1, description="geförderte Investitionen oder geförderte laufende Kosten"
    )
    applied: Assumption = yes_no("Bewilligt (1) oder nicht (0)", decision)
    start_after_months: Assumption = decision(
        "Förderfähig ab Monaten nach Eröffnung (0: von Anfang an)",
        "Monate",
        0,
        120,
        whole=True,
        fixed=True,
        optional=True,
    )
    rate: Assumption = method("Fördersatz", "Anteil", 0, 1)
    ceiling: Assumption = method("Höchstbetrag", "€", 0, 100_000_000)
    own_share: Assumption = method("Mindesteigenanteil", "Anteil", 0, 1)
    runs_months: Assumption = method("Förderfähig bis Monate nach Eröffnung", "Monate", 0, 120, whole=True)
    pays_after_months: Assumption = method(
        "Auszahlung nach Mittelabruf", "Monate", 0, 24, whole=True, fixed=True
    )
    earmarked_months: Assumption = method("Zweckbindung ab Eröffnung", "Monate", 0, 360, whole=True)
    price_supplement: bool = Field(
        description="true: Entgelt von dritter Seite (steuerbar), false: echter Zuschuss"
    )
    de_minimis: bool = Field(description="true: De-minimis-Beihilfe")
