"""The models of an edition asked again: what demand and plan answer while assumptions and decisions move."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
import pandas as pd

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.demand.model import INPUTS, SHARES, Ground, demand
from ohv_coworking.exhibits import draws as drawing
from ohv_coworking.exhibits.ledger import Ledger
from ohv_coworking.options.sensitivities import tornado
from ohv_coworking.parameters import Study, load
from ohv_coworking.parameters.plan_cases import Factor, base_values
from ohv_coworking.parameters.plan_tree import Input, inputs
from ohv_coworking.plan.financial_model import FinancialModel
from ohv_coworking.raw import Catalog
from ohv_coworking.study.earlier import built_ledger
from ohv_coworking.study.edition import Edition
from ohv_coworking.study.edition_plan import edition_plan
from ohv_coworking.workbench.lever import Lever

DESKS = "demand_desks"
COST, BREAK_EVEN, USERS, CASH = (
    "public_cost_per_year",
    "break_even_utilisation",
    "users_planned",
    "cash_balance",
)
OF_DEMAND, OF_PLAN = 5, 10
"""How many levers each model brings."""


@dataclass(frozen=True)
class ModelAnswers:
    """What the models say: desks by town, public cost in € a year, break-even use (NaN without any), users, cash in € by month."""

    desks: dict[str, float]
    public_cost: float
    break_even: float
    users: float
    cash: pd.Series


@dataclass(frozen=True)
class Models:
    """Demand and plan with what the last build of an edition left for them."""

    edition: Edition
    study: Study
    ledger: Ledger
    ground: Ground

    @cached_property
    def catalog(self) -> Catalog:
        """Return the raw files of the edition."""
        return Catalog.load(self.edition.raw)

    @classmethod
    def of(cls, edition: Edition) -> Self:
        """Return the models of an edition; InputFault where it was never built or lacks what they start from."""
        study = load(edition.parameters)
        ledger = built_ledger(edition, study)
        for chapter in ("demand", "viability"):
            if not (chapter in ledger and ledger[chapter].figures):
                raise InputFault(
                    "Zu dieser Ausgabe ist noch keine Studie gebaut.",
                    file=edition.parameters.name,
                    expected="das Ergebnis von „make study“",
                    remedy=f"„make study{'' if edition.is_default else f' PARAMS={edition.parameters.name}'}“ aufrufen.",
                )
        rows = ledger["demand"].frames["ground"].frame
        known = {
            name: None if rows[name].isna().all() else rows[name].to_numpy(float)
            for name in rows
            if name != "ags"
        }
        ground = Ground(
            **known,
            users_in_country=ledger["demand"].figures["users_germany"].value,
            full_house=study.assumptions.full_house.value,
            shares=[getattr(study.assumptions, name) for name in SHARES],
        )
        return cls(edition, study, ledger, ground)

    @cached_property
    def inputs(self) -> dict[str, Input]:
        """Every assumption and decision that may move, by name: those of the demand, then those of the plan."""
        assumed = inputs(self.study.assumptions)
        return {name: assumed[name] for name in INPUTS} | {
            name: one
            for name, one in inputs(self.study.plan).items()
            if not one.words and name not in self.study.plan.taken_from
        }

    @cached_property
    def options(self) -> dict[str, str]:
        """The German labels of what can be chosen: each option, and each network of several where there are several towns."""
        plan = self.study.plan
        networks = plan.networks if len(self.study.region.towns) > 1 else {}
        return {key: one.label for key, one in [*plan.alternatives.items(), *networks.items()]}

    @property
    def recommended(self) -> str:
        """The option that the build recommends; the first one where it recommends none of them."""
        told = self.ledger["viability"].figures["recommended_option"].value
        return next(
            (key for key, label in self.options.items() if told == f"„{label}“"), next(iter(self.options))
        )

    def answers(self, moved: Mapping[str, float], option: str) -> ModelAnswers:
        """Return what a build would say whose parameters hold these values, as the workbench saves them in a variant.

        Raises InputFault for an unknown name, a value that is not allowed and values that can't be together.
        """
        for name, value in moved.items():
            self._check(name, value)
        desks = self._desks(moved)
        own = {name: float(value) for name, value in moved.items() if name not in INPUTS}
        if not self.study.plan.taken_from[DESKS].reason:
            own[DESKS] = desks[self.study.region.first_town]
        model, runs = self._plan, []
        for key, count in self._places(option):
            values = model.values(self._base_values | own, alternatives=key)
            runs.append((count, model.run(values, refusing=False)))
        # A network has no use of its own at which it carries itself.
        single = runs[0][1] if option not in self.study.plan.networks else None
        return ModelAnswers(
            desks,
            sum(count * float(run[COST]) for count, run in runs),
            float(single[BREAK_EVEN]) if single and single[BREAK_EVEN] > 0 else np.nan,
            sum(count * float(run[USERS]) for count, run in runs),
            _together([count * pd.Series(run[CASH], pd.to_datetime(run.dates)) for count, run in runs]),
        )

    def levers(self, option: str) -> list[Input]:
        """Return what moves the results of an option most: of the demand by the desks, of the plan by the public cost."""
        swings = {}
        for name in INPUTS:
            held = self.inputs[name].held
            low, high = (sum(self._desks({name: end}).values()) for end in (held.low, held.high))
            swings[name] = abs(high - low)
        of_demand = sorted(swings, key=swings.get, reverse=True)[:OF_DEMAND]
        [(first, _), *_] = self._places(option)
        values, settled = self._plan.values(alternatives=first), self.settled(option)
        found = [tornado(self._plan, values, COST, kind)["swing"] for kind in ("risk", "decision")]
        of_plan = [
            (swing, name)
            for each in found
            for name, swing in each.items()
            if name in self.inputs and name not in settled
        ]
        strongest = [name for _, name in sorted(of_plan, key=lambda one: (-one[0], one[1]))[:OF_PLAN]]
        return [self.inputs[name] for name in (*of_demand, *strongest)]

    def settled(self, option: str) -> set[str]:
        """Return the inputs of the plan that an option sets itself: whatever they are else, it stays the same."""
        plan = self.study.plan
        changes = [plan.changes_of(plan.alternatives[key]) for key, _ in self._places(option)]
        own = [{name for name, to in one.items() if not isinstance(to, Factor)} for one in changes]
        return set.intersection(*own)

    def _places(self, option: str) -> list[tuple[str, int]]:
        """Return the options that one choice consists of, each with its number of places."""
        plan = self.study.plan
        if option in plan.networks:
            network = plan.networks[option]
            others = len(self.study.region.towns) - 1
            return list((Counter({network.first_town: 1}) + Counter({network.other_towns: others})).items())
        return [(option, 1)]

    def _desks(self, moved: Mapping[str, float]) -> dict[str, float]:
        """Return the desks by town: as published, unless an input of the demand moved."""
        towns, published = self.study.region.towns, self.ledger["demand"].figures
        held = {name: moved[name] for name in INPUTS if name in moved}
        if not held:
            return {town: published[f"desks_{town}"].value for town in towns}
        drawn = self._drawn | {
            name: drawing.drawn(self.inputs[name].held.with_value(value)) for name, value in held.items()
        }
        found = demand(self.ground, drawn, self._density, self._survey)
        return dict(zip(towns, np.median(found.town_desks, axis=1).tolist(), strict=True))

    @cached_property
    def _drawn(self) -> dict[str, np.ndarray]:
        return {name: drawing.drawn(getattr(self.study.assumptions, name)) for name in INPUTS}

    @cached_property
    def _density(self) -> np.ndarray | None:
        return self._left("comparable_density")

    def _left(self, name: str) -> np.ndarray | None:
        """Return the draws of a figure of the demand, None where the region has none."""
        known = self.ledger["demand"].figures[name].value is not None
        return self.ledger["demand"].drawn(name) if known else None

    @cached_property
    def _survey(self) -> dict[str, np.ndarray] | None:
        occupied = self._left("survey_occupied")
        return None if occupied is None else {"survey": occupied}

    @cached_property
    def _plan(self) -> FinancialModel:
        return edition_plan(self.edition, self.study)

    @cached_property
    def _base_values(self) -> dict[str, float | str]:
        return base_values(self._plan.plan)

    def _check(self, name: str, value: float) -> None:
        if name not in self.inputs:
            raise InputFault(
                "Diese Annahme kann hier nicht bewegt werden.",
                parameter=name,
                expected="eine Annahme des Bedarfs oder eine Zahl des Finanzplans aus study.yaml",
                remedy="„ohv-coworking where WORT“ sucht nach deutschen Wörtern.",
            )
        Lever(self.inputs[name]).checked(value)


def _together(balances: list[pd.Series]) -> pd.Series:
    """Return balances by month as one: a place that has not begun has nothing yet, one at its end keeps what it has."""
    return pd.concat(balances, axis="columns", sort=True).ffill().fillna(0.0).sum(axis="columns")


def built_editions(root) -> dict[str, Edition]:
    """Return the editions of a project that were built, by the name of their region and, for variants, of their file."""
    files = [
        root / "study.yaml",
        *sorted({*root.glob("*.yaml"), *(root / "data" / "processed").glob("*.yaml")}),
    ]
    found: dict[str, Edition] = {}
    for file in dict.fromkeys(files):
        edition = Edition(root, file)
        if (edition.built("viability") / "ledger.json").is_file():
            found[_named(edition)] = edition
    return found


def _named(edition: Edition) -> str:
    file = edition.parameters
    try:
        name = load(file).region.long_name
    except InputFault:
        return file.name  # What is wrong in it is told when it is opened.
    return name if edition.is_default else f"{name} ({file.name})"
