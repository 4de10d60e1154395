"""Amounts of other years brought to the price base."""

import pytest

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.parameters.price_levels import PriceLevel
from ohv_coworking.parameters.study_file import load, project_root

STUDY = project_root() / "study.yaml"
SERIES = PriceLevel(
    label="Preise", first_year=2020, levels=[100.0, 110.0], yearly_rise=0.1, source="Beispiel"
)


def changed(tmp_path, old: str, new: str):
    text = STUDY.read_text()
    assert 1 == text.count(old)
    file = tmp_path / "study.yaml"
    file.write_text(text.replace(old, new))
    return load(file)


def test_known_years_are_read_and_others_grown():
    """10 percent a year before 2020 and after 2021."""
    assert [90.909, 100, 110, 133.1] == pytest.approx(
        [SERIES.at(year) for year in (2019, 2020, 2021, 2023)], abs=1e-3
    )


def test_the_rent_of_2019_is_brought_by_the_consumer_price_index():
    """121.9 in 2025, 2 percent more in 2026, over 99.5 in 2019: 8 € become 10 €."""
    rent = load(STUDY).plan.premises.rent_per_square_metre

    factor = 121.9 * 1.02 / 99.5
    assert [round(8 * factor, 2), round(6 * factor, 2)] == [rent.value, rent.low]
    assert "Angegeben sind 8,00 zu Preisen von 2019" in rent.origin


def test_pay_follows_the_tariff_and_fit_out_the_building_prices():
    """Kinds follow from the group of an input."""
    plan = load(STUDY).plan

    assert 1.0588 == pytest.approx(plan.staff.pay_grades["community"].steps[0].pay.price_factor)
    assert 149.9 * 1.04**4 / 116.8 == pytest.approx(plan.investments["fit_out"].unit_price.price_factor)


def test_nothing_is_brought_twice():
    """A chapter takes plain values and types them again."""
    study = load(STUDY)

    assert (
        study.plan.premises
        == study.with_values({"premises": study.plain("premises")}).at_price_base().plan.premises
    )


def test_an_amount_of_the_price_base_stays(tmp_path):
    """The same rent given for 2026."""
    rent = changed(tmp_path, "{price_year: 2019, value: 8,", "{price_year: 2026, value: 8,").plan.premises

    assert 8 == rent.rent_per_square_metre.value


def test_only_amounts_have_a_price_year(tmp_path):
    with pytest.raises(InputFault, match="Nur ein Betrag in Euro"):
        changed(tmp_path, "inflation: {value: 0.02", "inflation: {price_year: 2019, value: 0.02")
