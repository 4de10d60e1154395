"""What a reader sees: the key figures of the ledger with their draws and words, and the texts, tables, charts and maps that show them.

Texts are Markdown over the ledger (`prose`, `blocks`), read from the cells of a notebook and checked before they are printed.
"""

from ohv_coworking.basics.faces import face

__getattr__, __all__ = face(
    __name__,
    {
        "ledger": "Column KeyFigure Ledger NamedFrame",
        "prose": "render",
        "words": "Words",
    },
)
