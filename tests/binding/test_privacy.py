"""Nothing of a person leaves the house in a public file, wherever in the file it stands; contacts that are declared may."""

from base64 import b64encode
from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pytest

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.binding.privacy import PrivateData, looked_for, require_public
from ohv_coworking.study.edition import Edition

MAIL, PHONE, ACCOUNT = "erika.mustermann@beispiel-post.de", "03301 / 123 45 67", "DE89 3704 0044 0532 0130 00"
HELD = PrivateData({"Erika Mustermann"}, declared="post@werkstatt.example03301600700")


def archive(member: str, text: str) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w") as held:
        held.writestr(member, text)
    return written.getvalue()


def pdf(author: str) -> bytes:
    written = BytesIO()
    with pikepdf.new() as document:
        document.docinfo["/Author"] = author
        document.save(written)
    return written.getvalue()


def refused(name: str, content: bytes) -> str:
    with pytest.raises(InputFault) as fault:
        require_public([(name, content)], HELD)
    return str(fault.value)


@pytest.mark.parametrize(
    "told",
    [
        MAIL,
        PHONE,
        "+49 3301 1234567",
        "(03301) 12 34 56",
        ACCOUNT,
        "Frau Erika Mustermann",
        "MUSTERMANN, Erika",
    ],
)
def test_a_text_of_a_person_is_refused_without_being_repeated(told):
    message = refused("studie.html", f"<p>Ansprechperson: {told}.</p>".encode())

    assert "studie.html" in message
    assert told not in message


@pytest.mark.parametrize(
    "name, content",
    [
        ("studie.html", f'<img alt="Karte von {MAIL}">'.encode()),
        ("studie.html", f"<a href='data:text/csv;base64,{b64encode(MAIL.encode()).decode()}'>".encode()),
        ("finanzplan.xlsx", archive("docProps/core.xml", "<dc:creator>Erika Mustermann</dc:creator>")),
        ("studie.docx", archive("word/document.xml", f"<w:t>{PHONE}</w:t>")),
        ("studie.pdf", pdf("Erika Mustermann")),
        ("kennzahlen.json", b'{"source": "/home/erika/daten.csv"}'),
        ("erika.mustermann@beispiel-post.de.csv", b"a;b"),
    ],
)
def test_no_corner_of_a_file_is_forgotten(name, content):
    """Alternative texts, enclosed files, properties, members of archives, paths and the name of the file itself."""
    refused(name, content)


@pytest.mark.parametrize(
    "text",
    [
        "Werkstatt: post@werkstatt.example, Telefon 03301 600-700",
        "12065136, 12065256; 31.12.2023; 0,0123 und 1.234.567 €; § 9 UStG; 05.11.2026",
        "DE12 3456 7890 1234 5678 90",
        "Mustermann GmbH",
    ],
)
def test_declared_contacts_and_numbers_of_the_study_may_stand(text):
    """Neither keys, sums and dates nor a bank account with wrong check digits are taken for a person's."""
    require_public([("studie.html", text.encode())], HELD)


def test_the_built_files_tell_of_nobody(built):
    edition = Edition(built, built / "study.yaml")
    files = {file.name: file.read_bytes() for file in edition.reports.glob("*.*") if file.is_file()}

    require_public(files.items(), looked_for(edition))
