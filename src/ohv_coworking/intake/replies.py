"""What is asked when a file is accepted, and the answers: given beforehand, recorded, told by the file, or asked for."""

from collections.abc import Callable, Mapping
from typing import Any

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.raw.entry import Role

QUESTIONS = {
    "entry": "Zu welchem Eintrag gehört die Datei? Name des Eintrags, den sie ersetzt, oder ein neuer Name",
    "role": "Wofür verwendet die Studie die Datei (Name der Rolle)?",
    "title": "Titel der Datei",
    "publisher": "Herausgebende Stelle",
    "source": 'Adresse der Quelle, oder "Quelle je Zeile"',
    "licence": "Lizenz oder Nutzungsbedingung",
    "attribution": "Quellenangabe, wie die Studie sie drucken soll",
    "as_of": "Stand der Angaben (Tag, Jahr oder Zeitraum)",
    "base": "Auf welchem Zensus ruhen die Einwohnerzahlen (Zensus 2011 oder Zensus 2022; eine Fußnote der Quelle sagt es)?",
    "synthetic": "Sind die Angaben künstlich erzeugt? (ja oder nein)",
}
ACCEPT = "accept"
DECISION = "Die Datei so aufnehmen? (ja oder nein)"
ORIGIN = ("title", "publisher", "source", "licence", "attribution")

Ask = Callable[[str], str]


class Replies:
    """Answers given beforehand, then what is recorded already, then what the file tells, then a question.

    `for_now` stands in for answers that a trial can do without; `undecided` says that the decision is still to be asked.
    """

    def __init__(
        self,
        ask: Ask | None,
        answers: Mapping[str, str],
        told: Mapping[str, Any],
        shown: str,
        roles: Mapping[str, Role],
        recorded: Mapping[str, Any],
        for_now: Mapping[str, str] | None = None,
        undecided: bool = False,
    ) -> None:
        self.ask, self.answers, self.told, self.shown = ask, answers, told, shown
        self.roles, self.recorded = roles, recorded
        self.for_now, self.undecided = for_now or {}, undecided
        self.heard: dict[str, str] = {}

    def __call__(self, part: str, recorded: Mapping[str, Any]) -> Any:
        if part in self.answers or part not in {**self.told, **recorded}:
            return self._asked(part)
        return recorded.get(part, self.told.get(part))

    def yes_or_no(self, part: str, recorded: Mapping[str, Any]) -> bool:
        answer = self(part, recorded)
        return answer if isinstance(answer, bool) else self.one_of(part, ("ja", "nein")) == "ja"

    def decide(self) -> bool:
        """Return whether the file is to be taken in."""
        return self.one_of(ACCEPT, ("ja", "nein")) == "ja"

    def one_of(self, part: str, answers: tuple[str, ...]) -> str:
        answer = self._asked(part)
        if answer.lower() not in map(str.lower, answers):
            raise InputFault(
                "Die Antwort passt nicht.", parameter=part, found=answer, expected=" oder ".join(answers)
            )
        return next(one for one in answers if one.lower() == answer.lower())

    def _asked(self, part: str) -> str:
        given = self.answers.get(part, self.heard.get(part))
        if given is None and part in self.for_now:
            return self.for_now[part]
        answer = given if given is not None else self.ask(self._question(part)) if self.ask else ""
        if not answer.strip():
            raise self._missing(part)
        self.heard[part] = answer.strip()
        return self.heard[part]

    def _question(self, part: str) -> str:
        roles = (
            "".join(f"\n  {name}: {role.title}" for name, role in self.roles.items())
            if part == "role"
            else ""
        )
        question = DECISION if part == ACCEPT else QUESTIONS[part]
        return f"{question}{roles}\n{part}: " if roles else f"{question.rstrip(':')}: "

    def _missing(self, part: str) -> InputFault:
        """Return the fault of a missing answer, with all others that are missing too, each with its option."""
        known = {*self.answers, *self.heard, *self.told, "base", *(self.recorded if self.recorded else ())}
        questions = {**QUESTIONS, ACCEPT: DECISION}
        known |= set() if self.undecided else {ACCEPT}
        missing = [part, *(one for one in questions if one not in known and one != part)]
        options = " ".join(
            f"--{one.replace('_', '-')} {'ja' if one == ACCEPT else chr(34) + '…' + chr(34)}"
            for one in missing
        )
        return InputFault(
            "Für die Aufnahme fehlt eine Angabe."
            if len(missing) == 1
            else "Für die Aufnahme fehlen Angaben.",
            parameter=", ".join(missing),
            expected="; ".join(f"{one}: {questions[one]}" for one in missing)
            + (f". Rollen: {', '.join(self.roles)}" if "role" in missing else ""),
            remedy=f"Als Optionen angeben: .venv/bin/ohv-coworking accept {self.shown} {options}",
        )
