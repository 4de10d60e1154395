"""An option that stands only in the file runs through study and workbook: no code knows its name."""

import pytest
import yaml
from python_calamine import CalamineWorkbook

from plan_files import added
from study_runs import build, copy_project, ledgers


@pytest.mark.slow
def test_a_cafe_and_a_second_area(root, tmp_path):
    """Both stand in the table of options, in the annex and in the choices of the workbook."""
    folder = copy_project(root, tmp_path)
    content = yaml.safe_load((folder / "study.yaml").read_text(encoding="utf-8"))
    added(content["plan"])
    written = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
    (folder / "cafe.yaml").write_text(written, encoding="utf-8")
    build(folder, "PARAMS=cafe.yaml")

    page = (folder / "reports" / "cafe" / "studie.html").read_text(encoding="utf-8")
    figures, shipped = ledgers(folder, "cafe"), content["plan"]["alternatives"]
    book = CalamineWorkbook.from_path(folder / "reports" / "cafe" / "finanzplan.xlsx")
    words = {
        str(cell)
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
        for cell in row
    }
    for label in ("Initialbetrieb mit Café", "Zweite Fläche nach zwei Jahren"):
        assert label in page
        assert label in words
    networks = content["plan"]["networks"]
    assert 1 + len(shipped) + len(networks) == figures["figure:viability.options_count"]["value"]
