"""R's survey package (Lumley 2010) as an independent check of estimates and weights."""

import shutil
import subprocess

import numpy as np
import pandas as pd
import pytest

from ohv_coworking.estimation.raking import rake
from ohv_coworking.estimation.stratified import Design, mean, share, total
from ohv_coworking.estimation.willingness_to_pay import fit_logistic_demand

pytestmark = pytest.mark.slow

SCRIPT = """
suppressPackageStartupMessages(library(survey))
d <- read.csv("answers.csv", stringsAsFactors = TRUE)
out <- function(name, x) cat(name, "\\t", paste(format(as.numeric(x), digits = 16), collapse = " "), "\\n", sep = "")
both <- function(name, x) out(name, c(coef(x)[1], SE(x)[1]))

strata <- svydesign(~1, strata = ~town, weights = ~weight, fpc = ~people, data = d)
both("mean", svymean(~price, strata))
both("total", svytotal(~price, strata))
both("group", svymean(~price, subset(strata, age == "jung")))
both("share", svymean(~yes, strata))

plain <- svydesign(~1, weights = ~weight, data = d)
raked <- calibrate(plain, ~town + age, calfun = "raking", epsilon = 1e-12, maxit = 200,
  population = c(`(Intercept)` = 1000, townOranienburg = 600, townVelten = 100, agejung = 550))
out("weights", weights(raked))
both("raked", svymean(~price, raked))
out("logistic", coef(glm(cbind(bought, 100 - bought) ~ price, binomial,
  data = data.frame(price = c(50, 80, 110, 140, 170), bought = c(81, 62, 44, 22, 9)), epsilon = 1e-14)))
"""

MARGINS = {
    "town": pd.Series({"Hennigsdorf": 300.0, "Oranienburg": 600, "Velten": 100}),
    "age": pd.Series({"alt": 450.0, "jung": 550}),
}


@pytest.fixture(scope="module")
def answers():
    generator = np.random.default_rng(11)
    n = 200
    town = generator.choice(list(MARGINS["town"].index), n, p=[0.3, 0.4, 0.3])
    return pd.DataFrame(
        {
            "town": town,
            "age": generator.choice(["alt", "jung"], n),
            "people": pd.Series(town).map({"Hennigsdorf": 2700, "Oranienburg": 4700, "Velten": 1200}),
            "weight": generator.uniform(0.5, 3, n).round(3),
            "price": generator.normal(100, 30, n).round(2) + 20 * (town == "Velten"),
            "yes": generator.integers(0, 2, n),
        }
    )


@pytest.fixture(scope="module")
def in_r(answers, tmp_path_factory):
    if shutil.which("Rscript") is None:
        pytest.skip("Rscript is not installed (Debian: r-base-core, r-cran-survey)")
    here = tmp_path_factory.mktemp("r")
    answers.to_csv(here / "answers.csv", index=False)
    done = subprocess.run(["Rscript", "-e", SCRIPT], cwd=here, capture_output=True, text=True)
    if "there is no package called" in done.stderr:
        pytest.skip("R lacks the package survey (Debian: r-cran-survey)")
    assert 0 == done.returncode, done.stderr
    lines = (line.split("\t") for line in done.stdout.splitlines())
    return {name: np.array(numbers.split(), float) for name, numbers in lines}


class TestAgainstR:
    def test_stratified_estimates(self, answers, in_r):
        """Mean, total, mean of a group and share in three strata with fpc, and their errors."""
        design = Design(answers["weight"], answers["town"], answers["people"])
        young = answers["age"] == "jung"
        found = {
            "mean": mean(answers["price"], design),
            "total": total(answers["price"], design),
            "group": mean(answers["price"], design, young),
            "share": share(answers["yes"], design),
        }
        for name, estimate in found.items():
            assert np.allclose(in_r[name], (estimate.value, estimate.standard_error), rtol=1e-9), name

    def test_raked_weights_and_their_error(self, answers, in_r):
        """Raking gives R's weights; the error after calibration is R's."""
        raked = rake(answers, MARGINS, answers["weight"], tolerance=1e-12)
        design = Design(
            raked.weights, calibrated_to=answers[["town", "age"]], design_weights=answers["weight"]
        )
        found = mean(answers["price"], design)

        assert np.allclose(in_r["weights"], raked.weights, rtol=1e-8)
        assert np.allclose(in_r["raked"], (found.value, found.standard_error), rtol=1e-8)

    def test_logistic_demand(self, in_r):
        """The demand curve of greatest likelihood is R's glm."""
        found = fit_logistic_demand([50, 80, 110, 140, 170], [81, 62, 44, 22, 9], [100] * 5)

        assert np.allclose(in_r["logistic"], (found.intercept, found.slope), rtol=1e-5)
