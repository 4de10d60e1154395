"""From the assembled notebook to what a reader opens: the study as self-contained HTML files and as data.

The notebook is the only source of the pages; a link without a target and what tells of a person are refused here.
"""

from ohv_coworking.basics.faces import face

__getattr__, __all__ = face(
    __name__,
    {
        "html": "to_html",
    },
)
