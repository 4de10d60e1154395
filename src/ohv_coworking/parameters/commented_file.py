"""Write into `study.yaml`, above the names, what they mean and what may stand there.

Such a line begins with `#:` and is taken from the model; all other lines, a planner's own comments among them, stay as
they are. Every number and choice has one, with its label as the study prints it; what all entries of a kind have in
common, such as the note of a case, is explained where it first stands.
"""

import re
from collections.abc import Callable
from io import StringIO
from typing import Any

from ruamel.yaml import YAML

from ohv_coworking.basics.yaml_file import parsed
from ohv_coworking.parameters.assumption import Assumption
from ohv_coworking.parameters.places import field_at, inputs_by_place, meaning, model_at
from ohv_coworking.parameters.study import Study

MARK = "#:"


def edited(text: str, change: Callable[[dict[str, Any]], None]) -> str:
    """Return the text of a parameter file after `change` was made to its content; comments and layout stay."""
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 1_000_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    content = yaml.load(text)
    change(content)
    buffer = StringIO()
    yaml.dump(content, buffer)
    return commented(buffer.getvalue())


def commented(text: str) -> str:
    """Return the text of a valid parameter file with its lines of explanation as the model has them."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith(MARK)]
    explained = _explained(lines)
    result = []
    for number, line in enumerate(lines, start=1):
        if number in explained:
            result.append(f"{re.match(' *', line)[0]}{MARK} {explained[number]}")
        result.append(line)
    return "\n".join(result) + "\n"


def _explained(lines: list[str]) -> dict[int, str]:
    """Return what to write above each line that begins with a name of the model."""
    held = parsed("\n".join(lines), "study.yaml")
    printed = inputs_by_place(Study.model_validate(held.content))
    found, common = {}, set()
    for place, number in held.lines.items():
        model, field = model_at(place), field_at(place)
        begins = lines[number - 1].lstrip(" -").startswith(f"{place[-1]}:")
        if not (field and begins) or model is Assumption:
            continue
        if place not in printed:
            if (model, place[-1]) in common:
                continue
            common.add((model, place[-1]))
        found[number] = meaning(field, printed.get(place))
    return found
