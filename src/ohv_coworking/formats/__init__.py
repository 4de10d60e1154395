"""One page for each format of an office (`statistics`), a survey tool (`exports`), a timetable or a map: what its table means.

`recognise.understand` finds the format of a file by its content; a new format fulfils `reading.Format` and is listed once.
"""

from ohv_coworking.basics.faces import face

__getattr__, __all__ = face(
    __name__,
    {
        "recognise": "understand answer_sheet",
        "reading_report": "report",
    },
)
