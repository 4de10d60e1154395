"""What people say they will do against what they do: stated use brought down by factors with a source."""

import pandas as pd

from ohv_coworking.basics.errors import InputFault


def expected_use(stated: pd.Series, factors: pd.DataFrame) -> pd.Series:
    """Return the people, or the share, to be expected: `low`, `value` and `high`.

    `stated` holds people or shares by answer ("sicher", "vielleicht"), `factors` the part of each answer (row) that
    comes true, 0 to 1, as `low`, `value`, `high`; missing where an answer is. Raises `InputFault` for an answer without a
    usable factor.

    >>> said, true = pd.Series({"sicher": 20, "vielleicht": 60}), [[0.3, 0.5, 0.7], [0.0, 0.1, 0.2]]
    >>> expected_use(said, pd.DataFrame(true, said.index, ["low", "value", "high"])).tolist()
    [6.0, 16.0, 26.0]
    """
    factors = factors[["low", "value", "high"]].reindex(stated.index)
    rising = factors.diff(axis=1).iloc[:, 1:].ge(0).all(axis=1) & factors["low"].ge(0) & factors["high"].le(1)
    if not rising.all():
        wrong = factors.index[~rising][0]
        raise InputFault(
            f"Zur Antwort „{wrong}“ fehlt ein brauchbarer Faktor von geäußerter zu tatsächlicher Nutzung.",
            found=", ".join(f"{name} {value:g}" for name, value in factors.loc[wrong].items()),
            expected="unterer Wert ≤ Wert ≤ oberer Wert, alle zwischen 0 und 1",
            remedy="Den Faktor in study.yaml ergänzen.",
        )
    return factors.mul(stated, axis=0).sum(skipna=False)
