"""Several answers in one cell: split only where the other answers prove that the parts are options."""

import json
from collections import Counter
from collections.abc import Collection, Mapping
from itertools import pairwise

from ohv_coworking.formats.exports.answers import MOST_OPTIONS, Answers

SEPARATORS = (";", ", ", " | ", "|", ",")
PROOF = 0.8  # share of the answers with a separator whose parts must all be known
FEWEST_PROOFS = 3  # of them beside which a single answer of unknown parts proves nothing
MANY, MOST_SLIPS = (
    20,
    0.1,
)  # answers, among which the few with a part that nobody else names prove nothing; their share


def split_answers(answers: Answers, joint: str = "") -> dict[str, list[str]] | None:
    """Return the chosen options of each distinct answer, or None if nothing proves a list.

    A part is proven if it is given elsewhere, alone or beside other parts. `joint` is what the tool itself puts
    between answers: then the same answer given twice proves its parts.
    Where every answer ends with the separator (Microsoft Forms), that alone is proof.
    A separator inside an option ("Bus, Bahn oder Tram") shows in parts that only ever occur side by side.
    """
    if bracketed := _bracketed(answers):
        return bracketed
    for separator in SEPARATORS:
        several = [text for text in answers.distinct if separator.strip() in text]
        if not several:
            continue
        parts = {text: _parts(text, separator) for text in answers.distinct}
        ended = all(text.endswith(separator) for text in answers.distinct)
        times = answers.counts if separator == joint else {}
        slips = _slips(parts, answers)
        # A tool joins without a blank, who writes an option sets one: "Bus; Bahn".
        if (separator != joint and not ended) or any(f"{separator.strip()} " in text for text in several):
            parts = _glued(parts, separator, times, slips)
        if ended:
            return parts
        known = _proven({text: chosen for text, chosen in parts.items() if text not in slips}, times)
        given = sum(answers.counts[text] for text in several)
        proven = sum(answers.counts[text] for text in several if all(part in known for part in parts[text]))
        lists = [text for text in several if len(parts[text]) > 1 or text.rstrip().endswith(separator)]
        if (
            lists
            and len(known) <= MOST_OPTIONS
            and (proven >= PROOF * given or given - 1 == proven >= FEWEST_PROOFS)
        ):
            return {text: _with_free_text(parts[text], known, separator) for text in parts}
    return None


def like_lists(answers: Answers) -> list[str]:
    """Return the answers whose parts between separators are all given elsewhere, where some others keep them whole."""
    for separator in SEPARATORS:
        parts = {text: _parts(text, separator) for text in answers.distinct}
        several = [text for text, chosen in parts.items() if len(chosen) > 1]
        known = _proven(_glued(parts, separator, {}), {})
        proven = [text for text in several if known.issuperset(parts[text])]
        if len(proven) > 1 and 2 * len(proven) >= len(several):
            return proven
    return []


def code_lists(answers: Answers, joint: str) -> dict[str, list[str]] | None:
    """Return lists of whole numbers ("1,3"), which without the tool's own mark would be numbers with decimals.

    What stands behind a mark also stands before one or alone, and is not the same everywhere, as the 5 of halves is.
    """
    several = [text for text in answers.distinct if joint and joint in text]
    parts = {text: _parts(text, joint) for text in answers.distinct} if several else {}
    rising = all(
        all(part.isdecimal() and len(part) < 3 for part in chosen) and sorted(set(chosen), key=int) == chosen
        for chosen in parts.values()
    )
    leading = {chosen[0] for chosen in parts.values() if chosen}
    further = {part for chosen in parts.values() for part in chosen[1:]}
    return parts if rising and len(further) > 1 and further <= leading else None


def _bracketed(answers: Answers) -> dict[str, list[str]] | None:
    """Return the lists that a tool wrote in brackets: `["Küche","Ruhe"]`."""
    lists = {}
    for text in answers.distinct:
        try:
            found = json.loads(text) if text[:1] == "[" else None
        except ValueError:
            found = None
        if not isinstance(found, list) or not all(isinstance(part, str) for part in found):
            return None
        lists[text] = [part.strip() for part in found if part.strip()]
    return lists or None


def _parts(text: str, separator: str) -> list[str]:
    return [part for part in (piece.strip() for piece in text.split(separator)) if part]


def _proven(parts: dict[str, list[str]], times: Mapping[str, int]) -> set[str]:
    """Return the parts that occur in at least two answers (distinct ones without `times`), or as an answer of their own."""
    seen: Counter[str] = Counter()
    for text, chosen in parts.items():
        seen.update(dict.fromkeys(chosen, times.get(text, 1)))
    alone = {chosen[0] for chosen in parts.values() if len(chosen) == 1}
    return {part for part, times in seen.items() if times > 1} | alone


def _slips(parts: dict[str, list[str]], answers: Answers) -> Collection[str]:
    """Return the few of many answers that were given once and hold a part that no other answer holds."""
    named: Counter[str] = Counter()
    for text, chosen in parts.items():
        named.update(dict.fromkeys(chosen, answers.counts[text]))
    slips = {
        text for text, chosen in parts.items() if len(chosen) > 1 and any(named[part] == 1 for part in chosen)
    }
    given = sum(answers.counts.values())
    return slips if given >= MANY and len(slips) <= max(1, MOST_SLIPS * given) else ()


def _glued(
    parts: dict[str, list[str]], separator: str, weight: Mapping[str, int], slips: Collection[str] = ()
) -> dict[str, list[str]]:
    """Join neighbours that never occur without each other: they are one option with a separator inside."""
    while True:
        single: Counter[str] = Counter()
        pairs: Counter[tuple[str, str]] = Counter()
        for text, chosen in parts.items():
            if text in slips:
                continue
            single.update(dict.fromkeys(chosen, weight.get(text, 1)))
            pairs.update(dict.fromkeys(pairwise(chosen), weight.get(text, 1)))
        inseparable = {
            pair for pair, times in pairs.items() if times > 1 and times == single[pair[0]] == single[pair[1]]
        }
        # Options that merely happen to be neighbours would have been chosen apart by someone.
        if not inseparable:
            return parts
        parts = {text: _joined(chosen, inseparable, separator, text) for text, chosen in parts.items()}


def _joined(chosen: list[str], inseparable: set[tuple[str, str]], separator: str, text: str) -> list[str]:
    """Return the parts with those that are one option joined, as the text writes it."""
    result: list[str] = []
    previous = None
    for part in chosen:
        if previous is not None and (previous, part) in inseparable:
            spaced = f"{result[-1]}{separator} {part}"
            result[-1] = spaced if spaced in text else f"{result[-1]}{separator}{part}"
            previous = None
        else:
            result.append(part)
            previous = part
    return result


def _with_free_text(chosen: list[str], known: set[str], separator: str) -> list[str]:
    """Join neighbouring unknown parts: the text typed under "other" may hold the separator itself."""
    result: list[str] = []
    open_text = False
    for part in chosen:
        if part not in known and open_text:
            result[-1] = f"{result[-1]}{separator}{part}"
        else:
            result.append(part)
        open_text = part not in known
    return result
