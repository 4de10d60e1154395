"""Open the workbench: its pages over the edition in hand, each made when it is first looked at."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

import ipywidgets as widgets

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.parameters.study_file import project_root
from ohv_coworking.study.edition import Edition
from ohv_coworking.workbench.map_page import MapPage
from ohv_coworking.workbench.models import Models
from ohv_coworking.workbench.pages import as_lines, data_page, derivation_page, survey_page
from ohv_coworking.workbench.sliders import Sliders


class Workbench:
    """The pages of the workbench; all but the levers belong to the edition of `study.yaml`. What one lacks, it says itself."""

    def __init__(self, root: Path):
        self._root = root

    def sliders(self) -> widgets.Widget:
        return _or_fault(lambda: Sliders(self._root).widget)

    def survey(self) -> widgets.Widget:
        return _or_fault(lambda: survey_page(self.models))

    def map(self) -> widgets.Widget:
        return _or_fault(lambda: MapPage(self.models).widget)

    def derivation(self) -> widgets.Widget:
        return _or_fault(lambda: derivation_page(self.models))

    def data(self) -> widgets.Widget:
        return _or_fault(lambda: data_page(self.models))

    @cached_property
    def models(self) -> Models:
        return Models.of(Edition.current(self._root))


def _or_fault(page: Callable[[], widgets.Widget]) -> widgets.Widget:
    try:
        return page()
    except InputFault as fault:
        return widgets.HTML(as_lines(str(fault), fault=True))


def open_workbench() -> Workbench:
    """Return the workbench of the project one is in; InputFault outside of one."""
    return Workbench(project_root())
