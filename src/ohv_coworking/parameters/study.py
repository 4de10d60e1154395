"""What `study.yaml` holds: region, commission, dates and assumptions, each with its meaning and range."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, model_validator

from ohv_coworking.basics import german
from ohv_coworking.basics.typed_files import broken_rule, read_as, text_like
from ohv_coworking.parameters import chains, plan_rules
from ohv_coworking.parameters.assumptions import Assumptions
from ohv_coworking.parameters.declaration import Declared
from ohv_coworking.parameters.plan import PlanParameters
from ohv_coworking.parameters.plan_tree import Violation, out_of_limits
from ohv_coworking.parameters.price_levels import PriceLevels, at_price_base
from ohv_coworking.parameters.rules import Rules
from ohv_coworking.parameters.survey_mapping import SurveyMapping

MunicipalityKey = text_like(r"^\d{8}$", "Gemeindeschlüssel (AGS) mit 8 Ziffern in Anführungszeichen")
DistrictKey = text_like(r"^\d{5}$", "Kreisschlüssel mit 5 Ziffern in Anführungszeichen")
StateKey = text_like(r"^\d{2}$", "Landesschlüssel mit 2 Ziffern in Anführungszeichen")
Address = text_like(r"^(https?://|mailto:)\S+$", "eine Adresse, die mit https:// beginnt")
_WEIGHT = "Gewicht: "
# Assumptions that together are the key by which the towns share the cost.
COST_KEY = ("cost_key_use", "cost_key_residents", "cost_key_jobs")


def _first_of_month(value: date) -> date:
    if value.day != 1:
        raise broken_rule(
            "Der Tag passt nicht.", None, "der Erste eines Monats, z. B. 2027-09-01", value.isoformat()
        )
    return value


def _plain(value: float) -> str:
    return f"{value:g}".replace(".", ",")


class Region(Declared):
    """The study area, as official keys; names come from the data."""

    name: str = Field(min_length=2, description="Name der Region, wie er in der Studie steht")
    long_name: str = Field(min_length=2, description="Ausgeschriebener Name der Region")
    towns: list[MunicipalityKey] = Field(min_length=1, description="Städte und Gemeinden der Region (AGS)")
    first_town: MunicipalityKey = Field(description="Ort des Initialbetriebs (AGS)")
    district: DistrictKey = Field(description="Landkreis (Schlüssel mit 5 Ziffern)")
    state: StateKey = Field(description="Land (Schlüssel mit 2 Ziffern)")
    city: MunicipalityKey = Field(description="Großstadt, in die gependelt wird (AGS)")
    comparisons: list[MunicipalityKey] = Field(default=[], description="Vergleichsgemeinden (AGS)")
    home_edition: bool = Field(
        default=False, description="true: Aussagen, die nur für O-H-V gelten, stehen im Text"
    )

    @model_validator(mode="after")
    def _keys_fit_together(self) -> Self:
        if doubled := next((town for town in self.towns if self.towns.count(town) > 1), None):
            raise broken_rule("Ein Ort steht zweimal in der Region.", "towns", "jeder Ort einmal", doubled)
        if self.first_town not in self.towns:
            raise broken_rule(
                "Der erste Ort liegt nicht in der Region.",
                "first_town",
                "ein Ort, der unter towns steht",
                self.first_town,
            )
        if not self.district.startswith(self.state) or not self.first_town.startswith(self.district):
            raise broken_rule(
                "Die Schlüssel gehören zu verschiedenen Orten.",
                "district",
                "Land, Landkreis und erster Ort, deren Schlüssel ineinander liegen",
                self.district,
            )
        return self


class Link(Declared):
    label: str = Field(min_length=1, description="Text des Verweises")
    address: Address = Field(description="Adresse des Verweises")


class Commission(Declared):
    """Who asked for the study, who wrote it, who pays."""

    title: str = Field(min_length=3, description="Titel der Studie")
    commissioned: bool = Field(
        default=False,
        description="true: beauftragte Ausgabe, mit Bearbeitung und Emblem auf der Titelseite; false: eigenständige Modellausgabe",
    )
    client: str = Field(default="", description="Auftraggeberin")
    client_genitive: str = Field(default="", description="Auftraggeberin im Genitiv, mit Artikel")
    author: str = Field(default="", description="Bearbeitung")
    contact: str = Field(
        default="", description="Kontakt des Projektbüros (Organisation, keine Privatperson)"
    )
    funding_line: str = Field(default="", description="Förderhinweis")
    eu_emblem: bool = Field(
        default=False, description="true: gefördert aus dem ESF; eine beauftragte Ausgabe trägt das EU-Emblem"
    )
    history: str = Field(default="", description="Woher der Auftrag stammt")
    links: list[Link] = Field(default=[], description="Verweise")


class Weights(Declared):
    """Weights that add up to one."""

    @model_validator(mode="after")
    def _add_up_to_one(self) -> Self:
        total = sum(self.model_dump().values())
        if abs(total - 1) > 1e-6:
            expected = "Gewichte, die zusammen 1 ergeben"
            raise broken_rule("Die Gewichte passen nicht zusammen.", None, expected, f"Summe {_plain(total)}")
        return self

    @property
    def told(self) -> str:
        """Each criterion with its weight, in German."""
        criteria = {
            name: field.description.removeprefix(_WEIGHT) for name, field in type(self).model_fields.items()
        }
        return german.enumeration(
            [
                f"{criteria[name]} {german.number(100 * weight, 0)} %"
                for name, weight in self.model_dump().items()
            ]
        )


def _weight(criterion: str) -> Any:
    return Field(ge=0, description=_WEIGHT + criterion)


class SiteWeights(Weights):
    """How much each criterion counts in the ranking of sites: a judgement, not an assumption about the world."""

    on_foot: float = _weight("Menschen in Gehweite")
    by_bike: float = _weight("Menschen in Radweite")
    by_rail: float = _weight("Menschen in Reichweite mit Rad, Bus und Bahn")
    commuters: float = _weight("Pendelnde am Bahnhof")
    competition: float = _weight("Abstand zu bestehenden Räumen")
    rent: float = _weight("Miete")


class OptionWeights(Weights):
    """How much each criterion counts in the recommendation of an option: a judgement, not an assumption about the world."""

    public_cost: float = _weight("geringe Kosten der öffentlichen Hand")
    users: float = _weight("viele Nutzende")
    cost_per_user: float = _weight("geringe Kosten je nutzende Person")
    commitment: float = _weight("kurze Bindung")
    reversibility: float = _weight("billiger Ausstieg")
    demand_fit: float = _weight("Plätze dort, wo sie gebraucht werden")


class SiteRequirements(Declared):
    """What a site must have to be compared at all."""

    step_free: bool = Field(
        default=False,
        description="true: Standorte, von denen bekannt ist, dass sie Stufen haben, scheiden aus",
    )


class SurveyFile(Declared):
    """What a consultant may prescribe where a survey file is not understood by itself."""

    kind: str | None = Field(default=None, description="Format, z. B. survey/limesurvey")
    encoding: str | None = Field(default=None, description="Zeichenkodierung, z. B. cp1252")
    separator: str | None = Field(default=None, max_length=1, description="Trennzeichen, z. B. ;")
    sheet: str | None = Field(default=None, description="Name des Tabellenblatts")
    header_rows: list[Annotated[int, Field(ge=1)]] = Field(default=[], description="Kopfzeilen, gezählt ab 1")
    columns: dict[str, str] = Field(
        default={}, description="Spalte der Datei und die Frage, zu der sie gehört"
    )
    omitted: list[str] = Field(default=[], description="Fragen, die nicht gestellt wurden")
    mapping: str | SurveyMapping | None = Field(
        default=None, description="Datei, die eine fremde Befragung dem Fragebogen zuordnet"
    )


class Surveys(Declared):
    person: SurveyFile = Field(default=SurveyFile(), description="Befragung der Personen")
    employer: SurveyFile = Field(default=SurveyFile(), description="Befragung der Arbeitgeber")


def _within(part: str, found: Iterable[Violation]) -> Iterator[Violation]:
    """Yield what is wrong in a part of the study with its place in the whole."""
    return (((part, *path), value, expected) for path, value, expected in found)


class Study(Declared):
    """Everything a consultant may change."""

    reference_date: date = Field(
        description="Stichtag der Ausgabe: Rechtsstand, offene Programme, Einwilligungen"
    )
    opening_month: Annotated[date, AfterValidator(_first_of_month)] = Field(
        description="erster Betriebsmonat (Monatserster)"
    )
    price_base: int = Field(ge=2000, le=2100, description="Jahr, auf dessen Preise Geldbeträge bezogen sind")
    price_levels: PriceLevels = Field(description="Preise früherer Jahre")
    region: Region = Field(description="Region")
    commission: Commission = Field(description="Auftrag und Förderung")
    site_weights: SiteWeights = Field(description="Gewichte der Kriterien für den Standort")
    site_requirements: SiteRequirements = Field(
        default=SiteRequirements(), description="Bedingungen an einen Standort"
    )
    option_weights: OptionWeights = Field(description="Gewichte der Kriterien für die Möglichkeiten")
    rules: Rules = Field(description="Grenzen, ab denen die Studie etwas sagt")
    surveys: Surveys = Field(default=Surveys(), description="Lesart der Befragungsdateien")
    assumptions: Assumptions = Field(description="Annahmen")
    plan: PlanParameters = Field(description="Finanzplan")

    def violations(self) -> list[Violation]:
        """Return (path, found, expected) of whatever is not allowed beyond its type."""
        return [
            *_within("assumptions", out_of_limits(self.assumptions)),
            *_within("assumptions", chains.chain_violations(self.assumptions)),
            *_within("plan", self._of_plan()),
            *_within("assumptions", self._cost_key()),
            *_within("assumptions", self._rent_scale()),
        ]

    def _of_plan(self) -> list[Violation]:
        single = plan_rules.violations(self.plan)
        return single or list(plan_rules.broken_conditions(self.plan, self.opening_month, self.price_base))

    def _cost_key(self) -> Iterator[Violation]:
        weights = {name: getattr(self.assumptions, name).value for name in COST_KEY}
        if abs(sum(weights.values()) - 1) > 1e-6:
            listed = ", ".join(f"{name} {_plain(weight)}" for name, weight in weights.items())
            found = f"{listed}, zusammen {_plain(sum(weights.values()))}"
            yield (COST_KEY[0], "value"), found, "Gewichte, die zusammen 1 ergeben"

    def _rent_scale(self) -> Iterator[Violation]:
        full, none = self.assumptions.rent_full_points.value, self.assumptions.rent_no_points.value
        if full >= none:
            yield ("rent_no_points", "value"), _plain(none), f"mehr als rent_full_points ({_plain(full)})"

    @model_validator(mode="after")
    def _opens_after_the_reference_date(self) -> Self:
        if self.opening_month <= self.reference_date:
            raise broken_rule(
                "Die Eröffnung liegt zu früh.",
                "opening_month",
                "ein Monat nach dem Stichtag (reference_date)",
                self.opening_month.isoformat(),
            )
        return self

    def at_price_base(self) -> "Study":
        """Return the study with every amount of another price year brought to the price base."""
        parts = {
            part: at_price_base(getattr(self, part), self.price_levels, self.price_base)
            for part in ("assumptions", "plan")
        }
        return self.model_copy(update=parts)

    def plain(self, name: str) -> object:
        """Return one parameter as text, numbers, lists and dictionaries."""
        holder = next(part for part in (self.assumptions, self.plan, self) if name in type(part).model_fields)
        return holder.model_dump(mode="json", include={name})[name]

    def with_values(self, values: dict[str, object]) -> "Study":
        """Return the study with some parameters replaced by plain values.

        A bare number given for an assumption, as when trying things out in JupyterLab, becomes its value
        without a range.
        """
        plain = self.model_dump(mode="json")
        for name, given in values.items():
            if name in PlanParameters.model_fields:
                plain["plan"][name] = given
            elif name not in Assumptions.model_fields:
                plain[name] = given
            elif isinstance(given, dict):
                plain["assumptions"][name] = given
            else:
                plain["assumptions"][name] |= {"value": given, "low": given, "high": given}
        return read_as(Study, plain, "Parameterzelle des Notebooks", plain=True)


def parameter_names() -> set[str]:
    """Names a chapter may read: the top level of `study.yaml`, every single assumption, every part of the plan."""
    return set(Study.model_fields) | set(Assumptions.model_fields) | set(PlanParameters.model_fields)


def place_of(name: str) -> str:
    """Return where a name that a chapter may read stands in `study.yaml`: `plan.products` for `products`."""
    if name in PlanParameters.model_fields:
        return f"plan.{name}"
    return f"assumptions.{name}" if name in Assumptions.model_fields else name
