"""Texts see the ledger and nothing else; what they print is formatted by unit and can only be text."""

import pandas as pd
import pytest

from ohv_coworking.exhibits.ledger import ChapterLedger, Column, KeyFigure, Ledger, NamedFrame
from ohv_coworking.exhibits.notebook_cells import TextFault
from ohv_coworking.exhibits.prose import anchor, render, shown_period, shown_value


def ledger(**values) -> Ledger:
    figures = {
        "desks": KeyFigure(
            "desks", "Plätze", 1234.5, "Arbeitsplätze", "computed", (), low=12, high=8000.4, chapter="demand"
        ),
        "share": KeyFigure(
            "share", "Anteil", 0.384, "Anteil", "observed", (), period="2021-06-30", chapter="demand"
        ),
        "answer": KeyFigure(
            "answer", "Antwort", "<b>*x*</b> [a](b) {{ desks }}", "", "observed", (), chapter="demand"
        ),
        "guess": KeyFigure(
            "guess", "Schätzung", 3, "Personen", "computed", (), synthetic=True, chapter="demand"
        ),
    }
    context = ChapterLedger(
        "context",
        {"people": KeyFigure("people", "Menschen", 5, "Personen", "observed", (), chapter="context")},
    )
    return Ledger([context, ChapterLedger("demand", figures)])


def shown(template: str, **options) -> str:
    return render(template, ledger(), "demand", **options)


class TestNumbers:
    @pytest.mark.parametrize(
        ("template", "expected"),
        [
            ("{{ desks }}", "1.235\N{NO-BREAK SPACE}Arbeitsplätze"),
            ("{{ desks.number }}", "1.235"),
            ("{{ desks.range }}", "12 bis 8.000\N{NO-BREAK SPACE}Arbeitsplätze"),
            ("mit {{ desks.dative }}", "mit 1.235\N{NO-BREAK SPACE}Arbeitsplätzen"),
            ("von {{ desks.dative.range }}", "von 12 bis 8.000\N{NO-BREAK SPACE}Arbeitsplätzen"),
            ("{{ share }}", "38,4\N{NO-BREAK SPACE}%"),
            ("{{ share.period }}", "30.06.2021"),
            ("{{ context.people }}", "5\N{NO-BREAK SPACE}Personen"),
        ],
    )
    def test_are_german_and_carry_their_unit(self, template, expected):
        assert expected == shown(template)

    def test_lead_to_their_line_in_the_annex(self):
        assert '<a class="figure" href="#figure-demand-share">' in shown("{{ share }}", linked=True)

    def test_carry_the_mark_of_synthetic_answers(self):
        assert "syn</sup>" in shown("{{ guess }}")
        assert "syn</sup>" not in shown("{{ desks }}")


class TestSafety:
    def test_text_from_data_is_only_text(self):
        """Neither HTML, nor Markdown, nor Jinja in a value is read as such."""
        text = shown("{{ answer }}")

        assert not set("<>*[]{}") & set(text)

    @pytest.mark.parametrize(
        "template", ["{{ missing }}", "{{ context.missing }}", "{{ other.people }}", "{{ desks"]
    )
    def test_what_the_ledger_does_not_hold_is_an_error(self, template):
        with pytest.raises(TextFault):
            shown(template)

    def test_a_range_is_shown_only_where_there_is_one(self):
        with pytest.raises(TextFault, match="keine Spanne"):
            shown("{{ share.range }}")


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (True, "", "ja"), (None, "€", "k. A."), (2021, "Jahr", "2021"), (0.5, "Anteil", "50,0\N{NO-BREAK SPACE}%"),
        (1.3, "Faktor", "1,3"), (1, "ja/nein", "ja"), (1, "Standorte", "1\N{NO-BREAK SPACE}Standort"),
        (-0.11, "Anteilspunkte", "−11\N{NO-BREAK SPACE}Prozentpunkte"),
        ("2021-06", "Datum", "Juni 2021"), (-1234, "€", "−1.234\N{NO-BREAK SPACE}€"),
    ],
)  # fmt: skip
def test_values_are_shown_by_unit(value, unit, expected):
    assert expected == shown_value(value, unit)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2021", "2021"),
        ("2021-06", "Juni 2021"),
        ("2008/2022", "2008 bis 2022"),
        ("2021-H2", "2. Halbjahr 2021"),
        ("2015/16", "2015/16"),
        ("", ""),
    ],
)
def test_periods_are_german(period, expected):
    assert expected == shown_period(period)


def test_an_anchor_forgets_the_selection():
    assert "raw-population" == anchor("raw:population#Zeile 3")


class TestRows:
    """A text is shown once for each row of a table."""

    TABLE = NamedFrame(
        "towns",
        "Städte",
        pd.DataFrame({"town": ["A", "B*"], "cost": [1200.0, None], "hosts": [True, False], "key": [1, 2]}),
        {"town": Column("Stadt"), "cost": Column("Kosten", "€")},
        (),
        chapter="demand",
    )

    def shown(self, text: str, **options) -> str:
        told = Ledger([ChapterLedger("demand", {}, frames={"towns": self.TABLE})])
        return render(text, told, "demand", **options)

    def test_cells_are_shown_with_unit_and_rules_ask_them(self):
        text = "::: je towns\n{{ row.town }}: {{ row.cost }}\n::: wenn row.hosts\nhier\n:::\n:::\n"

        expected = "A: 1.200\N{NO-BREAK SPACE}€\nhier\nB&#42;: k. A.\n"
        assert expected == self.shown(text)

    def test_numbers_lead_to_the_table_in_the_annex_and_names_do_not(self):
        text = self.shown("::: je towns\n{{ row.town }} {{ row.cost }}\n:::", linked=True)

        assert 2 == text.count('href="#frame-demand-towns"')

    @pytest.mark.parametrize("column", ["missing", "key"])
    def test_a_column_without_words_is_an_error(self, column):
        with pytest.raises(TextFault, match=f"towns.{column}"):
            self.shown(f"::: je towns\n{{{{ row.{column} }}}}\n:::")

    def test_an_unknown_table_is_an_error(self):
        with pytest.raises(TextFault, match="town_list"):
            self.shown("::: je town_list\n:::")

    def test_it_has_no_other_case(self):
        with pytest.raises(TextFault, match="keinem offenen Block"):
            self.shown("::: je towns\n::: sonst\n:::")
