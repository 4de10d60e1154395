"""Means, shares and totals of weighted answers, with the error the design leaves.

Taylor linearisation as in Särndal, Swensson and Wretman (1992) and R's survey package (Lumley 2010): one function
for a simple, a weighted, a stratified sample and a group within it. A simple sample is one stratum, a share is the
mean of 0 and 1.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import stats

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.estimation.intervals import Interval, quantile, share_difference, wilson


@dataclass(frozen=True)
class Estimate:
    """An estimate, its standard error in the same unit, and the degrees of freedom (n minus strata)."""

    value: float
    standard_error: float
    degrees_of_freedom: int

    def interval(self, confidence: float = 0.95, *, normal: bool = False) -> Interval:
        """Return the t interval, or the normal one (R's default for `confint`)."""
        t = stats.t.ppf((1 + confidence) / 2, self.degrees_of_freedom)
        reach = (quantile(confidence) if normal else t) * self.standard_error
        return Interval(float(self.value - reach), float(self.value + reach))


@dataclass(frozen=True)
class Share(Estimate):
    """A share of 0 to 1; its interval is a score interval, so that it stays within 0 and 1.

    `n` is the count of answers beneath it, `effective_n` the simple sample that would be as exact.
    """

    n: int
    effective_n: float

    def interval(self, confidence: float = 0.95, *, normal: bool = False) -> Interval:
        """Return Wilson's interval on the effective sample (Kott and Carr 1997), or the normal one."""
        if normal:
            return super().interval(confidence, normal=True)
        return Interval(*map(float, wilson(self.value * self.effective_n, self.effective_n, confidence)))


def difference(first: Share, second: Share, confidence: float = 0.95) -> Interval:
    """Return the interval of first minus second share of two independent samples, on their effective sizes."""
    sizes = first.effective_n, second.effective_n
    return share_difference((first.value * sizes[0], second.value * sizes[1]), sizes, confidence)


@dataclass(frozen=True)
class Design:
    """How respondents came into the sample: arrays of one length; None is a simple sample.

    `population` is the size of each respondent's stratum, for the finite population correction. `calibrated_to`
    holds one column for each margin the weights were raked to, `design_weights` the weights before; the error then
    shrinks by what the margins explain (Deville and Särndal 1992). `clusters` names whom each was drawn together with;
    raises `InputFault` where they are more than one: the errors here would be too small for such a sample.
    """

    weights: ArrayLike
    strata: ArrayLike | None = None
    population: ArrayLike | None = None
    calibrated_to: pd.DataFrame | None = None
    design_weights: ArrayLike | None = None
    clusters: ArrayLike | None = None

    def __post_init__(self) -> None:
        if self.clusters is not None:
            refuse_clusters(pd.Series(self.clusters))


def refuse_clusters(clusters: pd.Series, **place) -> None:
    """Raise `InputFault` (with its `place`) where several respondents were drawn together; one each is a simple sample."""
    sizes = clusters.value_counts()
    if (sizes > 1).any():
        raise InputFault(
            "Die Befragten wurden in Klumpen gezogen, etwa mehrere aus einem Betrieb oder Haushalt.",
            found=f"{sizes.size} Klumpen mit zusammen {sizes.sum()} Befragten, im größten {sizes.max()}",
            expected="einzeln gezogene Befragte; mit Klumpen wären die Bereiche der Anteile zu eng",
            remedy="Je Klumpen eine Antwort auswählen, oder die Spalte entfernen, wenn sie keine Auswahl beschreibt.",
            **place,
        )


def mean(values: ArrayLike, design: Design, group: ArrayLike | None = None) -> Estimate:
    """Return the weighted mean, sum(w x) / sum(w), of those with a value.

    `group` is a mask of the respondents it is taken over. The others stay in the design, since the size of a group
    is itself random.
    """
    values, weights, counted = _counted(values, design, group)
    if not (weights * counted).sum() > 0:
        return Estimate(np.nan, np.nan, 0)
    total_weight = (weights * counted).sum()
    value = (weights * counted * values).sum() / total_weight
    return Estimate(float(value), *_error(counted * (values - value) / total_weight, design))


def total(values: ArrayLike, design: Design, group: ArrayLike | None = None) -> Estimate:
    """Return the weighted total, sum(w x), of those with a value."""
    values, weights, counted = _counted(values, design, group)
    return Estimate(float((weights * counted * values).sum()), *_error(counted * values, design))


def share(chosen: ArrayLike, design: Design, group: ArrayLike | None = None) -> Share:
    """Return the weighted share of a yes (1, True) among the answers; missing answers are not counted."""
    estimate = mean(chosen, design, group)
    _, weights, counted = _counted(chosen, design, group)
    p, error = estimate.value, estimate.standard_error
    answers = weights[counted]
    # Where all agree the error is 0 and says nothing about the sample; Kish's n stands in.
    kish = answers.sum() ** 2 / (answers**2).sum() if answers.sum() > 0 else 0.0
    # Times n / (n - strata), which the error holds too: a simple sample is worth exactly its answers.
    correction = weights.size / max(estimate.degrees_of_freedom, 1)
    effective = correction * p * (1 - p) / error**2 if error > 1e-12 else kish
    return Share(p, error, estimate.degrees_of_freedom, n=int(counted.sum()), effective_n=float(effective))


def _counted(
    values: ArrayLike, design: Design, group: ArrayLike | None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    values = np.asarray(pd.Series(values).astype("Float64").to_numpy(float, na_value=np.nan))
    counted = ~np.isnan(values)
    if group is not None:
        counted &= np.asarray(group, bool)
    return np.where(counted, values, 0.0), np.asarray(design.weights, float), counted


def _error(influence: np.ndarray, design: Design) -> tuple[float, int]:
    """Return the standard error of sum(w × influence) and its degrees of freedom.

    Each stratum adds (1 - n/N) n/(n-1) times the squared deviations from its mean.
    """
    weights = np.asarray(design.weights, float)
    if design.calibrated_to is not None:
        influence = _unexplained(influence, design)
    weighted = weights * influence
    labels = np.zeros(weights.size) if design.strata is None else np.asarray(design.strata)
    names, stratum = np.unique(labels, return_inverse=True)
    n = np.bincount(stratum)
    centred = weighted - (np.bincount(stratum, weighted) / n)[stratum]
    squares = np.bincount(stratum, centred**2)
    sampled = np.zeros(n.size)
    if design.population is not None:
        sampled = n / (np.bincount(stratum, np.asarray(design.population, float)) / n)
        if (sampled > 1 + 1e-9).any():
            raise ValueError("a stratum has more respondents than people")
    alone = (n == 1) & (sampled < 1)
    if alone.any():
        raise InputFault(
            "Eine Schicht hat nur eine Antwort; wie stark Antworten in ihr streuen, ist damit unbekannt.",
            found=", ".join(map(str, names[alone])),
            expected="mindestens zwei Antworten je Schicht",
            remedy="Die Schicht mit einer ähnlichen zusammenfassen.",
        )
    variance = (np.maximum(1 - sampled, 0) * n / np.maximum(n - 1, 1) * squares).sum()
    return float(np.sqrt(variance)), int(weights.size - n.size)


def _unexplained(influence: np.ndarray, design: Design) -> np.ndarray:
    """Return the residuals of the influence after weighted regression on the margins' categories."""
    start = np.ones(len(influence)) if design.design_weights is None else design.design_weights
    root = np.sqrt(np.asarray(start, float))
    dummies = pd.get_dummies(design.calibrated_to.astype("category"), dtype=float).to_numpy()
    slopes, *_ = np.linalg.lstsq(dummies * root[:, None], influence * root, rcond=None)
    return influence - dummies @ slopes
