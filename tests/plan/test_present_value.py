import numpy as np
import pytest
import pyxirr

from ohv_coworking.plan.present_value import (
    internal_rate,
    net_present_value,
    payback,
)
from reference import case, within


class TestPublishedExamples:
    def test_excel_documentation(self):
        """NPV and IRR as printed in Excel's function documentation (P-FI-01)."""
        given, expected = (case("P-FI-01")[part] for part in ("inputs", "expected"))
        npv = net_present_value(0.1, given["npv"]["flows_end_of_year_1..4"], first_period=1)

        assert within(expected["excel_npv"], npv)
        assert within(expected["irr_5y"], internal_rate(given["irr_flows"]).rate)
        assert within(expected["irr_first_4y"], internal_rate(given["irr_flows"][:5]).rate)

    def test_first_flow_now_or_after_a_period(self):
        """Both conventions are offered by name (P-FI-04)."""
        given, expected = (case("P-FI-04")[part] for part in ("inputs", "expected"))
        flows = given["flows"]

        assert within(expected["npv_start_0"], net_present_value(given["rate"], flows))
        assert within(expected["npv_start_1"], net_present_value(given["rate"], flows, first_period=1))
        assert within(expected["irr"], internal_rate(flows).rate)

    def test_unusual_flows(self):
        """The root nearest to zero is the rate; a second root is reported (P-FI-06)."""
        given, expected = (case("P-FI-06")[part] for part in ("inputs", "expected"))
        flows = given["flows"]
        for name, wanted in expected["irr"]["value"].items():
            assert internal_rate(flows[name]).rate == pytest.approx(wanted, abs=1e-9)

        both = internal_rate(flows["two_roots"])
        assert within(expected["two_roots"], both.roots)
        assert both.note.startswith("mehrdeutig")

    @pytest.mark.parametrize("name", ["a", "b"])
    def test_payback(self, name):
        """Payback and discounted payback, linear inside the year (P-FI-10)."""
        given, expected = (case("P-FI-10")[part] for part in ("inputs", "expected"))
        flows, rate = given[name]["flows"], given[name]["rate"]

        assert within(expected[f"{name}_payback"], payback(flows))
        assert within(expected[f"{name}_discounted_payback"], payback(flows, rate))
        assert within(expected[f"{name}_npv"], net_present_value(rate, flows))


class TestInternalRate:
    @pytest.mark.parametrize("flows", [[100, 20, 30], [-100, -20], [0, 0, 0]])
    def test_no_sign_change_says_so(self, flows):
        """Without a change of sign there is no rate, only the reason."""
        found = internal_rate(flows)

        assert found.rate is None
        assert found.note == "nicht bestimmbar: die Zahlungsreihe wechselt das Vorzeichen nicht"

    def test_sign_change_without_root_says_so(self):
        """A change of sign promises no root: 1 - 3 x + 2.5 x^2 is never zero."""
        assert internal_rate([1, -3, 2.5]).note.startswith("nicht bestimmbar: kein Zinssatz")

    def test_agrees_with_an_independent_program(self):
        """One change of sign has one root, the one pyxirr finds, over 60 months too."""
        generator = np.random.default_rng(1)
        for _ in range(20):
            flows = np.r_[-generator.uniform(500, 2500), generator.uniform(0, 100, 60)]

            assert internal_rate(flows).rate == pytest.approx(pyxirr.irr(flows), abs=1e-10)


class TestShapes:
    def test_many_series_at_once(self):
        """A stack of series gives what each gives alone."""
        flows = np.random.default_rng(2).normal(size=(7, 12))
        flows[:, 0] = -3.0

        assert net_present_value(0.05, flows) == pytest.approx([net_present_value(0.05, f) for f in flows])
        assert payback(flows).tolist() == [float(payback(f)) for f in flows]

    def test_never_paid_back(self):
        """What never turns positive is paid back never."""
        assert payback([-10, 1, 1]) == np.inf
