"""The typed content of `study.yaml`, the one file a consultant edits."""

from ohv_coworking.parameters.assumption import Assumption
from ohv_coworking.parameters.loading import default, load, parameter_file
from ohv_coworking.parameters.study import Commission, Region, Study

__all__ = ["Assumption", "Commission", "Region", "Study", "default", "load", "parameter_file"]
