"""From chapters to one document: ledger with draws, texts, tables, charts, maps; running and assembling the notebooks.

A notebook begins with `open_chapter`; what a reader sees goes through the ledger it publishes into.
"""

import sys

from ohv_coworking.basics.faces import face

# jsonschema would compile a grammar for international addresses at import, 0.75 s in every process that
# touches a notebook; no notebook here has any.
sys.modules.setdefault("rfc3987_syntax", None)

__getattr__, __all__ = face(
    __name__,
    {
        "chapter": "Chapter open_chapter",
        "ledger": "Column KeyFigure Ledger NamedFrame",
        "edition": "Edition",
    },
)
