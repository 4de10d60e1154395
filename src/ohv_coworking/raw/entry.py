"""What the catalogue says about a raw file; each description tells a consultant what belongs there."""

from datetime import date
from pathlib import PurePosixPath
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

PRIVATE = "private"


def _inside(path: str) -> str:
    if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
        raise ValueError("path leaves data/raw")
    return path


def _in_private(path: str) -> str:
    if PurePosixPath(path).parts[0] != PRIVATE:
        raise ValueError("path outside private")
    return path


def _as_text(value: object) -> object:
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Text = Annotated[str, Field(min_length=1)]
RawPath = Annotated[Text, AfterValidator(_inside)]
PrivatePath = Annotated[RawPath, AfterValidator(_in_private)]
AsOf = Annotated[Text, BeforeValidator(_as_text)]


class Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Role(Record):
    """What the study uses a file for; only a shared role may be held by several entries."""

    title: Text = Field(description="Text")
    shared: bool = Field(default=False, description="true oder false")


class Entry(Record):
    """One raw file: place, use, origin, rights, date and checksum."""

    name: Text
    file: RawPath = Field(description="Pfad unter data/raw")
    role: Text = Field(description="Name aus dem Abschnitt roles")
    title: Text = Field(description="Text")
    publisher: Text = Field(description="herausgebende Stelle als Text")
    source: Text = Field(description='Adresse oder "Quelle je Zeile"')
    licence: Text = Field(description="Lizenz oder Nutzungsbedingung als Text")
    attribution: Text = Field(description="Quellenangabe, wie sie gedruckt wird, als Text")
    as_of: AsOf = Field(description="Tag, Jahr oder Zeitraum")
    sha256: str = Field(pattern="^[0-9a-f]{64}$", description="Prüfsumme SHA-256: 64 Zeichen aus 0-9 und a-f")
    synthetic: bool = Field(description="true oder false")
    renewed_every_years: int | None = Field(default=None, ge=1, description="ganze Zahl von Jahren")
    private_file: PrivatePath | None = Field(
        default=None, description="Pfad, der mit private/ beginnt; am Ende .* für jede Endung"
    )
    fetch: str | None = Field(default=None, pattern="^https?://", description="Adresse, beginnt mit https://")
    note: Text | None = Field(default=None, description="Text")

    @property
    def is_private(self) -> bool:
        """Whether the file in use is the real one under `private/`."""
        return self.file.startswith(f"{PRIVATE}/")

    def is_stood_in_for(self, file: str) -> bool:
        """Return whether a file under data/raw is the real one this entry waits for."""
        return self.private_file is not None and PurePosixPath(file).match(self.private_file)


class Content(Record):
    """The whole of `catalog.yaml`; each entry knows the name it stands under."""

    roles: dict[str, Role] = Field(description="Abschnitt mit einer Zeile je Rolle")
    entries: dict[str, Entry] = Field(description="Abschnitt mit einem Eintrag je Datei")

    @model_validator(mode="before")
    @classmethod
    def _named(cls, given: Any) -> Any:
        if not isinstance(given, dict) or not isinstance(given.get("entries"), dict):
            return given
        entries = given["entries"].items()
        return given | {"entries": {n: e | {"name": n} if isinstance(e, dict) else e for n, e in entries}}


class Accepted(Record):
    """What acceptance recorded about a private file: it replaces what the catalogue says of the synthetic one."""

    title: Text
    publisher: Text
    source: Text
    licence: Text
    attribution: Text
    as_of: AsOf
    sha256: str = Entry.model_fields["sha256"]


class AcceptedFiles(Record):
    """The whole of `private/catalog.yaml`."""

    entries: dict[str, Accepted] = Field(description="Abschnitt mit einem Eintrag je Datei")
