"""The margins of the synthetic survey: typed, with a source each, and in step with the questionnaire."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated

from pydantic import Field

from ohv_coworking.basics.errors import InputFault, raise_all
from ohv_coworking.basics.typed_files import Typed, read_as
from ohv_coworking.basics.yaml_file import Place, parsed
from ohv_coworking.survey.questionnaire import Questionnaire, Version
from ohv_coworking.survey.questionnaire_file import in_file, part_of, with_towns

EXPECTED = "zu jeder Frage aus questionnaire.yaml einmal die Anteile ihrer Antworten, hinter denen, von denen sie abhängt"
REMEDY = "Den Eintrag „- question: …“ ergänzen oder berichtigen."
Share = Annotated[float, Field(ge=0, le=1)]
# Answers by id, numbers by value, texts as they are; "" stands for no answer.
Shares = dict[str | int, Share]


class Source(Typed):
    """Where a margin was published: what it describes, the publication, its address and the period."""

    subject: str
    title: str
    address: str
    period: str


class MarginCase(Typed):
    """Shares of the answers where the conditions hold: question id → answers, any of which will do."""

    when: dict[str, tuple[str, ...]] = Field(default={})
    shares: Shares = Field(min_length=1)


class Margin(Typed):
    """How the answers to one question are drawn; a matrix has shares by row, in the order of its answers."""

    question: str
    sources: tuple[str, ...] = Field(min_length=1)
    note: str = ""
    cases: tuple[MarginCase, ...] = ()
    items: dict[str, tuple[Share, ...]] = Field(default={})
    other: MarginCase | None = None


class Behaviour(Typed):
    """Shares of respondents who break off, straight-line or hurry; share of answers left out; rows repeated."""

    broken_off: Share
    unanswered: Share
    straight_liners: Share
    speeders: Share
    disordered_prices: Share
    duplicates: Annotated[int, Field(ge=0)]


class Prices(Typed):
    """The four prices, drawn as multiples of a reference price in €/month so that they are mostly ordered."""

    sources: tuple[str, ...] = Field(min_length=1)
    note: str = ""
    reference: dict[int, Share]
    ratios: dict[str, tuple[float, float]]
    rounded_to: Annotated[int, Field(ge=1)]


class Margins(Typed):
    """All that is needed to draw one version of the survey."""

    seed: Annotated[int, Field(ge=0)]
    respondents: Annotated[int, Field(ge=1)]
    first_day: date
    days: Annotated[int, Field(ge=1)]
    behaviour: Behaviour
    margins: tuple[Margin, ...]
    prices: Prices | None = None
    sources: dict[str, Source]


def read_margins(
    text: bytes | str, version: Version, questionnaire: Questionnaire, file: str = "synthetic_margins.yaml"
) -> Margins:
    """Return the margins of one version, with its towns spelled out; raise InputFault where they do not fit."""
    held = parsed(text, file, "Die Datei der Randverteilungen")
    content = _with_numbered_towns(part_of(held, version, file), list(questionnaire.towns))
    content = with_towns(content, questionnaire.towns) | {"sources": part_of(held, "sources", file)}

    def line(place: Place) -> int | None:
        return held.line(
            place[1:]
            if place[1:2] == ("sources",)
            else in_file(held.content, place, len(questionnaire.towns))
        )

    margins = read_as(Margins, content, file, line, (version,))
    faults = [
        InputFault(
            problem, file=file, parameter=f"{version}.{place}", found=found, expected=EXPECTED, remedy=REMEDY
        )
        for problem, place, found in _contradictions(margins, questionnaire)
    ]
    raise_all(faults, "Die Randverteilungen passen nicht zum Fragebogen.")
    return margins


def _with_numbered_towns(content: object, towns: Sequence[str]) -> object:
    """Return the content with `town_1`, `town_2` … as keys of the region's towns; those it does not have are left out."""

    def key(name: object) -> object:
        number = re.fullmatch(r"town_([1-9]\d*)", str(name))
        return name if number is None else dict(enumerate(towns, start=1)).get(int(number[1]))

    match content:
        case list():
            return [_with_numbered_towns(entry, towns) for entry in content if key(entry) is not None]
        case dict():
            return {
                key(name): _with_numbered_towns(entry, towns)
                for name, entry in content.items()
                if key(name) is not None
            }
    return key(content)


def _contradictions(margins: Margins, questionnaire: Questionnaire) -> Iterator[tuple[str, str, str]]:
    """Yield problem, place and finding; a question is drawn once, after all that it depends on."""
    drawn: set[str] = set()
    for margin in margins.margins:
        question = questionnaire.questions.get(margin.question)
        if question is None or margin.question in drawn:
            yield "Die Frage ist unbekannt oder doppelt.", "margins", margin.question
            continue
        needed = {filter.question for filter in questionnaire.filters[question.id]}
        needed |= {name for case in margin.cases for name in case.when}
        for name in sorted(needed - drawn):
            yield "Eine Bedingung verweist auf eine Frage, die noch nicht gezogen ist.", question.id, name
        known = {option.id for option in question.options}
        for case in margin.cases:
            for answer in case.shares:
                if known and answer not in known:
                    yield "Diese Antwort steht nicht im Fragebogen.", question.id, str(answer)
        if set(margin.items) != {item.id for item in question.items}:
            yield "Die Zeilen der Matrix stimmen nicht.", question.id, ", ".join(margin.items)
        for item, shares in margin.items.items():
            if len(shares) != len(question.options):
                yield "Eine Zeile der Matrix hat zu viele oder zu wenige Anteile.", question.id, item
        drawn.add(margin.question)
    for part in (*margins.margins, *([margins.prices] if margins.prices else [])):
        for source in part.sources:
            if source not in margins.sources:
                yield "Die Quelle ist nicht verzeichnet.", "sources", source
    ladder = set(margins.prices.ratios) if margins.prices else set()
    for name in questionnaire.questions:
        if name not in drawn | ladder:
            yield "Für eine Frage fehlt die Randverteilung.", "margins", name
