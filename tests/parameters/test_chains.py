"""Shares are multiplied only along a chain of those whom the share before left."""

import pytest

from ohv_coworking.basics.errors import InputFault, InputFaults
from ohv_coworking.parameters import load
from ohv_coworking.parameters.assumptions import CHAINS, Assumptions, DemandAssumptions
from ohv_coworking.parameters.chains import along


@pytest.fixture(scope="module")
def assumptions(root):
    return load(root / "study.yaml").assumptions


def test_each_share_of_demand_says_of_whom():
    """No share of the demand without a base."""
    declared = {name: field.json_schema_extra for name, field in DemandAssumptions.model_fields.items()}

    assert [] == [name for name, extra in declared.items() if extra["unit"] == "Anteil" and not extra["of"]]


def test_chains_lead_from_one_share_to_the_next(assumptions):
    for start, names in CHAINS:
        shares = [(getattr(assumptions, name), 0.5) for name in names]

        assert len(names) + 1 == len(along(start, 100, shares))
    assert set(CHAINS[0][1]) <= set(Assumptions.model_fields)


def test_a_share_of_others_is_not_multiplied(assumptions):
    """The preference is one of those with consent, not of all out-commuters."""
    with pytest.raises(ValueError, match="preference_share is a share of"):
        along("Auspendelnde", 100, [(assumptions.remote_share, 0.2), (assumptions.preference_share, 0.1)])


@pytest.mark.parametrize(
    ("base", "told"),
    [('" "', "die Grundgesamtheit des Anteils"), ("Beschäftigte in Dienstleistungen", "malnehmen")],
    ids=["none", "others"],
)
def test_the_file_is_held_to_the_chain(root, tmp_path, base, told):
    """A share without a base, or of others than the step before leaves, is refused in German with its place."""
    text = (root / "study.yaml").read_text(encoding="utf-8")
    file = tmp_path / "study.yaml"
    file.write_text(
        text.replace("    value: 0.13\n", f"    value: 0.13\n    of: {base}\n", 1), encoding="utf-8"
    )

    with pytest.raises((InputFault, InputFaults)) as caught:
        load(file)

    assert "preference_share.of" in str(caught.value) and told in str(caught.value)
