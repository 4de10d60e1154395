"""What must hold in a questionnaire beyond the types of its parts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from ohv_coworking.survey.questionnaire import Filter, Group, Question, Questionnaire

Contradiction = tuple[str, str, str | None, str]

WITH_OPTIONS = ("single", "multiple", "scale", "ranking", "matrix")
WITH_OTHER = ("single", "multiple")


def questionnaire_faults(questionnaire: Questionnaire) -> Iterator[Contradiction]:
    """Yield problem, place, finding and cure of whatever does not fit together."""
    asked = [question for section in questionnaire.sections for question in section.questions]
    for what in ("id", "code", "text"):
        for value in _repeated(getattr(question, what) for question in asked):
            yield f"Zwei Fragen haben dieselbe Angabe „{what}“.", value, value, "Eine der beiden umbenennen."

    earlier: dict[str, Question] = {}
    for section in questionnaire.sections:
        yield from _filter_contradictions(section.filter, f"{section.id}.filter", earlier)
        for question in section.questions:
            yield from _question_contradictions(question)
            yield from _filter_contradictions(question.filter, f"{question.id}.filter", earlier)
            earlier[question.id] = question
    for name, group in questionnaire.groups.items():
        yield from _filter_contradictions(group, f"groups.{name}", earlier)

    if "consent" not in earlier or earlier["consent"].optional:
        problem = "Dem Fragebogen fehlt die Frage nach der Einwilligung."
        yield problem, "consent", None, "Eine Pflichtfrage mit der id „consent“ an den Anfang stellen."


def _question_contradictions(question: Question) -> Iterator[Contradiction]:
    for entries, part in ((question.options, "options"), (question.items, "items")):
        for what in ("id", "code", "text"):
            for value in _repeated(getattr(entry, what) for entry in entries):
                problem = f"Zwei Antworten haben dieselbe Angabe „{what}“."
                yield problem, f"{question.id}.{part}", value, "Eine der beiden ändern."
    if bool(question.options) != (question.type in WITH_OPTIONS):
        problem = "Antworten und Art der Frage passen nicht zusammen."
        remedy = "Antworten ergänzen oder streichen, oder die Art ändern."
        yield problem, f"{question.id}.options", question.type, remedy
    if bool(question.items) != (question.type == "matrix"):
        problem = "Zeilen („items“) hat eine Matrixfrage und nur sie."
        yield problem, f"{question.id}.items", question.type, "Zeilen ergänzen oder streichen."
    if question.other and question.type not in WITH_OTHER:
        problem = "„Sonstiges“ gibt es nur bei Einfach- und Mehrfachauswahl."
        yield problem, f"{question.id}.other", question.type, "Die Angabe „other“ streichen."
    if question.sensitive and not (
        question.optional and any(option.no_answer for option in question.options)
    ):
        problem = "Eine vertrauliche Frage muss freiwillig sein und „keine Angabe“ anbieten."
        remedy = "„optional: false“ streichen und eine Antwort mit „no_answer: true“ ergänzen."
        yield problem, question.id, None, remedy


def _filter_contradictions(
    filter: Filter | Group | None, place: str, earlier: Mapping[str, Question]
) -> Iterator[Contradiction]:
    if filter is None:
        return
    target = earlier.get(filter.question)
    if target is None or target.type not in ("single", "scale"):
        problem = "Ein Filter verweist auf keine frühere Frage mit einer einzigen Antwort."
        yield problem, place, filter.question, "Die id einer früheren Frage eintragen."
        return
    for option in filter.options:
        if option not in target.option_ids:
            yield (
                "Ein Filter nennt eine unbekannte Antwort.",
                place,
                option,
                "Die id einer Antwort eintragen.",
            )


def _repeated(values: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]
