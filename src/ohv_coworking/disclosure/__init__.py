"""Which counts may be printed: small ones are hidden, and so are those from which a hidden one could be worked out.

All public tables of register and survey are protected together and audited as an attentive reader would.
"""

from ohv_coworking.basics.faces import face

__getattr__, __all__ = face(
    __name__,
    {
        "figures": "CountTable Known",
        "protection": "protect Protected",
        "audit": "possible_ranges",
    },
)
