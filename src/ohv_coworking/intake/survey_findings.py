"""What the study makes of a survey or a register: why it can't read it, and which answers do not count."""

from collections.abc import Iterator

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.concept.register_entries import read_sheet, register_entries
from ohv_coworking.intake.findings import Finding, Severity, Topic
from ohv_coworking.parameters.study import Study
from ohv_coworking.raw import Catalog
from ohv_coworking.survey.responses import ROLES, open_survey

REGISTER = "interested_users"


def survey_findings(catalog: Catalog, study: Study, wanted: str = "") -> Iterator[Finding]:
    """Yield what is wrong or set aside in the answers to each version and in the register, or in the `wanted` role."""
    for version, role in ROLES.items():
        for entry in catalog.with_role(role) if wanted in ("", role) else ():
            file = catalog.shown(entry.file)
            try:
                read = open_survey(catalog, version, study.region, getattr(study.surveys, version))
            except InputFault as fault:
                yield Finding(Severity.FAULT, Topic.CELL, str(fault), file)
            else:
                for notice in (*read.remarks(), *read.notices(quoted=entry.synthetic)):
                    yield Finding(Severity.REMARK, Topic.CELL, notice, file)
    for entry in catalog.with_role(REGISTER) if wanted in ("", REGISTER) else ():
        file = catalog.shown(entry.file)
        try:
            register_entries(read_sheet(catalog.path(entry.name)), study.reference_date, file)
        except InputFault as fault:
            yield Finding(Severity.FAULT, Topic.CELL, str(fault), file)
