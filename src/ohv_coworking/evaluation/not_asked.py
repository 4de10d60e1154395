"""What a survey did not ask, in the words of its questionnaire: each section of the evaluation says what it lacks."""

from collections.abc import Iterable

from ohv_coworking.basics.german import enumeration
from ohv_coworking.evaluation.answer_words import PRICES
from ohv_coworking.survey.mapping import Responses

# Section of the evaluation of persons → its heading, and the questions it rests on; below, those put to firms.
SECTIONS = {
    "work": (
        "Arbeit",
        (
            "remote_allowed",
            "home_office_room",
            "commute_minutes",
            "commute_days",
            "home_office_days",
            "barriers",
        ),
    ),
    "interest": ("Interesse", ("interest", "frequency")),
    "place": ("Ort und Weg", ("preferred_town", "maximum_way", "way_mode")),
    "needs": ("Ausstattung", ("needs", "importance", "reasons", "cooperation", "accessibility_needs")),
    "groups": ("Gruppen", ("employment", "care", "age_group", "disability", "workplace")),
    "price": ("Preis", (*PRICES, "price_day")),
    "words": ("Freie Antworten", ("comment",)),
}
WEIGHTED_BY = ("age_group", "employment")
OF_FIRMS = ("remote_policy", "attitude", "would_pay", "desks_needed", "price_per_desk", "obstacles")


def not_asked(people: Responses) -> dict[str, str | None]:
    """Return by section of the evaluation of persons what it lacks, None where nothing."""
    weights = lacking_words(people, WEIGHTED_BY, options=False)
    return {"weights": weights} | {
        name: lacking_words(people, questions) for name, (_, questions) in SECTIONS.items()
    }


def section_headings() -> dict[str, str]:
    """Return the heading of each section."""
    return {"weights": "Gewichtung"} | {name: heading for name, (heading, _) in SECTIONS.items()}


def lacking_words(responses: Responses, questions: Iterable[str], options: bool = True) -> str | None:
    """Return the questions that nobody was asked, and with `options` the answers that others lacked; None for none.

    >>> lacking_words(responses, ["frequency", "needs"])  # doctest: +SKIP
    '„Wie oft würden Sie dort arbeiten?“ und „Was müsste der Raum bieten?“ (ohne „Besprechungsraum“)'
    """
    found = []
    for name in questions:
        question = responses.questionnaire.questions[name]
        if not responses.asks(name):
            found.append(f"„{question.text}“")
        elif options and name in responses.not_offered:
            parts = [
                one.text
                for one in (*question.items, *question.options)
                if one.id in responses.not_offered[name] and not one.no_answer and not one.exclusive
            ]
            if parts:
                found.append(f"„{question.text}“ (ohne {enumeration([f'„{part}“' for part in parts])})")
    return enumeration(found) or None


def declared_words(responses: Responses) -> str | None:
    """Return what holds for everybody without having been asked, each with its evidence; None for nothing."""
    found = []
    for name, evidence in responses.declared.items():
        question = responses.questionnaire.questions[name]
        given = responses.answers[name].iloc[0] if len(responses.answers) else ""
        text = next((option.text for option in question.options if option.id == given), given)
        found.append(f"„{question.text}“: „{text}“ (Beleg: {evidence.strip(' .')})")
    return "; ".join(found) or None
