"""The plan of an edition takes the demand of its own place, and is refused where none was found."""

import numpy as np
import pytest

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.exhibits.ledger import ChapterLedger, KeyFigure
from ohv_coworking.parameters import load
from ohv_coworking.parameters.study_file import project_root
from ohv_coworking.study.edition import Edition
from ohv_coworking.study.edition_plan import edition_plan


@pytest.fixture
def elsewhere(tmp_path):
    """An edition without anything built, and its study."""
    root = project_root()
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "raw").symlink_to(root / "data" / "raw")
    return Edition(tmp_path, tmp_path / "study.yaml"), load(root / "study.yaml")


def test_the_demand_is_that_of_the_last_build(elsewhere):
    """Ten desks wanted, five to fifteen in eight of ten draws, whatever study.yaml says of Oranienburg."""
    edition, study = elsewhere
    drawn = np.linspace(3.75, 16.25, 2_000)
    name = f"desks_{study.region.first_town}"
    figure = KeyFigure(name=name, label="Plätze", value=10.0, low=5.0, high=15.0, unit="Arbeitsplätze", kind="computed", basis=["parameter:region"], chapter="demand")  # fmt: skip
    ledger = ChapterLedger("demand")
    ledger.keep(figure, drawn)
    edition.built("demand").mkdir(parents=True)
    ledger.write(edition.built("demand") / "ledger.json")

    model = edition_plan(edition, study)

    held = model.inputs["demand_desks"].held
    assert pytest.approx((5, 10, 15), abs=0.01) == (held.low, held.value, held.high)
    assert pytest.approx(10 / 21, rel=0.01) == float(model.run()["demand_met"])


def test_without_a_build_there_is_no_plan(elsewhere):
    edition, study = elsewhere
    with pytest.raises(InputFault, match="make demand"):
        edition_plan(edition, study)
