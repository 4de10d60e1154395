"""Write what changed since another edition: `python -m ohv_coworking.binding.publish_changes BASE CHAPTER …`.

Called by make only, after the study is built; before, without chapters, to refuse what cannot be compared with.
"""

import re
import sys
from difflib import SequenceMatcher
from itertools import chain
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from ohv_coworking.basics.colours import shade
from ohv_coworking.basics.disk_faults import disk_faults
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.basics.german import enumeration, plural
from ohv_coworking.binding.causes import causes
from ohv_coworking.binding.changes import CODE, EditionChanges, edition_changes
from ohv_coworking.binding.compared_edition import ComparedEdition, compared_edition, refuse_missing_edition
from ohv_coworking.binding.outputs import publish_whole
from ohv_coworking.exhibits.prose import shown_period
from ohv_coworking.parameters import Study, load
from ohv_coworking.study.earlier import earlier_ledger
from ohv_coworking.study.edition import Edition

PAGE = "aenderungen.html"
TEMPLATE = Path(__file__).parent / "template" / "changes.html.j2"


def main(arguments: list[str]) -> int:
    base, *chapters = arguments
    edition = Edition.current(Path.cwd())
    try:
        if not chapters:
            refuse_missing_edition(base, edition.root)
            return 0
        with disk_faults():
            study = load(edition.parameters)
            ledger = earlier_ledger(edition, study, chapters)
            titles = {name: edition.title(name) for name in chapters}
            now = ComparedEdition.read("diese Ausgabe", edition.reports, edition)
            with compared_edition(base, edition) as old:
                found = list(causes(old.project, edition, study)) if old.project else []
                changes = edition_changes(old, ledger, titles, now.texts, found)
                page = changes_page(old.title, study, changes)
            publish_whole(edition, [(PAGE, page.encode())])
    except InputFault as fault:
        print(f"\nKein Vergleich geschrieben.\n{fault}", file=sys.stderr)
        return fault.exit_code
    print(f"Geschrieben: {(edition.reports / PAGE).relative_to(edition.root)}")
    return 0


def changes_page(base: str, study: Study, changes: EditionChanges) -> str:
    """Return the page that tells the changes since `base`, self-contained and without script."""
    template = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
        TEMPLATE.read_text(encoding="utf-8")
    )
    day = shown_period(study.reference_date.isoformat())
    code = [one for one in changes.causes if one.reference.startswith(CODE)]
    given = [one for one in changes.causes if one not in code]
    caused = any(one.cause for one in chain(changes.turned, *changes.figures.values()))
    return template.render(
        base=base, day=day, changes=changes, counted=_counted(changes), accent=shade(1), given=given, code=code, caused=caused, marked=marked
    )  # fmt: skip


def marked(before: str, now: str) -> tuple[Markup, Markup]:
    """Return both texts with the words marked that the other one does not have at their place."""
    parts = [re.split(r"(\s+)", text) for text in (before, now)]
    told: tuple[list[Markup], list[Markup]] = [], []
    for kind, start, end, first, last in SequenceMatcher(None, *parts, autojunk=False).get_opcodes():
        for side, part in zip(told, (parts[0][start:end], parts[1][first:last]), strict=True):
            if text := "".join(part):
                side.append(Markup("{}" if kind == "equal" else "<mark>{}</mark>").format(text))
    return Markup("").join(told[0]), Markup("").join(told[1])


def _counted(changes: EditionChanges) -> str:
    figures = sum(map(len, changes.figures.values()))
    paragraphs = sum(len(one.pairs) for one in changes.texts)
    told = [
        plural(len(changes.turned), "gekippte Aussage", "gekippte Aussagen"),
        plural(figures, "geänderte Kennzahl", "geänderte Kennzahlen"),
        plural(len(changes.added), "neue", "neue"),
        plural(len(changes.gone), "entfallene", "entfallene"),
        plural(paragraphs, "geänderter Absatz", "geänderte Absätze"),
    ]
    if not any((changes.turned, figures, changes.added, changes.gone, paragraphs)):
        return "Nichts, was ein Leser sieht, ist anders."
    return f"Gefunden: {enumeration(told)}."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
