"""From chapters to one document: running the notebooks whose inputs changed, and assembling what they show.

A notebook begins with `open_chapter`; what a reader sees goes through the ledger it publishes into (`exhibits/`).
"""

from ohv_coworking.basics.faces import face

__getattr__, __all__ = face(
    __name__,
    {
        "chapter": "Chapter open_chapter",
        "edition": "Edition",
    },
)
