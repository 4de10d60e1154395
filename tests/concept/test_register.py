from datetime import date, datetime

import pandas as pd
import pytest

from ohv_coworking.basics.errors import InputFault, InputFaults
from ohv_coworking.concept.register_entries import (
    HEADERS,
    entries_in_force,
    may_be_contacted,
    may_be_named,
    named_organisations,
    register_entries,
)
from ohv_coworking.concept.register_profiles import count_shown, public_tables, public_view
from ohv_coworking.disclosure.protection import protect

TODAY = date(2026, 1, 15)
ROW = {
    "Art": "Organisation",
    "Name": "Muster GmbH 01 (synthetisch)",
    "Ort": "Velten",
    "Bedarf": "Teambüro",
    "Tage je Woche": 3,
    "Plätze": 2,
    "Preis je Platz und Monat in €": 120,
    "Ab wann": datetime(2026, 9, 1),
    "Kontakt": "",
    "Einwilligung Kontakt": "ja",
    "Einwilligung Nennung": "ja",
    "Datum der Einwilligung": "01.12.2025",
    "Zweck": "Machbarkeitsstudie",
    "Löschen bis": datetime(2026, 12, 31),
}


def table(*changes: dict) -> pd.DataFrame:
    rows = [ROW | {"Name": f"Muster GmbH {number:02} (synthetisch)"} | c for number, c in enumerate(changes)]
    return pd.DataFrame(rows, columns=HEADERS)


def entries(*changes: dict):
    return register_entries(table(*changes), TODAY, "register.xlsx")


class TestConsent:
    def test_without_consent_nobody_is_named(self):
        """An empty or refused consent cell, alone, keeps the name out."""
        refused, empty, given = entries({"Einwilligung Nennung": "nein"}, {"Einwilligung Nennung": None}, {})

        assert not may_be_named(refused, TODAY)
        assert not may_be_named(empty, TODAY)
        assert may_be_named(given, TODAY)

    def test_an_expired_consent_counts_nowhere(self):
        """After the delete-by date the entry is neither named nor contacted nor counted."""
        expired, valid = entries({"Löschen bis": "14.01.2026"}, {"Löschen bis": "15.01.2026"})

        assert not may_be_named(expired, TODAY)
        assert not may_be_contacted(expired, TODAY)
        assert [valid] == entries_in_force([expired, valid], TODAY)
        assert 1 == len(public_view([expired, valid], TODAY))

    def test_an_entry_without_deadline_counts_nowhere(self):
        """Who consented to nothing needs no deadline to be entered, but one to be counted: no deadline is no valid one."""
        no = {"Einwilligung Kontakt": "nein", "Einwilligung Nennung": "nein", "Löschen bis": None}

        assert [] == entries_in_force(entries(no), TODAY)

    def test_persons_are_never_named_in_public(self):
        """A person's consent to be named reaches the internal annex only."""
        person, organisation = entries({"Art": "Person"}, {})

        assert may_be_named(person, TODAY)
        assert [organisation.name] == named_organisations([person, organisation], TODAY)

    def test_the_public_view_holds_no_name_and_no_contact(self):
        """No cell of the public view repeats a name, a contact or a day."""
        given = entries({"Kontakt": "buero@muster.example"}, {"Art": "Person"})
        shown = public_view(given, TODAY).to_csv()

        assert not any(entry.name in shown for entry in given)
        assert "@" not in shown
        assert "2026" not in shown

    def test_the_public_view_does_not_follow_the_file(self):
        """The order of the rows in the file cannot be told from the public view."""
        one, two = {"Ort": "Velten"}, {"Ort": "Hennigsdorf"}

        pd.testing.assert_frame_equal(
            public_view(entries(one, two), TODAY), public_view(entries(two, one), TODAY)
        )

    def test_public_tables_hide_what_is_small(self):
        """Two entries of one town do not show as two, and nothing hidden can be worked out."""
        given = entries(*[{"Ort": "Velten"}] * 2, *[{"Ort": "Hennigsdorf", "Art": "Person"}] * 9)
        protected = protect(public_tables(public_view(given, TODAY)), sensitive=(), places=("town",))

        assert 2 not in protected.table("register_town").dropna().to_list()
        assert protected.audit()["safe"].all()

    def test_small_numbers_in_a_text_are_hidden_too(self):
        """One to four entries read as fewer than five, none and five as they are."""
        shown = [count_shown(count, "Eintrag", "Einträge") for count in (0, 1, 4, 5)]

        assert ["keine Einträge", *["weniger als fünf Einträge"] * 2, "5\xa0Einträge"] == shown


class TestBadInput:
    def test_a_missing_consent_column_is_named(self):
        """Without the column for consent nothing is read."""
        with pytest.raises(InputFault, match="Einwilligung Nennung") as caught:
            register_entries(table({}).drop(columns="Einwilligung Nennung"), TODAY, "register.xlsx")

        assert ("register.xlsx", "Einwilligung Nennung") == (caught.value.file, caught.value.column)

    def test_a_consent_after_the_reference_date_is_named_with_file_and_row(self):
        """A consent of tomorrow stands in row 3."""
        with pytest.raises(InputFault, match="nach dem Stichtag") as caught:
            entries({}, {"Datum der Einwilligung": "16.01.2026"})

        assert ("register.xlsx", 3, "16.01.2026") == (caught.value.file, caught.value.row, caught.value.found)

    def test_a_duplicate_person_is_named_by_rows_not_by_name(self):
        """The same name in other case and spacing is the same person; the message does not repeat it."""
        with pytest.raises(InputFault, match="Zeile 2") as caught:
            entries({"Name": "Muster  GmbH"}, {"Name": "MUSTER GmbH"})

        assert 3 == caught.value.row
        assert "MUSTER" not in str(caught.value)

    @pytest.mark.parametrize("name", ["buero@muster.example", "Muster 03301 / 123 456"])
    def test_contact_data_where_a_name_belongs_is_named_with_row_and_not_repeated(self, name):
        """An e-mail address or telephone number in the name column is a fault of row 2."""
        with pytest.raises(InputFault, match="Spalte für den Namen") as caught:
            entries({"Name": name})

        assert ("register.xlsx", 2, "Name") == (caught.value.file, caught.value.row, caught.value.column)
        assert name not in str(caught.value)

    def test_years_in_a_name_are_no_telephone_number(self):
        [entry] = entries({"Name": "Initiative 2030/2031"})

        assert "Initiative 2030/2031" == entry.name

    def test_numbers_as_germans_write_them(self):
        (entry,) = entries(
            {"Preis je Platz und Monat in €": "120,50 €", "Tage je Woche": "2,5", "Plätze": "2"}
        )

        assert (120.5, 2.5, 2) == (entry.price_eur, entry.days_per_week, entry.desks)

    @pytest.mark.parametrize(
        ("column", "cell"),
        [("Preis je Platz und Monat in €", "1.200"), ("Tage je Woche", "1:30"), ("Plätze", "012")],
    )
    def test_a_number_that_can_be_meant_otherwise_is_asked_about(self, column, cell):
        """A thousand point, a clock and a leading zero are never read as 1.2 €, 90 days or 12 desks."""
        with pytest.raises(InputFault, match="zwei Weisen") as caught:
            entries({column: cell})

        assert (2, column) == (caught.value.row, caught.value.column)
        assert cell not in str(caught.value)

    def test_a_consent_without_date_is_a_fault(self):
        """A consent that cannot be dated cannot be proven."""
        with pytest.raises(InputFault, match="fehlt ihr Datum"):
            entries({"Datum der Einwilligung": None})

    def test_a_deletion_before_the_consent_is_a_fault(self):
        """Dates in the wrong order are not swapped silently."""
        with pytest.raises(InputFault, match="vor der Einwilligung"):
            entries({"Löschen bis": "30.11.2025"})

    def test_an_impossible_day_is_a_fault(self):
        """The 31st of February is not moved to March."""
        with pytest.raises(InputFault) as caught:
            entries({"Ab wann": "31.02.2026"})

        assert "Ab wann" == caught.value.column

    @pytest.mark.parametrize(
        "column", ["Art", "Bedarf", "Tage je Woche", "Datum der Einwilligung", "Löschen bis"]
    )
    def test_what_stands_in_a_cell_is_in_no_message(self, column):
        """A note in the wrong column may name somebody: row, column, expectation and remedy are enough."""
        with pytest.raises(InputFault) as caught:
            entries({column: "auf Wunsch von erika@example.org"})

        assert (2, column) == (caught.value.row, caught.value.column)
        assert "erika" not in str(caught.value)
        assert caught.value.expected
        assert caught.value.remedy

    def test_a_day_is_asked_for_as_the_sheet_has_it(self):
        """As in the hints of the template: TT.MM.JJJJ."""
        with pytest.raises(InputFault) as caught:
            entries({"Ab wann": "bald"})

        assert "TT.MM.JJJJ" in caught.value.expected

    def test_several_faults_come_together(self):
        """All faulty rows are reported in one pass."""
        with pytest.raises(InputFaults) as caught:
            entries({"Tage je Woche": 9}, {"Bedarf": "Sauna"}, {})

        assert [2, 3] == [fault.row for fault in caught.value.faults]
