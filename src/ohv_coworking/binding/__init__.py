"""From the assembled notebook to what a reader opens: the study as one self-contained HTML file.

The notebook is the only source of every binding; a link without a target is refused here.
"""

from ohv_coworking.basics.faces import face

__getattr__, __all__ = face(
    __name__,
    {
        "html": "to_html",
    },
)
