"""Why a chapter runs again: the message names the entries of `study.yaml`, from what to what."""

import json

import pytest

from ohv_coworking.study.edition import Edition
from ohv_coworking.study.inputs import changed_parameters, parameter_contents


@pytest.fixture
def told(root, tmp_path):
    """Return what is told to a chapter that read `names` after a change of the shipped file."""
    text = (root / "study.yaml").read_text(encoding="utf-8")
    before = Edition(root, root / "study.yaml")

    def tell(names: list[str], *changes: tuple[str, str]) -> str | None:
        record = json.loads(json.dumps({"parameters": parameter_contents(before, names)}))
        changed = text
        for old, new in changes:
            assert old in changed
            changed = changed.replace(old, new, 1)
        file = tmp_path / "study.yaml"
        file.write_text(changed, encoding="utf-8")
        return changed_parameters(Edition(root, file), record)

    return tell


PRICE = ("price: {value: 95", "price: {value: 99.5")
WAGE = ("value: 14.60", "value: 14.20")


def test_an_assumption_and_a_price_are_named_with_both_values(told):
    assert "assumptions.minimum_wage (14,6 → 14,2), plan.products.flex_desk.price (95 → 99,5)" == told(
        ["minimum_wage", "plan"], WAGE, PRICE
    )


def test_a_value_without_range_is_one_change(told):
    """Its ends move along."""
    assert "plan.premises.area (300 → 280)" == told(["plan"], ("area: {value: 300", "area: {value: 280"))


def test_an_end_of_the_range_and_a_source_are_named(told):
    assert "assumptions.minimum_wage.low (13,9 → 13)" == told(["minimum_wage"], ("low: 13.90", "low: 13"))


def test_another_part_of_the_plan_does_not_concern_a_chapter(told):
    """A chapter that reads the products only is left alone by a pay rise."""
    assert told(["products"], ("pay_yearly_rise: {value: 0.025", "pay_yearly_rise: {value: 0.03")) is None


def test_many_changes_are_counted(told):
    scenario = ("        flex_desk_price: low\n", "")
    season = [(f"{month}: {{value: {old}}}", f"{month}: {{value: {new}}}") for month, old, new in (
        ("january", "1.00", "1.01"), ("february", "1.00", "0.99"), ("march", "1.04", "1.05"), ("april", "1.08", "1.07"),
    )]  # fmt: skip

    assert told(["plan"], scenario, *season).endswith(" und 2 weitere")
