"""From the assembled notebook to what a reader opens: the study as one self-contained HTML file, on paper and as data.

The notebook is the only source of the page, and the page of all that is written from it for paper; a link without
a target and an element that a writer does not know are refused here.
"""

from ohv_coworking.basics.faces import face

__getattr__, __all__ = face(
    __name__,
    {
        "docx": "to_docx",
        "html": "to_html",
        "pdf": "to_pdf",
        "volumes": "volumes",
    },
)
