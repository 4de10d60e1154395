"""The words of the house: faults, German numbers and dates, typed rows, typed files and the one translator of their faults.

Everything above speaks with these words and none of them knows a subject.
"""

from ohv_coworking.basics.faces import face

__getattr__, __all__ = face(
    __name__,
    {
        "errors": "InputFault raise_all",
        "german": "enumeration number plural",
        "records": "Record frame",
        "typed_files": "Typed read_as",
        "digests": "digest sha256",
    },
)
