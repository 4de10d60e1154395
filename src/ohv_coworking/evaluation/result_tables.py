"""Tables of survey results in the order and words of the study."""

from collections.abc import Mapping

import pandas as pd

from ohv_coworking.basics import german
from ohv_coworking.estimation.linked_traits import associations
from ohv_coworking.estimation.respondent_weights import AND
from ohv_coworking.evaluation.evaluated_survey import SurveyEvaluation, weighting_words
from ohv_coworking.evaluation.public_answers import PublicAnswers, rounded_base
from ohv_coworking.region.adult_margins import EMPLOYED, NOT_EMPLOYED
from ohv_coworking.survey.questionnaire import Questionnaire

# Columns of the people's words (`answer_words`), as a reader knows them.
TRAITS = {
    "employment": "Erwerbstätigkeit",
    "age_group": "Alter",
    "town": "Stadt",
    "city_commuter": "Arbeitsort in der Großstadt",
    "remote_allowed": "Erlaubnis, außerhalb zu arbeiten",
    "desk_work": "Anteil der Schreibtischarbeit",
    "home_office_room": "Arbeitszimmer zu Hause",
    "care": "Sorge für Kinder oder Angehörige",
    "coworking_known": "Kenntnis von Coworking",
}
MARGINS = {"age_group": "Altersgruppen", "town": "Städte", "employment": "Beschäftigte"}
VIEWS = {
    "may_work_elsewhere": "Arbeit außerhalb des Betriebs ist erlaubt",
    "open_minded": "Arbeit in einem wohnortnahen Raum ist nicht ausgeschlossen",
    "costs_borne": "der Betrieb übernähme die Kosten ganz oder zum Teil",
}
FLAGS = {
    "hurried": "eilig",
    "same_answers": "in einer Tabelle überall dieselbe Antwort",
    "prices_disordered": "vier Preise nicht aufsteigend",
}


def stacked_parts(parts: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return several frames with a `label` one below the other, each label led by the name of its part.

    A part without a row, because nobody was asked, is left out.
    """
    first = next(iter(parts.values()))
    return pd.concat(
        [
            first.head(0),
            *(rows.assign(label=f"{part}: " + rows["label"]) for part, rows in parts.items() if len(rows)),
        ],
        ignore_index=True,
    )


def represented(survey: SurveyEvaluation) -> pd.DataFrame:
    """Return how each group of the weighting is represented, with a `label` in the words of the questionnaire.

    Columns as `SurveyWeights.representation`; counts and shares are missing where disclosure control hides the count.
    """
    questions, rows = survey.people.questionnaire.questions, survey.weights.representation()
    words = {option.id: option.text for name in ("age_group", "town") for option in questions[name].options}
    words |= {EMPLOYED: "angestellt", NOT_EMPLOYED: "nicht angestellt"}
    counts = [
        count
        for name, groups in weighting_words(survey.people, survey.weights).items()
        for count in survey.persons.base(name, groups.values())
    ]
    labels = [german.taken_together([words[name] for name in group.split(AND)]) for group in rows["group"]]
    n = pd.array(counts, "Int64")
    return rows.assign(label=labels, n=n, share=rows["share"].mask(n.isna()))


def groups_and_towns(persons: PublicAnswers, questionnaire: Questionnaire) -> pd.DataFrame:
    """Return the share of the interested in each group of the study, among those who commute to the city, and by town."""
    groups = {name: group.label for name, group in questionnaire.groups.items()}
    groups["city_commuter"] = "Pendelnde in die Großstadt"
    members = [persons.members(name, label, "interested") for name, label in groups.items()]
    return pd.concat([*members, persons.by("town", "interested")])


def conspicuous_answers(unweighted: PublicAnswers, questionnaire: Questionnaire) -> pd.DataFrame:
    """Return how many answers look careless, and the six questions left out most; bases are rounded to tens.

    Who was asked a question and who answered another may differ by a few.
    """
    asked = {f"left_out__{name}": question.text for name, question in questionnaire.questions.items()}
    left_out = {name: text for name, text in asked.items() if name in unweighted.words}
    rows = stacked_parts(
        {
            "Auffällig": unweighted.ticked(FLAGS),
            "Ausgelassen": unweighted.ticked(left_out).dropna().head(6),
        }
    )
    return rows.assign(n=rounded_base(rows["n"]))


def touched_topics(unweighted: PublicAnswers) -> pd.DataFrame:
    """Return how many of the free answers touch each topic; topics that none touches are left out."""
    topics = [name for name in unweighted.words if name.startswith("mentions__")]
    rows = unweighted.ticked({name: name.removeprefix("mentions__") for name in topics})
    return rows[rows["count"].ne(0).fillna(True)]


def traits_of_interest(persons: PublicAnswers, minimum: int) -> pd.DataFrame:
    """Return how the interest goes with each trait that was asked for, as `named_traits`; empty without interest."""
    traits = [name for name in TRAITS if name in persons.words]
    if "interested" not in persons.words or not traits:
        return named_traits(associations(pd.Series(dtype=object), pd.DataFrame(), [], minimum))
    found = associations(persons.words["interested"], persons.words[traits], persons.design.weights, minimum)
    return named_traits(found)


def named_traits(linked: pd.DataFrame) -> pd.DataFrame:
    """Return associations (`linked_traits.associations`) with `label`, `p_shown` and a rounded `n` as a reader sees them."""
    shown = [shown_p(*found) for found in zip(linked["p_value"], linked["rough"], strict=True)]
    return linked.assign(label=linked["trait"].map(TRAITS), p_shown=shown, n=rounded_base(linked["n"]))


def shown_p(p_value: float, rough: bool = False) -> str:
    """Return a p value as a reader sees it.

    >>> shown_p(0.0004), shown_p(0.25, rough=True)
    ('unter 0,001', '0,250 (grob)')
    """
    return ("unter 0,001" if p_value < 0.001 else german.number(p_value, 3)) + " (grob)" * rough


def paired_views(people: PublicAnswers, firms: PublicAnswers) -> pd.DataFrame:
    """Return what people and firms say to the same statements: `label`, `people`, `firms` and their bases.

    A statement that one of the two was not asked about is left out.
    """
    rows = []
    for name, label in VIEWS.items():
        if not (name in people.words and name in firms.words):
            continue
        of_people, of_firms = (answers.ticked({name: label}).iloc[0] for answers in (people, firms))
        rows.append((label, of_firms["share"], of_firms["n"], of_people["share"], of_people["n"]))
    return pd.DataFrame(rows, columns=["label", "firms", "firms_n", "people", "people_n"])
