"""What the study makes of a survey file: why it can't read it, and which answers do not count."""

from collections.abc import Iterator

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.commands.intake.findings import Finding, Severity, Topic
from ohv_coworking.parameters.study import Study
from ohv_coworking.raw import Catalog
from ohv_coworking.survey.responses import ROLES, open_survey


def survey_findings(catalog: Catalog, study: Study, wanted: str = "") -> Iterator[Finding]:
    """Yield what is wrong or set aside in the answers to each version of the questionnaire, or to the `wanted` role."""
    for version, role in ROLES.items():
        for entry in catalog.with_role(role) if wanted in ("", role) else ():
            file = catalog.shown(entry.file)
            try:
                notices = open_survey(
                    catalog, version, study.region, getattr(study.surveys, version)
                ).notices()
            except InputFault as fault:
                yield Finding(Severity.FAULT, Topic.CELL, str(fault), file)
            else:
                yield from (Finding(Severity.REMARK, Topic.CELL, notice, file) for notice in notices)
