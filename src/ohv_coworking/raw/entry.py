"""What the catalogue says about a raw file; each description tells a consultant what belongs there."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import PurePosixPath
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from ohv_coworking.basics.german import enumeration, number, plural
from ohv_coworking.basics.typed_files import Typed, broken_rule, text_like

PRIVATE = "private"


def _inside(path: str) -> str:
    if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
        raise broken_rule("Der Pfad führt aus data/raw heraus.", found=path)
    return path


def _in_private(path: str) -> str:
    if PurePosixPath(path).parts[:1] != (PRIVATE,):
        raise broken_rule(f"Der Pfad führt nicht nach {PRIVATE}/.", found=path)
    return path


def _as_text(value: object) -> object:
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


# A parameter of an address that says who asks.
SECRET = re.compile(
    r"([?&][\w.-]*(?:token|passw|kennwort|secret|signature|api_?key)[\w.-]*=)[^&#\s]+", re.IGNORECASE
)
Text = Annotated[str, Field(min_length=1)]
RawPath = Annotated[Text, AfterValidator(_inside)]
PrivatePath = Annotated[RawPath, AfterValidator(_in_private)]
Sha256 = text_like("^[0-9a-f]{64}$", "64 Zeichen aus 0-9 und a-f")
Address = text_like("^https?://", "eine Adresse, die mit https:// beginnt")
AsOf = Annotated[Text, BeforeValidator(_as_text)]


def without_password(text: str) -> str:
    """Return a text with user, password and keys taken out of the addresses in it.

    >>> without_password("https://name:geheim@amt.de/datei.csv?jahr=2024&token=a1b2")
    'https://amt.de/datei.csv?jahr=2024&token=…'
    """
    return SECRET.sub(r"\1…", re.sub(r"(://)[^/@\s]+@", r"\1", text))


class CatalogRecord(Typed, strict=True):
    pass


class Intake(CatalogRecord):
    """What was read of a file when it was accepted: the build refuses it where a line has become worse."""

    records: int = Field(ge=0, description="Zeilen der Datei unter dem Kopf")
    kept: int = Field(ge=0, description="davon behalten")
    left_out: dict[str, int] = Field(default={}, description="ausgelassene Zeilen nach Grund")
    read: dict[str, int] = Field(default={}, description="was daraus gelesen wurde")
    set_aside: dict[str, int] = Field(default={}, description="was daraus nicht zählt")

    def in_words(self, first: Mapping[str, int] | None = None) -> str:
        """Return the record as German text; `first` holds the row of the first one left out by reason."""
        places = {reason: f" (zuerst Zeile {row})" for reason, row in (first or {}).items()}
        told = f"{plural(self.records, 'Zeile', 'Zeilen')} eingegangen, {number(self.kept)} behalten"
        reasons = [f"{why} {number(count)}{places.get(why, '')}" for why, count in self.left_out.items()]
        read, aside = (
            [f"{what} {number(count)}" for what, count in counts.items() if count]
            for counts in (self.read, self.set_aside)
        )
        parts = {", ausgelassen": reasons, "; gelesen": read, "; nicht gezählt": aside}
        return told + "".join(f"{what}: {enumeration(held)}" for what, held in parts.items() if held)


class Role(CatalogRecord):
    """What the study uses a file for; only a shared role may be held by several entries."""

    title: Text = Field(description="Titel")
    shared: bool = Field(default=False, description="true: mehrere Einträge dürfen die Rolle haben")


class Entry(CatalogRecord):
    """One raw file: place, use, origin, rights, date and checksum."""

    name: Text
    file: RawPath = Field(description="Pfad unter data/raw")
    role: Text = Field(description="Name aus dem Abschnitt roles")
    title: Text = Field(description="Titel")
    publisher: Text = Field(description="herausgebende Stelle")
    source: Text = Field(description='Adresse oder "Quelle je Zeile"')
    licence: Text = Field(description="Lizenz oder Nutzungsbedingung")
    attribution: Text = Field(description="Quellenangabe, wie sie gedruckt wird")
    as_of: AsOf = Field(description="Tag, Jahr oder Zeitraum")
    sha256: Sha256 = Field(description="Prüfsumme SHA-256")
    synthetic: bool = Field(description="true: künstlich erzeugt")
    renewed_every_years: int | None = Field(
        default=None, ge=1, description="in wie vielen Jahren die Quelle neu erscheint"
    )
    private_file: PrivatePath | None = Field(
        default=None, description="Pfad, der mit private/ beginnt; am Ende .* für jede Endung"
    )
    base: Literal["Zensus 2011", "Zensus 2022"] | None = Field(
        default=None,
        description="Zensus, auf dem Einwohnerzahlen ab dem 15.05.2022 ruhen, wenn die Datei es nicht sagt",
    )
    intake: Intake | None = Field(default=None, description="Eingangsprotokoll; von accept geschrieben")
    fetch: Address | None = Field(default=None, description="Adresse, von der die Datei geladen wird")
    note: Text | None = Field(default=None, description="Anmerkung")

    @model_validator(mode="after")
    def _real_one_is_private(self) -> Self:
        if self.private_file and not self.synthetic:
            raise broken_rule(
                "Eine echte Befragung und ein echtes Register liegen nicht bei den öffentlichen Dateien.",
                "synthetic",
                f"synthetic: true; die echte Datei als {self.private_file}",
                "false",
                f"Die echte Datei nach data/raw/{PRIVATE}/ verschieben und dort aufnehmen.",
            )
        return self

    @property
    def is_private(self) -> bool:
        """Whether the file in use is the real one under `private/`."""
        return self.file.startswith(f"{PRIVATE}/")

    def is_stood_in_for(self, file: str) -> bool:
        """Return whether a file under data/raw is the real one this entry waits for."""
        return self.private_file is not None and PurePosixPath(file).match(self.private_file)


class Content(CatalogRecord):
    """The whole of `catalog.yaml`; each entry knows the name it stands under."""

    roles: dict[str, Role] = Field(description="eine Zeile je Rolle")
    entries: dict[str, Entry] = Field(description="ein Abschnitt je Datei")

    @model_validator(mode="before")
    @classmethod
    def _named(cls, given: Any) -> Any:
        if not isinstance(given, dict) or not isinstance(given.get("entries"), dict):
            return given
        entries = given["entries"].items()
        return given | {"entries": {n: e | {"name": n} if isinstance(e, dict) else e for n, e in entries}}


class Accepted(CatalogRecord):
    """What acceptance recorded about a private file: it replaces what the catalogue says of the synthetic one."""

    title: Text
    publisher: Text
    source: Text
    licence: Text
    attribution: Text
    as_of: AsOf
    sha256: Sha256
    intake: Intake | None = None


class AcceptedFiles(CatalogRecord):
    """The whole of `private/catalog.yaml`."""

    entries: dict[str, Accepted] = Field(description="ein Abschnitt je Datei")
