from datetime import date

import pandas as pd

from ohv_coworking.region.region_total import people_of_age, region_total

FACTS = pd.DataFrame(
    [("A", "2015", 10), ("B", "2015", 5), ("A", "2021", 12), ("B", "2022", 7), ("A", "undated", 99)],
    columns=["ags", "period", "value"],
).assign(indicator="unemployed", unit="persons", source_title="Amt", source_url="", note=None)


class TestRegionTotal:
    def test_dates_are_never_mixed(self):
        """Later values of single towns are left aside: 2015 is the only year both share."""
        total = region_total(FACTS, "unemployed", ["A", "B"], date(2026, 1, 1))

        assert (15.0, "2015") == (total.persons, total.period)
        assert 2 == len(total.references)

    def test_the_latest_date_of_one_place_counts(self):
        """A single place has its latest dated value."""
        assert 12.0 == region_total(FACTS, "unemployed", ["A"], date(2026, 1, 1)).persons

    def test_nothing_shared_is_nothing(self):
        """Without a common date there is no total."""
        assert (
            region_total(FACTS[FACTS["period"] != "2015"], "unemployed", ["A", "B"], date(2026, 1, 1)) is None
        )

    def test_values_after_the_reference_date_do_not_count(self):
        """The reference date cuts off what came later."""
        assert 10.0 == region_total(FACTS, "unemployed", ["A"], date(2016, 1, 1)).persons


AGES = pd.DataFrame(
    [("A", "2022-05-15", 100.0, 30.0), ("B", "2022-05-15", 50.0, 20.0), ("A", "2030-05-15", 1.0, 1.0)],
    columns=["ags", "date", "age_0_15", "age_67_plus"],
).assign(entry="census")


class TestPeopleOfAge:
    def test_people_of_an_age_are_counted_by_place(self):
        """30 and 20 people from 67 on, at the one day both places share."""
        total = people_of_age(AGES, "age_67_plus", ["A", "B"], date(2035, 1, 1))

        assert ({"A": 30.0, "B": 20.0}, "2022-05-15", 50.0) == (total.by_place, total.period, total.persons)
        assert ["raw:census#Altersgruppen; A, B; 15.05.2022"] == list(total.references)

    def test_no_group_is_split(self):
        """Nothing is said of people from 65 on where the table knows those from 67 on only."""
        assert people_of_age(AGES, "age_65_plus", ["A", "B"], date(2035, 1, 1)) is None

    def test_a_place_without_ages_leaves_the_sum_unknown(self):
        assert people_of_age(AGES, "age_0_15", ["A", "C"], date(2035, 1, 1)) is None

    def test_a_count_after_the_reference_date_does_not_count(self):
        assert people_of_age(AGES, "age_0_15", ["A"], date(2022, 1, 1)) is None
