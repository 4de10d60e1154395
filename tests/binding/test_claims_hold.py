"""No edition prints a sentence that its own figures deny: two variants and two regions are held to it with their other slow
tests (`test_carrying_plan`, `test_regions`), the rest here.
"""

import re

import pytest

from claim_checks import false_claims
from study_runs import build, copy_project

# What a variant changes in study.yaml: what is found, and what takes its place.
VARIANTS = {
    "little work from home": (r"(remote_share:\n\s+value: )0\.241", r"\g<1>0.215"),
    "rent free": (
        r"(rent_per_square_metre: \{price_year: 2019, value: )8, low: 6, high: 10",
        r"\g<1>0, low: 0, high: 0",
    ),
    "all consent": (r"(employer_consent:\n\s+value: )0\.35", r"\g<1>0.66"),
    "hardly any consent": (r"(employer_consent:\n\s+value: )0\.35", r"\g<1>0.12"),
    "offers": (r"price: null, source: \"Angebot noch zu erbitten\"", 'price: 90, source: "Angebot vom Test"'),
    "dear offers": (
        r"price: null, source: \"Angebot noch zu erbitten\"",
        'price: 600, source: "Angebot vom Test"',
    ),
    "short horizon": (r"horizon_years: \d+", "horizon_years: 5"),
    "later": (r"opening_month: 2028-09-01", "opening_month: 2030-01-01"),
    "strict rules": (r"majority: 0\.5\n", "majority: 0.9\n"),
    "other weights": (r"(?s)public_cost: 0\.20(.*?)users: 0\.20", r"public_cost: 0.30\1users: 0.10"),
}
REGIONS = {"Falkensee": "12063080", "Hennigsdorf and Velten": "12065136,12065332"}


class TestBaseEdition:
    def test_claims_only_what_its_ledger_and_draws_say(self, built):
        assert [] == false_claims(built)


@pytest.mark.exhaustive
class TestOtherEditions:
    @pytest.mark.parametrize("variant", VARIANTS)
    def test_a_variant_claims_only_what_its_own_figures_say(self, variant, root, tmp_path):
        folder = copy_project(root, tmp_path)
        text = (folder / "study.yaml").read_text(encoding="utf-8")
        changed, count = re.subn(*VARIANTS[variant], text)
        assert count, variant
        (folder / "variant.yaml").write_text(changed, encoding="utf-8")

        build(folder, "PARAMS=variant.yaml")

        assert [] == false_claims(folder, "variant", "variant.yaml")

    @pytest.mark.parametrize("keys", REGIONS.values(), ids=REGIONS)
    def test_a_region_claims_only_what_its_own_figures_say(self, keys, root, tmp_path):
        folder = copy_project(root, tmp_path)

        build(folder, f"REGION={keys}")

        assert [] == false_claims(folder, f"region-{keys.replace(',', '-')}")
