"""`ohv-coworking finance`: run the financial model with some inputs set, as words or as JSON."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import click
import numpy as np

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.commands.usage import command
from ohv_coworking.exhibits.prose import shown_value
from ohv_coworking.parameters import load, parameter_file
from ohv_coworking.parameters.plan_cases import set_values
from ohv_coworking.parameters.study_file import project_root
from ohv_coworking.plan.financial_model import NO_SHOCK, SWITCHES, FinancialModel
from ohv_coworking.plan.line import Line
from ohv_coworking.plan.reckoning import day_of
from ohv_coworking.study.edition import Edition
from ohv_coworking.study.edition_plan import edition_plan
from ohv_coworking.workbook.input_rows import InputRows, Row


@command(help="Rechnet das Finanzmodell; NAME=WERT setzt eine Eingabe, wie im Arbeitsbuch hinter in_.")
@click.option(
    "--set", "settings", multiple=True, metavar="NAME=WERT", help="eine Eingabe setzen (mehrfach möglich)"
)
@click.option(
    "--json", "as_json", is_flag=True, help="Eingaben, Ergebnisse und Monatswerte als JSON ausgeben"
)
def finance(settings: Sequence[str], as_json: bool) -> None:
    model = edition_plan(Edition.current(project_root()), load(parameter_file()))
    found = financial_report(model, dict(_pair(setting) for setting in settings))
    print(json.dumps(found, ensure_ascii=False, indent=1) if as_json else finance_in_words(model, found))


def financial_report(model: FinancialModel, settings: dict[str, str]) -> dict[str, dict[str, Any]]:
    """Return {"inputs", "results", "alerts", "warnings", "monthly"} of the model with some inputs set from text.

    The names are those of the workbook without `in_` and `out_`; a switch (`scenario=Vorsichtig`) chooses a case by its
    label. What is not defined is null.
    """
    settings = dict(settings)
    model = _with_dates(model, settings)
    switches = InputRows(model).selected({})
    cases = {}
    for group, (switch, _) in SWITCHES.items():
        if switch in settings:
            switches[switch] = settings.pop(switch)
            cases |= _chosen(model, group, switch, switches[switch])
    given = set_values(model.values(), settings, model.inputs)
    run = model.run(model.values(given, **cases))
    rows = InputRows(model).by_name
    values = {**switches, "opening_month": model.opening.isoformat(), "price_base": model.price_base, **given}
    return {
        "inputs": {name: _told(rows[name], value) for name, value in values.items()},
        "results": {
            name: _plain(figure, model.lines.results.get(name)) for name, figure in run.figures.items()
        },
        "alerts": run.alerts,
        "warnings": run.warnings,
        "monthly": {
            **{name: line.tolist() for name, line in run.monthly.items()},
            "month": [day.isoformat()[:7] for day in run.dates],
        },
    }


def _told(row: Row, value: float | str) -> dict[str, Any]:
    """Return what may be known of an input: its value and what may stand in its place."""
    return {
        "value": value,
        "unit": row.unit,
        "min": row.minimum,
        "max": row.maximum,
        "whole": row.whole,
        "words": list(row.words) or None,
        "source": row.source,
        "kind": row.kind,
    }


def finance_in_words(model: FinancialModel, report: dict[str, Any]) -> str:
    """Return what the plan warns of, then the key figures with their German labels."""
    told = [f"Warnzeichen: {alert}" for alert in report["alerts"]]
    told += [f"Auffällig: {warning}" for warning in report["warnings"]]
    rows = []
    for name, line in model.lines.results.items():
        decimals = 2 if line.style in ("percent", "factor", "cent", "decimal") else 0
        value = report["results"][name]
        text = "–" if value is None else shown_value(value, line.unit, decimals)
        rows.append(f"{line.label + ' (' + name + ')':88}{text:>24}")
    return "\n".join([*told, *rows])


def _chosen(model: FinancialModel, group: str, switch: str, label: str) -> dict[str, str]:
    if group == "shocks" and label == NO_SHOCK:
        return {}
    cases = getattr(model.plan, group)
    by_label = {case.label: key for key, case in cases.items()} | {key: key for key in cases}
    if label not in by_label:
        raise InputFault(
            "Diesen Fall gibt es im Finanzplan nicht.",
            parameter=switch,
            found=label,
            expected="einer von: " + ", ".join(case.label for case in cases.values()),
            remedy="Den Namen prüfen.",
        )
    return {group: by_label[label]}


def _with_dates(model: FinancialModel, settings: dict[str, str]) -> FinancialModel:
    """Return the model with another opening month or price base, taken out of the settings."""
    for name, read, expected in (
        ("opening_month", date.fromisoformat, "ein Monatserster, z. B. 2027-09-01"),
        ("price_base", int, "ein Jahr, z. B. 2026"),
    ):
        if name in settings:
            text = settings.pop(name)
            try:
                value = read(text)
            except ValueError:
                value = None
            if value is None or (name == "opening_month" and value.day != 1):
                raise InputFault(
                    "Das Datum passt nicht.",
                    parameter=name,
                    found=text,
                    expected=expected,
                    remedy="Den Wert berichtigen.",
                )
            model = replace(model, **{"opening" if name == "opening_month" else name: value})
    return model


def _pair(setting: str) -> tuple[str, str]:
    name, sign, value = setting.partition("=")
    if not sign or not name:
        raise click.BadParameter(
            f"„{setting}“ hat nicht die Form NAME=WERT.", click.get_current_context(), param_hint="--set"
        )
    return name.strip().removeprefix("in_"), value.strip()


def _plain(figure, line: Line | None) -> float | str | None:
    value = float(figure)
    if not np.isfinite(value):
        return None
    return f"{day_of(value):%Y-%m}" if line and line.unit == "Datum" else value
