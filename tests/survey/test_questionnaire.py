"""The questionnaire is one codebook for asking and evaluating, and belongs to no region."""

import pytest

from ohv_coworking.basics.errors import InputFault, InputFaults
from ohv_coworking.survey.questionnaire_file import read_questionnaire
from survey_files import QUESTIONNAIRE, TOWNS, VERSIONS, WORDS, shipped

SMALL = """\
person:
  title: Titel
  information: Text
  sections:
    - id: consent
      title: Einwilligung
      questions:
        - id: consent
          code: G01Q01
          type: single
          text: Einverstanden?
          optional: false
          options:
            - {id: given, code: AO01, text: ja}
            - {id: refused, code: AO02, text: Nein danke}
        - id: town
          code: G01Q02
          type: single
          text: Wohnort?
          filter: {question: consent, options: [given]}
          options:
            - towns
            - {id: elsewhere, code: AO13, text: anderswo}
"""


def small(old="", new=""):
    assert old in SMALL
    return read_questionnaire(SMALL.replace(old, new), "person", TOWNS, WORDS)


class TestShipped:
    @pytest.mark.parametrize("version", VERSIONS)
    def test_is_free_of_contradictions(self, version):
        """Both versions load: codes are unique, filters point backwards, sensitive questions are optional."""
        assert shipped(version).questions

    def test_asks_employers_about_fifteen_questions(self):
        """The employer version stays short."""
        assert 16 == len(shipped("employer").questions)

    def test_names_no_town(self):
        """Towns and city come from the parameters, so the next town uses the same file."""
        assert not [name for name in (*TOWNS.values(), WORDS["city"]) if name in QUESTIONNAIRE]

    @pytest.mark.parametrize("version", VERSIONS)
    def test_informs_after_article_13(self, version):
        """The information names controller, purpose, legal basis, recipients, duration and rights."""
        information = shipped(version).information

        for needed in (
            "Art. 13",
            WORDS["client"],
            "Zweck",
            "Rechtsgrundlage",
            "Empfänger",
            "gelöscht",
            "Auskunft",
        ):
            assert needed in information

    def test_asks_for_health_only_after_explicit_consent(self):
        """Disability is asked of those who consented explicitly; the needs that follow from it too."""
        filters = shipped("person").filters

        assert ("health_consent", ("given",)) in [(f.question, f.options) for f in filters["disability"]]
        assert "disability" in [f.question for f in filters["accessibility_needs"]]

    def test_knows_the_groups_of_the_study(self):
        """Each group the study speaks of is defined by an answer."""
        groups = {"carers", "job_seekers", "seniors", "disabled", "self_employed", "founders", "employees"}

        assert groups == set(shipped("person").groups)

    def test_asks_the_four_prices(self):
        """The price sensitivity meter finds its four questions in €/month."""
        prices = [q for name, q in shipped("person").questions.items() if q.unit == "€/Monat"]

        assert ["price_too_cheap", "price_cheap", "price_expensive", "price_too_expensive"] == [
            q.id for q in prices
        ]

    def test_codes_never_coincide_between_versions(self):
        """A file of employers can't pass for one of persons."""
        persons, employers = ({q.code for q in shipped(v).questions.values()} for v in VERSIONS)

        assert set() == persons & employers


class TestTowns:
    def test_follow_the_official_key(self):
        """A town's answer code depends on its key, not on its place in the list."""
        options = (
            read_questionnaire(SMALL, "person", dict(reversed(TOWNS.items())), WORDS)
            .questions["town"]
            .options
        )

        assert ["T5332", "T5136", "T5256", "AO13"] == [option.code for option in options]

    def test_stand_for_themselves_in_filters(self):
        """A filter on "towns" lets exactly those in who chose a town of the region."""
        workplace = shipped("person").filters["commute_mode"][-1]

        assert [*TOWNS, "county", "city", "elsewhere"] == list(workplace.options)


class TestFaults:
    @pytest.mark.parametrize(
        ("old", "new", "told"),
        [
            ("code: G01Q02", "code: G01Q01", "code"),
            ("id: town", "id: consent", "id"),
            ("question: consent, options", "question: later, options", "later"),
            ("options: [given]", "options: [perhaps]", "perhaps"),
            ("text: ja}", "text: Nein danke}", "Nein danke"),
            ("type: single\n          text: Wohnort", "type: text\n          text: Wohnort", "text"),
            ("optional: false", "optional: true", "Einwilligung"),
            ("code: AO13", "code: AO1234", "AO1234"),
            ("text: Wohnort?", "text: Wohnort?\n          sensitive: true", "keine Angabe"),
            ("type: single\n          text: Wohnort", "type: slider\n          text: Wohnort", "slider"),
            ("text: Wohnort?", "Text: Wohnort?", "Text"),
        ],
    )
    def test_are_named_with_their_place(self, old, new, told):
        """Whatever does not fit is an InputFault that names it."""
        with pytest.raises(InputFault, match=told):
            small(old, new)

    def test_are_told_all_at_once(self):
        """Two faults come in one message."""
        with pytest.raises(InputFaults) as caught:
            read_questionnaire(
                SMALL.replace("code: G01Q02", "code: G01Q01").replace("[given]", "[x]"),
                "person",
                TOWNS,
                WORDS,
            )

        assert 2 == len(caught.value.faults)

    def test_a_placeholder_without_a_word(self):
        """A placeholder is never printed unfilled."""
        with pytest.raises(InputFault, match="Platzhalter"):
            small("title: Titel", "title: Befragung für {client} in {place}")

    def test_a_broken_file_names_its_line(self):
        """A file that is no YAML is told with the line."""
        with pytest.raises(InputFault) as caught:
            small("sections:", "sections: [")

        assert caught.value.row is not None
