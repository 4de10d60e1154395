"""Margins that respondents can be weighted to: checked, and coded as numbers."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from ohv_coworking.basics.errors import InputFault, raise_all
from ohv_coworking.basics.german import enumeration, number


def coded_margins(
    respondents: pd.DataFrame, margins: Mapping[str, pd.Series], weights: np.ndarray
) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Return, for each margin, the category of each respondent as a number and the people each number stands for.

    The last number is for no answer. Who gave none keeps the part of `weights` they have; the others share the rest
    of the margin. Raises `InputFault` for all that keeps the margins from being met.
    """
    faults = [fault for name, target in margins.items() for fault in _wrong_targets(name, target)]
    codes, targets = [], []
    for name, target in margins.items():
        answers = pd.Categorical(respondents[name])
        place = target.index.get_indexer(answers.categories)
        silent, *weight = np.bincount(answers.codes + 1, weights, place.size + 1)
        faults += _unmatched(name, target, pd.Series(weight, answers.categories), place)
        # A missing answer has the code -1 and so takes the last place.
        codes.append(np.append(np.where(place < 0, target.size, place), target.size)[answers.codes])
        unknown = silent / weights.sum()
        targets.append(np.append(target.to_numpy(float) * (1 - unknown), target.sum() * unknown))
    raise_all(faults, "Die Antworten passen nicht zu den Randverteilungen.")
    _check_totals(margins)
    # What differs by rounding only is brought to the total of the first margin.
    return codes, [target * (targets[0].sum() / target.sum()) for target in targets]


def _wrong_targets(name: str, target: pd.Series) -> list[InputFault]:
    if np.isfinite(target).all() and (target >= 0).all() and target.sum() > 0:
        return []
    return [
        InputFault(
            f"Die Randverteilung „{name}“ hat fehlende oder negative Werte.",
            found=", ".join(f"{category}: {value}" for category, value in target.items()),
            expected="zu jeder Kategorie eine Zahl ab 0",
            remedy="Die Quelle der Randverteilung prüfen.",
        )
    ]


def _unmatched(name: str, target: pd.Series, weight: pd.Series, place: np.ndarray) -> list[InputFault]:
    """Return a fault for answers without a target and one for targets without an answer."""
    faults = []
    if unknown := [str(category) for category in weight.index[(place < 0) & (weight > 0)]]:
        faults.append(
            InputFault(
                f"In „{name}“ kommen Antworten vor, für die es keinen Sollwert gibt.",
                found=", ".join(unknown),
                expected=", ".join(map(str, target.index)),
                remedy="Die Antworten den Kategorien der Statistik zuordnen oder als fehlend kennzeichnen.",
            )
        )
    answered = weight.reindex(target.index, fill_value=0) > 0
    if empty := [str(category) for category in target.index[(target > 0) & ~answered]]:
        faults.append(
            InputFault(
                f"In „{name}“ hat niemand geantwortet, der für diese Kategorie stehen könnte.",
                found=", ".join(empty),
                expected="mindestens eine Antwort je Kategorie",
                remedy="Die Kategorie mit einer benachbarten zusammenfassen.",
            )
        )
    return faults


def _check_totals(margins: Mapping[str, pd.Series]) -> None:
    totals = {name: float(target.sum()) for name, target in margins.items()}
    if not np.allclose(list(totals.values()), next(iter(totals.values())), rtol=1e-6, atol=0):
        raise InputFault(
            "Die Randverteilungen beschreiben verschieden viele Menschen.",
            found=enumeration([f"{name}: {number(total, 1)}" for name, total in totals.items()]),
            expected="dieselbe Summe in jeder Randverteilung",
            remedy="Alle auf dieselbe Grundgesamtheit beziehen (Altersgrenzen, Stichtag) oder als Anteile angeben.",
        )
