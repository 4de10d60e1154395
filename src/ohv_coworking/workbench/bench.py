"""Open the workbench: its pages over the edition in hand, each made when it is first looked at."""

from pathlib import Path

from ohv_coworking.parameters.study_file import project_root
from ohv_coworking.study.edition import Edition
from ohv_coworking.workbench.map_page import MapPage
from ohv_coworking.workbench.models import Models
from ohv_coworking.workbench.pages import data_page, derivation_page, survey_page
from ohv_coworking.workbench.sliders import Sliders


class Workbench:
    """The pages of the workbench; all but the levers belong to the edition of `study.yaml`."""

    def __init__(self, root: Path):
        self._root = root
        self._models: Models | None = None

    def sliders(self):
        return Sliders(self._root).widget

    def survey(self):
        return survey_page(self.models)

    def map(self):
        return MapPage(self.models).widget

    def derivation(self):
        return derivation_page(self.models)

    def data(self):
        return data_page(self.models)

    @property
    def models(self) -> Models:
        if self._models is None:
            self._models = Models.of(Edition.current(self._root))
        return self._models


def open_workbench() -> Workbench:
    """Return the workbench of the project one is in; InputFault outside of one."""
    return Workbench(project_root())
