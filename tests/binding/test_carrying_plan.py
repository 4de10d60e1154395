"""A plan that needs no support is a study like any other: it builds, and no sentence divides by nothing."""

import re

import pytest
from bs4 import BeautifulSoup

from claim_checks import false_claims
from study_runs import build, copy_project, ledgers

PRICE = re.compile(r"(?<= price: \{)value: [\d.]+(?:, low: [\d.]+, high: [\d.]+)?")


def with_prices(text: str, factor: float) -> str:
    """Return the parameters with every price times `factor`."""
    dearer = re.compile(r"[\d.]+")
    return PRICE.sub(
        lambda price: dearer.sub(lambda digits: f"{float(digits[0]) * factor:g}", price[0]), text
    )


@pytest.fixture(scope="module", params=[4, 7], ids=["only the optimistic case carries", "all cases carry"])
def carrying(request, root, tmp_path_factory):
    folder = copy_project(root, tmp_path_factory.mktemp("carrying"))
    text = (folder / "study.yaml").read_text(encoding="utf-8")
    (folder / "dear.yaml").write_text(with_prices(text, request.param), encoding="utf-8")
    build(folder, "PARAMS=dear.yaml")
    page = BeautifulSoup((folder / "reports" / "dear" / "studie.html").read_text(encoding="utf-8"), "lxml")
    return (
        request.param,
        page.get_text(" ", strip=True),
        ledgers(folder, "dear"),
        false_claims(folder, "dear"),
    )


@pytest.mark.slow
class TestCarryingPlan:
    def test_says_whether_it_carries_itself(self, carrying):
        """At seven times the price the house earns what it costs, and the summary says so."""
        factor, text, figures, _ = carrying

        assert (factor == 7) == figures["figure:viability.carries_itself"]["value"]
        assert ("trägt sich nach heutigem Wissen aus eigenen Einnahmen" in text) == (factor == 7)

    def test_claims_only_what_its_own_figures_say(self, carrying):
        *_, claimed_falsely = carrying

        assert [] == claimed_falsely

    def test_divides_by_no_support_that_is_not_paid(self, carrying):
        """Where a case needs no support, there is nothing to compare the value of the ways with."""
        _, text, figures, _ = carrying
        returned = figures["figure:impact.value_per_euro"]

        assert (figures["figure:viability.subsidy_per_year"]["value"] > 0) == (returned["value"] is not None)
        assert not re.search(r"\b(?:nan|inf|unbegrenzt €)\b", text)
