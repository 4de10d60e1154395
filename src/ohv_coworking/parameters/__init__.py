"""The typed content of `study.yaml`, the one file a consultant edits."""

from ohv_coworking.parameters.assumption import Assumption
from ohv_coworking.parameters.study import Commission, Region, Study
from ohv_coworking.parameters.study_file import default, load, parameter_file

__all__ = ["Assumption", "Commission", "Region", "Study", "default", "load", "parameter_file"]
