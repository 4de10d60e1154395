"""The answers of the study's surveys: opened through the catalogue, read, and mapped to the questionnaire."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from ohv_coworking.catalog import Catalog
from ohv_coworking.errors import InputFault
from ohv_coworking.reading import DETECT, ReadingOptions
from ohv_coworking.recognise import understand
from ohv_coworking.survey import plain
from ohv_coworking.survey.codebook import ResponseTable
from ohv_coworking.survey.mapping import Responses, map_responses
from ohv_coworking.survey.questionnaire import Questionnaire, Version
from ohv_coworking.survey.synthetic import is_marked

ROLES: dict[Version, str] = {"person": "survey", "employer": "employer_survey"}


def read_responses(
    catalog: Catalog,
    version: Version,
    questionnaire: Questionnaire,
    options: ReadingOptions = DETECT,
    labels: Sequence[str | Path] = (),
    assigned: Mapping[str, str] | None = None,
    omitted: Sequence[str] = (),
) -> Responses:
    """Return the responses of one version of the survey, whatever tool its file comes from.

    `options` and `labels` (files that explain codes) go to the reading, `assigned` and `omitted` to the mapping.
    Raises InputFault for a file that cannot be read or belongs to another survey, and for synthetic answers
    under an entry that says they are real.
    """
    entry = catalog.with_role(ROLES[version])[0]
    path = catalog.path(entry.name)
    survey = understand(path, options, labels=labels)
    if not isinstance(survey, ResponseTable):
        survey = understand(path, options, plain.KIND)
    if is_marked(survey.table.frame) and not entry.synthetic:
        raise InputFault(
            "Die Datei enthält synthetische Antworten, ist aber als echte Befragung verzeichnet.",
            file=catalog.shown(entry.file),
            expected="Antworten einer wirklichen Befragung",
            remedy="Die echte Datei an diese Stelle legen oder die synthetische dort löschen.",
        )
    # A file of headers alone is read as one row of data without headers.
    if survey.responses.empty or not survey.table.header_rows:
        raise InputFault(
            "Die Datei enthält keine abgeschickte Antwort.",
            file=catalog.shown(entry.file),
            found=f"{len(survey.dropped)} nicht abgeschickte oder leere Zeilen",
            expected="eine Kopfzeile und darunter eine Zeile je Antwort",
            remedy="Den Export nach dem Ende der Befragung wiederholen.",
        )
    return map_responses(survey, questionnaire, assigned, omitted)
