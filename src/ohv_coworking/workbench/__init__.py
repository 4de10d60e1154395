"""What a consultant explores with in JupyterLab: levers with their answers, survey, map, derivation, data.

The models are called directly on what the last build left; no notebook runs, nothing of the study is written.
"""

from ohv_coworking.basics.faces import face

__getattr__, __all__ = face(__name__, {"bench": "open_workbench"})
