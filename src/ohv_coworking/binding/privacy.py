"""Nothing of a person may leave the house: e-mail, telephone, bank account and the names of the register.

Every file that is written for the public is read as its receiver could read it: texts, attributes, enclosed files,
properties of documents. What organisations publish of themselves is allowed where the data declare it: the contact
of the commission, and the columns of catalogued tables that are meant for contacts.
"""

import csv
import re
from base64 import b64decode
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, is_zipfile

from ohv_coworking.basics.errors import InputFault, raise_all
from ohv_coworking.concept.register_entries import (
    RegisterEntry,
    named_organisations,
    read_sheet,
    register_entries,
)
from ohv_coworking.parameters import Study, load
from ohv_coworking.raw import Catalog
from ohv_coworking.study.edition import Edition

# Each begins where a word begins, in a way that is quickly found in a text of megabytes.
MAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}")
# As telephone numbers are written: with a country code, or an area code from 0 on set off from the number.
PHONE = re.compile(
    r"[+(0](?<![\w.,/-].)"
    r"(?:(?:(?<=\+)|(?<=0)0)\d{2}[ ()/-]{0,3}(?:\d[ /-]?){6,13}\d|(?:(?<=0)|(?<=\()0)[1-9]\d{1,4}\)?[ ]?[ /-][ ]?\d{2,}(?:[ /-]?\d{2,})+)(?![\w,])"
)
ACCOUNT = re.compile(r"[A-Z](?<!\w.)[A-Z]\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")
HOME = re.compile(r"(?:/(?:home|root|Users)/|[A-Z]:\\Users\\)[\w.-]+")
# What is looked for, and the signs without which no text holds it: these are found much quicker.
SORTS = (
    ("eine E-Mail-Adresse", MAIL, ("@",)),
    ("eine Telefonnummer", PHONE, ("",)),
    ("eine Kontonummer (IBAN)", ACCOUNT, ("",)),
    ("ein Ordner einer Person auf einem Rechner", HOME, ("/home/", "/root/", "Users")),
)
_ENCLOSED = re.compile(r"data:([\w/+.-]+)(?:;charset=[\w-]+)?;base64,([A-Za-z0-9+/=]+)")
_TAG = re.compile(r"<[^>]*>")
REGISTER = "interested_users"
# Columns of public tables that are meant for contacts.
DECLARED = {"contact", "email", "phone", "telephone"}


@dataclass(frozen=True)
class PrivateData:
    """What is looked for, and what is allowed: names of persons that must not appear, declared contacts that may."""

    names: Collection[str] = ()
    declared: str = ""

    def found(self, text: str) -> Iterator[tuple[str, int]]:
        """Yield what of persons a text holds, in German, and where."""
        for what, pattern, signs in SORTS:
            for match in pattern.finditer(text) if any(one in text for one in signs) else ():
                real = _is_account(match[0]) if pattern is ACCOUNT else _bare(match[0]) not in self.declared
                if real:
                    yield what, match.start()
        lowered = text.casefold()
        for name in map(str.casefold, self.names):
            shared, forms = _forms(name)
            for form in forms if shared in lowered else ():  # much quicker than to search each
                if form in lowered:
                    for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", lowered):
                        yield "ein Name aus dem Register der Interessierten", match.start()


def looked_for(edition: Edition) -> PrivateData:
    """Return what the public files of an edition are held against."""
    catalog, study = Catalog.load(edition.raw), load(edition.parameters)
    entries: list[RegisterEntry] = []
    for register in catalog.with_role(REGISTER) if REGISTER in catalog.roles else ():
        path, shown = catalog.path(register.name), catalog.shown(register.file)
        entries += register_entries(read_sheet(path), study.reference_date, shown)
    return private_data(study, catalog, entries)


def private_data(study: Study, catalog: Catalog, entries: Iterable[RegisterEntry]) -> PrivateData:
    """Return what public files are held against: the names of a register, and the contacts that the data declare."""
    entries = list(entries)
    public = set(named_organisations(entries, study.reference_date))
    # One word alone may be any word.
    names = {one.name for one in entries if one.name not in public and len(_words(one.name)) > 1}
    told = [study.commission.contact, study.commission.author, study.commission.client]
    for entry in catalog.entries.values():
        if entry.file.endswith(".csv") and not entry.is_private and not entry.synthetic:
            told += _declared_cells(catalog.folder / entry.file)
    return PrivateData(sorted(names), " ".join(_bare(one) for one in told))


def require_public(files: Iterable[tuple[str, bytes]], private: PrivateData) -> dict[str, bytes]:
    """Look through files as they are ready, and return them by name.

    Raises InputFault with the file, the place and the sort of each thing of a person, without repeating it.
    """
    held: dict[str, bytes] = {}
    faults: dict[str, InputFault] = {}
    for name, content in files:
        held[name] = content
        faults |= {str(one): one for one in _faults(name, content, private)}
    raise_all(list(faults.values()), "Angaben von Personen dürfen nicht veröffentlicht werden.")
    return held


def _faults(name: str, content: bytes, private: PrivateData) -> Iterator[InputFault]:
    for part, text in readable(name, content):
        for what, at in private.found(text):
            yield InputFault(
                f"In einer öffentlichen Ausgabe steht {what}.",
                file=f"reports/{name}",
                found=f"{part}, hinter „{_before(text, at)}“" if part else f"hinter „{_before(text, at)}“",
                expected="nur Kontakte von Organisationen, die study.yaml (commission) oder eine Spalte contact, email oder "
                "phone einer katalogisierten Tabelle nennt",
                remedy="Die Angabe aus den Daten oder dem Text nehmen oder, wenn sie einer Organisation gehört, dort eintragen.",
            )


def readable(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Yield the parts of a file and their texts: of archives each member, of pages also the files within them."""
    yield "Dateiname", name
    if content.startswith(b"%PDF"):
        # The text of a page is that of the bound page, which was read before; its properties are its own.
        import pikepdf

        with pikepdf.open(BytesIO(content)) as document:
            told = [str(value) for value in document.docinfo.values()]
            if "/Metadata" in document.Root:
                told.append(document.Root.Metadata.read_bytes().decode("utf-8", "replace"))
        yield "Eigenschaften", "\n".join(told)
    elif is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as archive:
            for member in archive.namelist():
                if member.endswith((".xml", ".rels", ".txt")):
                    yield member, _plain(archive.read(member).decode("utf-8", "replace"))
    else:
        yield from _of_text(content.decode("utf-8", "replace"))


def _of_text(text: str) -> Iterator[tuple[str, str]]:
    for sort, enclosed in _ENCLOSED.findall(text):
        if sort.startswith("text/") or "xml" in sort:
            yield f"enthaltene Datei ({sort})", _plain(b64decode(enclosed).decode("utf-8", "replace"))
    yield "", _plain(_ENCLOSED.sub(" ", text))


def _plain(text: str) -> str:
    """Return words and attributes of a text without its tags, these apart: what a tag parts, it still parts."""
    attributes = " ".join(re.findall(r"(?:alt|title|content|aria-label|download)=\"([^\"]*)\"", text))
    return unescape(f"{_TAG.sub(' ', text)}\n{attributes}")


def _before(text: str, at: int) -> str:
    return " ".join(text[max(0, at - 60) : at].split())[-40:]


def _bare(text: str) -> str:
    return re.sub(r"[\s()/-]", "", text).casefold()


def _words(name: str) -> list[str]:
    return name.replace(",", " ").split()


def _forms(name: str) -> tuple[str, list[str]]:
    """Return the ways in which a name of several words is written, behind what all of them hold."""
    first, *others = _words(name)
    others = " ".join(others)
    return others, [f"{first} {others}", f"{first}, {others}", f"{others} {first}", f"{others}, {first}"]


def _declared_cells(table: Path) -> list[str]:
    with table.open(encoding="utf-8", errors="replace", newline="") as stream:
        rows = csv.DictReader(stream)
        columns = [one for one in rows.fieldnames or () if one.casefold() in DECLARED]
        return [row[one] for row in rows for one in columns if row[one]] if columns else []


def _is_account(text: str) -> bool:
    """Return whether the check digits of an account number are right (ISO 13616)."""
    bare = text.replace(" ", "")
    digits = "".join(str(int(sign, 36)) for sign in bare[4:] + bare[:4])
    return 15 <= len(bare) <= 34 and int(digits) % 97 == 1
