"""The plan as a funding programme sees it."""

from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest

from ohv_coworking.concept.funding_project import FUNDED_YEARS, plan_project
from ohv_coworking.plan.plan_overview import investments
from plan_example import model

TIMES = pd.DataFrame({"start": {"C2": 10, "D1": 30}, "finish": {"C2": 25, "D1": 34}})
REGION = SimpleNamespace(first_town="12065256", district="12065", state="12")
# A post of two years, wholly subsidised at first but for contributions of 1,000 euros a year.
JOB = pd.DataFrame({"gross": [25_000.0, 25_000.0], "subsidy": [24_000.0, 21_600.0]})
PROGRAMMES = [
    SimpleNamespace(key="de-minimis", maximum_eur=300_000.0),
    SimpleNamespace(key="other", maximum_eur=1.0),
]


@pytest.fixture(scope="module")
def run():
    return model().run()


@pytest.fixture(scope="module")
def project(run):
    return plan_project(
        run, TIMES, PROGRAMMES, region=REGION, reference_date=date(2026, 11, 1), legal_form="gGmbH",
        support_eur=90_000.0, job=JOB, jobs=2, prefinancing_eur=10_000.0,
    )  # fmt: skip


class TestProject:
    def test_application_and_start_follow_the_schedule(self, project):
        """Ten weeks to the application, fifteen more to the approval, and no order before it; each on a working day."""
        assert date(2027, 1, 11) == project.application
        assert date(2027, 4, 23) == project.approval
        assert project.approval <= project.start == date(2027, 5, 31)

    def test_staff_and_operation_are_the_support_of_the_funded_years(self, run, project):
        """The support pays for staff first; nothing is applied for twice; what no rate covers of a post is operation."""
        staff = float(run["reference_staff"])

        assert FUNDED_YEARS * staff == pytest.approx(project.costs_eur["Personal"])
        assert FUNDED_YEARS * max(90_000.0 - staff, 0.0) + 4_000.0 == pytest.approx(
            project.costs_eur["Betrieb"]
        )

    def test_a_rate_refers_to_what_the_first_year_pays_in_full(self, project):
        """Two posts, two years, 24,000 euros each."""
        assert 96_000.0 == project.costs_eur["Geförderte Stelle"]

    def test_the_investment_is_what_is_bought_before_the_opening(self, run, project):
        assert investments(run)["cost"].sum() == pytest.approx(project.costs_eur["Investition"])

    def test_it_counts_wherever_it_lies(self, project):
        """A programme of town, county, Land or federation may apply."""
        assert {"12065256", "12065", "12", "00"} == project.areas
        assert 300_000.0 == project.de_minimis_ceiling_eur
