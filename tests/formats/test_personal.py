"""Persons are found by words and by values, and questions about telephones are none of them."""

import pytest

from ohv_coworking.formats.exports.personal import is_contact, names_persons

HEADINGS = (
    "Telefon (freiwillig)", "E-Mail-Adresse (freiwillig)", "Kontakt", "Name, Vorname", "Wie heißen Sie?", "Ansprechpartner/in", "IBAN",
    "Straße/Hausnummer", "Wohnadresse", "Geburtstag", "IPv6", "Kfz", "GPS", "Telefax", "G01Q05. Ihre Telefonnummer (freiwillig)",
)  # fmt: skip
QUESTIONS = (
    "Wie wichtig ist Ihnen ein Telefonraum?", "Kontakt zu anderen", "Nutzen Sie E-Mail?", "Ort", "Name der Gemeinde", "Kennziffer",
)  # fmt: skip
CONTACTS = (
    "0176 12345678",
    "03301/123456",
    "01761234567",
    "+49 3301 123456",
    "DE89 3704 0044 0532 0130 00",
    "2001:db8::1",
    "192.0.2.7",
)
NUMBERS = ("12065256", "010510001001", "01067", "10:15:00", "2024-05-01", "2023/24", "120 - 150", "00:10:00")


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_heading_that_asks_for_a_person(heading):
    assert names_persons(heading)


@pytest.mark.parametrize("heading", QUESTIONS)
def test_a_heading_that_asks_for_something_else(heading):
    assert not names_persons(heading)


def test_values_that_lead_to_a_person_and_numbers_that_do_not():
    assert list(CONTACTS) == list(filter(is_contact, (*CONTACTS, *NUMBERS)))
