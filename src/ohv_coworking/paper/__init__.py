"""From the page of the study to what lies on a table: two PDF volumes, and a copy to edit.

The page is their only source, element by element; an element that a writer does not know is refused here.
"""

from ohv_coworking.basics.faces import face

__getattr__, __all__ = face(
    __name__,
    {
        "docx": "to_docx",
        "pdf": "to_pdf",
        "volumes": "volumes",
    },
)
