"""The questionnaire's file: YAML with placeholders → one version of the questionnaire, filled and checked."""

import re
from collections.abc import Mapping

from ohv_coworking.basics.errors import InputFault, raise_all
from ohv_coworking.basics.typed_files import read_as
from ohv_coworking.basics.yaml_file import Place, YamlFile, parsed
from ohv_coworking.parameters import Commission, Region
from ohv_coworking.survey.questionnaire import Questionnaire, Version
from ohv_coworking.survey.questionnaire_checks import questionnaire_faults


def read_for(
    text: bytes | str,
    version: Version,
    region: Region,
    commission: Commission | None,
    names: Mapping[str, str],
) -> Questionnaire:
    """Return one version of the questionnaire for the study's region and commission, see `read`.

    `names` holds the name of each official key of the region: its towns and the city. Who is not named, or
    all without a commission, stay open: then it serves for evaluation only.
    """
    parties = ("client", "author", "contact")
    words = {name: (commission and getattr(commission, name)) or "…" for name in parties}
    words |= {"region": region.name, "city": names[region.city]}
    return read_questionnaire(text, version, {key: names[key] for key in region.towns}, words)


def read_questionnaire(
    text: bytes | str,
    version: Version,
    towns: Mapping[str, str],
    words: Mapping[str, str],
    file: str = "questionnaire.yaml",
) -> Questionnaire:
    """Return one version of the questionnaire, filled for a region and a commission.

    `towns` maps official municipality keys (8 digits) to names and takes the place of "towns" in lists of
    answers; `words` fills the placeholders such as `{client}`. Raises InputFault for anything inconsistent.
    """
    held = parsed(text, file, "Der Fragebogen")
    content = with_towns(_with_words(part_of(held, version, file), words, file), towns)
    questionnaire = read_as(
        Questionnaire,
        content,
        file,
        lambda place: held.line(in_file(held.content, place, len(towns))),
        (version,),
    )
    faults = [
        InputFault(problem, file=file, parameter=f"{version}.{place}", found=found, remedy=remedy)
        for problem, place, found, remedy in questionnaire_faults(questionnaire)
    ]
    raise_all(faults, "Der Fragebogen enthält mehrere Fehler.")
    return questionnaire


def part_of(held: YamlFile, name: str, file: str) -> dict:
    """Return one section of a file; raise InputFault where it is missing or is none."""
    content = held.content if isinstance(held.content, dict) else {}
    if not isinstance(content.get(name), dict):
        raise InputFault(
            "Ein Abschnitt fehlt.",
            file=file,
            row=held.line((name,)),
            parameter=name,
            expected=f"eine Zeile „{name}:“ und darunter eingerückte Angaben",
            remedy="Den Abschnitt nach der mitgelieferten Fassung ergänzen.",
        )
    return content[name]


def in_file(content: object, place: Place, towns: int) -> Place:
    """Return where an entry stands in the file, in whose lists one "towns" stands for all towns of the region."""
    found: list[str | int] = []
    for part in place:
        if isinstance(content, list) and isinstance(part, int) and "towns" in content:
            first = content.index("towns")
            part = part if part < first else first if part < first + towns else part - towns + 1
        found.append(part)
        inside = (isinstance(content, dict) and part in content) or (
            isinstance(content, list) and part in range(len(content))
        )
        content = content[part] if inside else None
    return tuple(found)


def with_towns(content: object, towns: Mapping[str, str]) -> object:
    """Return the content with "towns" in each list replaced: by options in a list of options, else by keys."""
    match content:
        case list() if "towns" in content:
            place = content.index("towns")
            others = content[:place] + content[place + 1 :]
            options = any(isinstance(entry, dict) for entry in others)
            return [_town_option(key, name) if options else key for key, name in towns.items()] + others
        case list():
            return [with_towns(entry, towns) for entry in content]
        case dict():
            return {name: with_towns(entry, towns) for name, entry in content.items()}
    return content


def _town_option(key: str, name: str) -> dict[str, str]:
    # The code follows the official key and not the position, so that no later town takes over old answers.
    return {"id": key, "code": f"T{key[-4:]}", "text": name}


def _with_words(content: object, words: Mapping[str, str], file: str) -> object:
    """Return the content with the placeholders in its texts replaced."""
    match content:
        case str():
            return re.sub(r"\{(\w+)\}", lambda found: _word(found[1], words, file), content)
        case list():
            return [_with_words(entry, words, file) for entry in content]
        case dict():
            return {name: _with_words(entry, words, file) for name, entry in content.items()}
    return content


def _word(placeholder: str, words: Mapping[str, str], file: str) -> str:
    if not words.get(placeholder):
        raise InputFault(
            "Für einen Platzhalter des Fragebogens fehlt die Angabe.",
            file=file,
            parameter=placeholder,
            expected="ein Text in study.yaml",
            remedy="Die Angabe in study.yaml ergänzen.",
        )
    return words[placeholder]
