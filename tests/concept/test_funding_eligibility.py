from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.basics.records import records
from ohv_coworking.concept.funding_eligibility import (
    OWN_FUNDS,
    answers_by_rule,
    eligibility,
    financing_mix,
    funding_matrix,
    open_points,
    overall,
    own_funds_eur,
    refused_by_form,
    user_advantage_eur,
)
from ohv_coworking.concept.funding_programmes import Programme
from ohv_coworking.concept.funding_rules import Answer, Project, possible_amount

PROJECT = Project(
    legal_form="gGmbH",
    areas=frozenset({"12065256", "12065", "12", "00"}),
    costs_eur={"Investition": 200_000.0, "Personal": 50_000.0},
    reference_date=date(2026, 1, 15),
    application=date(2026, 3, 1),
    approval=date(2026, 9, 1),
    start=date(2026, 10, 1),
    own_funds_eur=60_000.0,
    prefinancing_eur=40_000.0,
    operating_years=5,
    follows_procurement_law=True,
    de_minimis_ceiling_eur=300_000.0,
)
KNOWN = Programme(
    key="alles-bekannt",
    programme="Zuschuss mit allen Angaben",
    funder="Land",
    kind="Zuschuss",
    period="2025-2027",
    closes=date(2026, 12, 31),
    applicants=("gGmbH", "Verein"),
    areas=("12",),
    purposes=("Investition",),
    rate_percent=80,
    minimum_eur=10_000,
    maximum_eur=150_000,
    own_share_percent=20,
    start="nach Bewilligung",
    cumulation="ja",
    earmarking_years=5,
    procurement="Vergaberecht",
    payment="Vorauszahlung",
    de_minimis="ja",
    source="Prüffall",
)


def answer(rule: str, project: Project = PROJECT, **changes) -> Answer:
    return answers_by_rule(KNOWN.model_copy(update=changes), project).loc[rule, "answer"]


class TestRules:
    def test_a_programme_known_in_full_and_met_is_a_yes(self):
        """All fifteen rules answered yes make a yes."""
        answers = answers_by_rule(KNOWN, PROJECT)["answer"]

        assert {Answer.YES} == set(answers)
        assert Answer.YES == overall(answers)

    @pytest.mark.parametrize(
        ("rule", "no", "unknown"),
        [
            ("Antragsteller", {"applicants": ("Kommune",)}, {"applicants": ()}),
            ("Ort", {"areas": ("LEADER",)}, {"areas": ()}),
            ("Zweck", {"purposes": ("Miete",)}, {"purposes": ()}),
            ("Offen am Stichtag", {"closes": date(2025, 5, 30)}, {"closes": None}),
            ("Fördersatz", {"rate_percent": 0}, {"rate_percent": None}),
            ("Mindestbetrag", {"minimum_eur": 200_000}, {"minimum_eur": None}),
            ("Zweckbindung", {"earmarking_years": 15}, {"earmarking_years": None}),
        ],
    )
    def test_each_rule_can_say_no_and_unknown(self, rule, no, unknown):
        """A term the project misses is a no; a term the source does not state is unknown."""
        assert Answer.NO == answer(rule, **no)
        assert Answer.UNKNOWN == answer(rule, **unknown)

    def test_a_programme_not_yet_open_is_closed(self):
        """A call that opens after the reference date is not open."""
        assert Answer.NO == answer("Offen am Stichtag", opens=date(2026, 2, 1))

    def test_no_start_before_approval(self):
        """Starting before the approval is a no where approval is required, and allowed where it is not."""
        early = replace(PROJECT, start=date(2026, 4, 1))

        assert Answer.NO == answer("Kein vorzeitiger Beginn", early, start="nach Bewilligung")
        assert Answer.YES == answer("Kein vorzeitiger Beginn", early, start="nach Antrag")
        assert Answer.YES == answer("Kein vorzeitiger Beginn", early, start="jederzeit")
        assert Answer.UNKNOWN == answer("Kein vorzeitiger Beginn", early, start=None)

    def test_an_unknown_term_passes_where_every_possible_term_would(self):
        """A start after approval satisfies any rule on early start, known or not."""
        assert Answer.YES == answer("Kein vorzeitiger Beginn", start=None)
        assert Answer.YES == answer(
            "Erstattungsprinzip", replace(PROJECT, prefinancing_eur=2e5), payment=None
        )
        assert Answer.YES == answer("De-minimis", de_minimis=None)

    def test_reimbursement_needs_prefinancing(self):
        """Money paid only after spending must be lent by someone first."""
        assert Answer.NO == answer("Erstattungsprinzip", payment="Erstattung")
        assert Answer.UNKNOWN == answer("Erstattungsprinzip", payment=None)

    def test_own_funds_decide_how_much_can_be_applied_for(self):
        """Own funds of 60,000 euros match costs of 120,000 at a share of one half; without any, nothing."""
        poor = replace(PROJECT, own_funds_eur=0.0)

        assert Answer.YES == answer("Eigenanteil", own_share_percent=50)
        assert 96_000 == possible_amount(KNOWN.model_copy(update={"own_share_percent": 50}), PROJECT)
        assert Answer.NO == answer("Eigenanteil", poor, own_share_percent=50)
        assert Answer.YES == answer("Eigenanteil", poor, own_share_percent=0)
        assert Answer.UNKNOWN == answer("Eigenanteil", own_share_percent=None)

    def test_the_ceiling_counts_the_single_undertaking(self):
        """Aid received by linked companies uses up the operator's room."""
        group = replace(PROJECT, de_minimis_received_eur=200_000.0)

        assert Answer.YES == answer("De-minimis", de_minimis="ja")
        assert Answer.NO == answer("De-minimis", group, de_minimis="ja")
        assert Answer.UNKNOWN == answer("De-minimis", group, de_minimis=None)
        assert Answer.YES == answer("De-minimis", group, de_minimis="nein")

    def test_cumulation_matters_only_for_the_same_costs(self):
        """A programme that allows no other is refused once another pays for the same purpose."""
        funded = replace(PROJECT, funded_eur={"Investition": 100_000.0})
        full = replace(PROJECT, funded_eur={"Investition": 200_000.0})

        assert Answer.YES == answer("Kumulierung", cumulation="nein")
        assert Answer.NO == answer("Kumulierung", funded, cumulation="nein")
        assert Answer.UNKNOWN == answer("Kumulierung", funded, cumulation=None)
        assert Answer.NO == answer("Doppelförderung", full)

    def test_grant_terms_do_not_bind_loans(self):
        """Earmarking, procurement and reimbursement are terms of grants."""
        assert Answer.NOT_APPLICABLE == answer("Zweckbindung", kind="Darlehen", earmarking_years=None)


class TestOverall:
    def test_a_no_outweighs_an_unknown(self):
        """One no is a no, whatever else is unknown."""
        assert Answer.NO == overall([Answer.YES, Answer.UNKNOWN, Answer.NO])
        assert Answer.UNKNOWN == overall([Answer.YES, Answer.UNKNOWN])
        assert Answer.YES == overall([Answer.YES, Answer.NOT_APPLICABLE])

    def test_rows_of_rules_are_not_programmes(self):
        """Ceilings, duties and comparisons from elsewhere are never eligible."""
        rows = [KNOWN.model_copy(update={"kind": kind, "key": kind}) for kind in ("Obergrenze", "Vergleich")]

        assert ["alles-bekannt"] == eligibility([KNOWN, *rows], PROJECT).index.to_list()


class TestOpenPoints:
    def test_names_what_decides(self):
        """Refusals come with their reason, unknown rules by name."""
        refused = open_points(KNOWN.model_copy(update={"applicants": ("Kommune",)}), PROJECT)

        assert "Antragsteller: nur Kommune" == refused
        assert "offen: Ort" == open_points(KNOWN.model_copy(update={"areas": ()}), PROJECT)
        assert "alle Prüfungen bestanden" == open_points(KNOWN, PROJECT)


class TestFinancingMix:
    def test_only_open_and_eligible_programmes_pay(self):
        """A closed and an unknown programme stay out; what is left is own money; purposes add up to cost."""
        closed = KNOWN.model_copy(update={"key": "zu", "programme": "zu", "closes": date(2022, 10, 31)})
        unknown = KNOWN.model_copy(update={"key": "offen", "programme": "offen", "applicants": ()})
        mix = financing_mix([closed, unknown, KNOWN], PROJECT)

        assert {KNOWN.programme, OWN_FUNDS} == set(mix["programme"])
        assert 150_000 == mix.loc[mix["programme"] == KNOWN.programme, "amount_eur"].sum()
        assert PROJECT.costs_eur == mix.groupby("purpose")["amount_eur"].sum().to_dict()

    def test_a_loan_takes_what_the_grant_leaves_if_it_may_be_combined(self):
        """The loan pays the rest of the investment; one that allows no combination pays nothing."""
        terms = {"key": "kredit", "programme": "Kredit", "kind": "Darlehen", "own_share_percent": 0}
        terms |= {"rate_percent": 100, "maximum_eur": 1e6, "minimum_eur": 0, "de_minimis": "nein"}
        loan = KNOWN.model_copy(update=terms)
        alone = loan.model_copy(update={"cumulation": "nein"})

        assert (
            50_000 == financing_mix([loan, KNOWN], PROJECT).set_index("programme").loc["Kredit", "amount_eur"]
        )
        assert "Kredit" not in set(financing_mix([alone, KNOWN], PROJECT)["programme"])

    def test_users_have_a_ceiling_of_their_own(self):
        """Three desks 50 euros below market over three years are an advantage of 5,400 euros."""
        assert 5_400 == user_advantage_eur(150, 100, desks=3)
        assert 0 == user_advantage_eur(100, 150)


def programme_table(**columns: list[str]) -> pd.DataFrame:
    known = {
        "key": ["a", "b"],
        "programme": "P",
        "funder": "F",
        "kind": "Zuschuss",
        "period": "2026",
        "source": "Quelle",
    }
    return pd.DataFrame(dict.fromkeys(Programme.model_fields, "") | known | columns)


class TestMatrix:
    def test_programmes_answered_yes_stand_first(self):
        """Whatever the order of the table, and each with the reason of its answer."""
        other = KNOWN.model_copy(update={"key": "nein", "areas": ("LEADER",), "maximum_eur": None})
        matrix = funding_matrix([other, KNOWN], eligibility([other, KNOWN], PROJECT), PROJECT)

        assert ["ja", "nein"] == matrix["overall"].to_list()
        assert ["150.000", "k. A."] == matrix["maximum"].to_list()
        assert ["alle Prüfungen bestanden", open_points(other, PROJECT)] == matrix["points"].to_list()

    def test_a_refusal_for_the_legal_form_alone_is_told(self):
        """Only programmes for municipalities, and only if no other rule refuses too."""
        form = KNOWN.model_copy(update={"key": "form", "programme": "F", "applicants": ("Kommune",)})
        both = form.model_copy(update={"key": "both", "areas": ("LEADER",)})
        programmes = [KNOWN, form, both]

        assert ["F"] == refused_by_form(programmes, eligibility(programmes, PROJECT))

    def test_own_funds_are_what_the_mix_leaves(self):
        assert 250_000 == own_funds_eur([], PROJECT)
        assert 250_000 - 150_000 == own_funds_eur([KNOWN], PROJECT)


class TestProgrammeTable:
    def test_a_rate_over_100_is_named_with_file_and_row(self):
        """A rate of 110 percent stands in row 3."""
        table = programme_table(rate_percent=["80", "110"])
        with pytest.raises(InputFault) as caught:
            records(table, Programme, "programmes.csv")

        fault = caught.value

        assert ("programmes.csv", 3, "rate_percent") == (fault.file, fault.row, fault.column)
        assert ("110", "höchstens 100") == (fault.found, fault.expected.removesuffix(".0"))

    def test_no_limit_differs_from_an_unknown_one(self):
        """„keine“ is no limit, an empty cell is unknown."""
        table = programme_table(maximum_eur=["keine", ""], minimum_eur=["keine", ""])
        without, unknown = records(table, Programme, "programmes.csv")

        assert (float("inf"), 0) == (without.maximum_eur, without.minimum_eur)
        assert (None, None) == (unknown.maximum_eur, unknown.minimum_eur)
