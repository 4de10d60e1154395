"""`ohv-coworking synthesise`: draw synthetic answers and register anew, after margins, questionnaire or template changed."""

import sys

from ohv_coworking.commands.questionnaire import of_study
from ohv_coworking.commands.usage import command
from ohv_coworking.concept.register_sheet import filled_template, template
from ohv_coworking.concept.synthetic_register import synthetic_entries
from ohv_coworking.intake import accept_raw_file
from ohv_coworking.raw import Catalog, file_sha256
from ohv_coworking.raw.catalog_file import content
from ohv_coworking.raw.raw_files import CATALOG_FILE
from ohv_coworking.study.edition import Edition
from ohv_coworking.survey import synthetic_margins
from ohv_coworking.survey.limesurvey_layout import csv_bytes
from ohv_coworking.survey.synthetic_answers import draw

FILES = {"person": "survey/synthetic_persons.csv", "employer": "survey/synthetic_employers.csv"}


@command(
    help="Zieht die synthetischen Antworten und das synthetische Register neu und nimmt alle Dateien auf."
)
def synthesise() -> None:
    catalog = Catalog.load(Edition.current().raw)
    # As they lie there: what was edited is recorded below, together with what is drawn from it.
    files = [catalog.entry(name).file for name in ("questionnaire", "survey_margins")]
    questions, text = ((catalog.folder / file).read_bytes() for file in files)
    drawn = {}
    for version, file in FILES.items():
        questionnaire = of_study(catalog, version, questions)
        margins = synthetic_margins.read_margins(text, version, questionnaire)
        drawn[file] = csv_bytes(draw(questionnaire, margins, margins.seed))
    drawn["register/register_template.xlsx"] = template()
    drawn["register/register_synthetic.xlsx"] = filled_template(synthetic_entries())
    for file, held in drawn.items():
        (catalog.folder / file).write_bytes(held)
    recorded = {entry.file: entry for entry in content(catalog.folder / CATALOG_FILE).entries.values()}
    for file in (*files, *drawn):
        if file_sha256(catalog.folder / file) == recorded[file].sha256:
            print(f"Unverändert: {catalog.shown(file)}", file=sys.stderr)
            continue
        accept_raw_file(catalog, catalog.folder / file, answers={"as_of": recorded[file].as_of})
        print(f"Aufgenommen: {catalog.shown(file)}", file=sys.stderr)
