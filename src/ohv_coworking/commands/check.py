"""`ohv-coworking check`: are the raw files as described, and what is missing or old?"""

import sys

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.commands.usage import command
from ohv_coworking.intake import Severity, check_raw_files, check_report
from ohv_coworking.intake.survey_findings import survey_findings
from ohv_coworking.parameters import load, parameter_file
from ohv_coworking.raw import Catalog
from ohv_coworking.study.edition import Edition


@command(help="Prüft alle Rohdateien: Prüfsummen, Spalten, Schlüssel, Wertebereiche, Widersprüche, Lücken.")
def check() -> None:
    edition = Edition.current()
    catalog = Catalog.load(edition.raw)
    study = load(parameter_file())
    findings = check_raw_files(catalog, study.reference_date, study.region)
    if not any(finding.severity is Severity.FAULT for finding in findings):
        findings += survey_findings(catalog, study)
    print(check_report(findings))
    for notice in catalog.synthetic_notices():
        print(notice)
    if any(finding.severity is Severity.FAULT for finding in findings):
        sys.exit(InputFault.exit_code)
