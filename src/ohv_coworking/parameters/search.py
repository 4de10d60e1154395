"""Find entries of `study.yaml` by German words or English names."""

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from ohv_coworking.basics.yaml_file import Place, YamlFile
from ohv_coworking.parameters.assumption import Assumption
from ohv_coworking.parameters.places import field_at, inputs_by_place, model_at
from ohv_coworking.parameters.plan_tree import Input
from ohv_coworking.parameters.study import Study

SAME_WORD = 0.75  # of the letters in common, for a near match


@dataclass(frozen=True)
class Found:
    """An entry of the file: its place and line, its name, its German label, and the number or choice it is, if any."""

    place: Place
    line: int
    name: str
    label: str
    held: Input | None

    @property
    def path(self) -> str:
        return ".".join(map(str, self.place))


def entries(study: Study, held: YamlFile) -> list[Found]:
    """Return every entry that has a German label: numbers, choices, sections, and what a consultant has named."""
    known, found = inputs_by_place(study), []
    for place, line in held.lines.items():
        one = known.get(place)
        label = one.label if one else _own_label(held.content, place) or _description(place)
        if label:
            found.append(Found(place, line, one.name if one else str(place[-1]), label, one))
    return found


def matching(query: str, among: Iterable[Found]) -> tuple[list[Found], str]:
    """Return the entries whose label, name or path holds every word of the query, and the words searched for.

    Case, accents and the spelling of umlauts make no difference. Where nothing fits, each word is replaced by the
    nearest one that occurs.
    """
    texts = [(one, folded(f"{one.label} {one.name} {one.path}")) for one in among]
    words = folded(query).split()
    if not any(_holds(text, words) for _, text in texts):
        known = sorted({word for _, text in texts for word in re.findall(r"\w+", text)})
        words = [(difflib.get_close_matches(word, known, 1, SAME_WORD) or [word])[0] for word in words]
    return [one for one, text in texts if words and _holds(text, words)], " ".join(words)


def has_words(text: str, query: str) -> bool:
    """Return whether a text holds every word of a query, as `matching` compares them."""
    return _holds(folded(text), folded(query).split())


def folded(text: str) -> str:
    """Return a text as it is compared.

    >>> folded("Größe") == folded("GROESSE")
    True
    """
    plain = unicodedata.normalize("NFKD", text.casefold().replace("_", " "))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.sub("([aou])e", r"\1", plain)


def _holds(text: str, words: Iterable[str]) -> bool:
    return all(word in text for word in words)


def _own_label(content: object, place: Place) -> str:
    for name in place:
        content = content[name]
    return content.get("label", "") if isinstance(content, dict) else ""


def _description(place: Place) -> str:
    field = field_at(place)
    return (field.description or "") if field and model_at(place) is not Assumption else ""
