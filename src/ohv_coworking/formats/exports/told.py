"""What a questionnaire says of a question beforehand, so that its answers are read and not guessed at."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ohv_coworking.formats.exports.answers import Answers
from ohv_coworking.formats.exports.codebook import QuestionType
from ohv_coworking.formats.exports.wording import normal

OTHER = "other"  # the option under which respondents type an answer of their own
TICKED = {"y", "yes", "ja", "1", "true", "wahr", "x", "quoted", "ausgewählt", "gewählt", "checked"}
UNTICKED = {"n", "no", "nein", "0", "false", "falsch", "not quoted", "nicht ausgewählt", "nicht gewählt"}
NEAR_MISS = 0.8  # how alike a word must be to an option to be a slip of it (0 to 1)

CLOSED = {QuestionType.SINGLE, QuestionType.MULTIPLE, QuestionType.RANKING, QuestionType.MATRIX}
LISTED = {QuestionType.MULTIPLE, QuestionType.RANKING}  # several answers, which may stand in one cell

# Behind an option any separator ends it; words of one's own may hold commas.
PART_END, UP_TO_END = re.compile(r"\s*[;,|\n]?\s*"), re.compile(r"[^;|\n]*")


@dataclass(frozen=True)
class Told:
    """The options by each of their wordings and codes, the unit of an amount, and whether free text may stand
    in place of an option.
    """

    options: Mapping[str, str]
    unit: str = ""
    free_text: bool = False

    @cached_property
    def by_name(self) -> dict[str, str]:
        """Return the options by wording or code as it is compared."""
        return {normal(name): option for name, option in self.options.items()}

    @cached_property
    def _here(self) -> re.Pattern[str]:
        longest_first = "|".join(re.escape(name) for name in sorted(self.options, key=len, reverse=True))
        return re.compile(rf"({longest_first})(?=\s*[;,|\n]|\s*$)", re.IGNORECASE)

    def fitted(
        self, kind: QuestionType, label: str, answers: Answers, yes: frozenset[str], no: frozenset[str]
    ) -> tuple[Answers, list[tuple[str, int]]]:
        """Return a column's answers by the options' names, and what is no option with each place it stands at.

        `yes` and `no` are the tool's own words for an option ticked or not; they go before everybody's.
        Lists in a cell, amounts, dates and words are left as they are: `tidy` takes them apart.
        """
        if kind not in CLOSED or label == OTHER or (kind in LISTED and not label):
            return answers, []
        if kind == QuestionType.MULTIPLE:
            fitted = answers.labelled({text: self._tick(text, label, yes, no) for text in answers.distinct})
            strange = [text for text in fitted.distinct if text != label]
        else:
            fitted = answers.labelled(
                {text: self.by_name.get(normal(text), text) for text in answers.distinct}
            )
            strange = [text for text in fitted.distinct if text not in self.options.values()]
            if self.free_text:
                strange = [text for text in strange if self._is_slip(text)]
        places = {text: np.flatnonzero((fitted.texts == text)[fitted.codes]) for text in strange}
        return fitted.labelled(dict.fromkeys(strange, "")), [
            (text, place) for text in strange for place in places[text]
        ]

    def _tick(self, text: str, option: str, yes: frozenset[str], no: frozenset[str]) -> str:
        name = normal(text)
        if text in yes or self.by_name.get(name) == option:
            return option
        if text in no:
            return ""
        return option if name in TICKED else "" if name in UNTICKED else text

    def _is_slip(self, text: str) -> bool:
        return bool(difflib.get_close_matches(normal(text), self.by_name, cutoff=NEAR_MISS))

    def parts(self, text: str) -> list[str] | None:
        """Return the options and own words of a list in their order, taken apart at the options only.

        None where that can't be done for certain: words that are no option, or an option within words.
        """
        found: list[str] = []
        at = 0
        while at < len(text):
            if option := self._here.match(text, at):
                found.append(self.by_name[normal(option[1])])
                end = option.end()
            else:
                words = UP_TO_END.match(text, at)
                end = words.end()
                if words[0].strip():
                    if not self.free_text or self._here.search(text, at, end):
                        return None
                    found.append(words[0].strip())
            at = PART_END.match(text, end).end()
        return list(dict.fromkeys(found))
