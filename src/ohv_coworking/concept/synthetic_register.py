"""A register of nobody: invented entries to work with until real ones exist."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from ohv_coworking.concept.register_entries import KINDS, NEEDS

PURPOSE = "Machbarkeitsstudie Coworking"
SEED, TOWNS = 20201015, ("Ort A", "Ort B", "Ort C", "anderer Ort")

# Fixed days, so that the same entries are in force and expired at any reference date from 2021 on.
CONSENTED, EXPIRED, IN_FORCE = date(2020, 11, 2), date(2020, 12, 31), date(2035, 12, 31)


def synthetic_entries(
    seed: int = SEED, towns: Sequence[str] = TOWNS, persons: int = 30, organisations: int = 12
) -> list[dict[str, object]]:
    """Return invented entries that nobody can take for real ones, each a cell by header; drawn with `seed`.

    Every name is a number with the word „synthetisch“; answers are drawn at will and support no finding.
    """
    draw = np.random.default_rng(seed)
    entries = []
    for number in range(1, persons + organisations + 1):
        organisation = number > persons
        contact, named = draw.random() < 0.8, draw.random() < (0.6 if organisation else 0.3)
        consented = contact or named
        name = f"Muster GmbH {number - persons:02}" if organisation else f"Person {number:02}"
        cells = {
            "Art": KINDS[organisation],
            "Name": f"{name} (synthetisch)",
            "Ort": str(draw.choice(towns)),
            "Bedarf": str(draw.choice(NEEDS, p=[0.4, 0.25, 0.15, 0.12, 0.08])),
            "Tage je Woche": float(draw.choice([0.5, 1, 2, 3, 4], p=[0.1, 0.25, 0.35, 0.2, 0.1])),
            "Plätze": int(draw.integers(1, 6)) if organisation else 1,
            "Preis je Platz und Monat in €": int(draw.integers(6, 24) * 10) if draw.random() < 0.7 else None,
            "Ab wann": date(2027, int(draw.integers(1, 13)), 1),
            "Kontakt": None,
            "Einwilligung Kontakt": "ja" if contact else "nein",
            "Einwilligung Nennung": "ja" if named else "nein",
            "Datum der Einwilligung": CONSENTED if consented else None,
            "Zweck": PURPOSE if consented else None,
            "Löschen bis": (EXPIRED if draw.random() < 0.1 else IN_FORCE) if consented else None,
        }
        entries.append(cells)
    return entries
