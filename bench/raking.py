"""Time one raking iteration over 100,000 respondents and four margins against one weighted np.bincount.

Both are measured in the same run, so that the ratio hardly depends on the machine. Run: python bench/raking.py
"""

from timeit import repeat

import numpy as np
import pandas as pd

from ohv_coworking.estimation.margins import coded_margins
from ohv_coworking.estimation.raking import rake

RESPONDENTS = 100_000
CATEGORIES = {"age": 8, "town": 3, "employment": 5, "gender": 3}
MOST_RATIO = 15


def best(call, times: int = 40) -> float:
    """Return the shortest of several runs in seconds: what the machine needs when nothing disturbs it."""
    return min(repeat(call, number=1, repeat=times))


def main() -> None:
    """Print the times of a bincount and of a raking, and the ratio of one iteration to the first."""
    generator = np.random.default_rng(2021)
    respondents = pd.DataFrame(
        {
            name: pd.Categorical.from_codes(
                generator.choice(count, RESPONDENTS, p=generator.dirichlet(np.full(count, 20))),
                [f"{name} {category}" for category in range(count)],
            )
            for name, count in CATEGORIES.items()
        }
    )
    margins = {
        name: pd.Series(
            generator.dirichlet(np.full(count, 20)) * RESPONDENTS, respondents[name].cat.categories
        )
        for name, count in CATEGORIES.items()
    }
    weights = generator.uniform(0.5, 2, RESPONDENTS)
    codes = respondents["age"].cat.codes.to_numpy(np.intp)

    bincount = best(lambda: np.bincount(codes, weights))
    iterations = rake(respondents, margins, weights).iterations
    coding = best(lambda: coded_margins(respondents, margins, weights))
    whole = best(lambda: rake(respondents, margins, weights))
    ratio = (whole - coding) / iterations / bincount
    print(f"ein gewichtetes bincount                     {1000 * bincount:7.3f} ms")
    print(f"Gewichtung mit {iterations} Durchläufen                {1000 * whole:7.3f} ms")
    print(f"  davon Kodieren der Antworten               {1000 * coding:7.3f} ms")
    print(f"Verhältnis eines Durchlaufs zu bincount      {ratio:7.1f}    (höchstens {MOST_RATIO})")
    print(f"Verhältnis mit dem Kodieren                  {whole / iterations / bincount:7.1f}")
    if ratio > MOST_RATIO:
        raise SystemExit("Die Gewichtung ist zu langsam.")


if __name__ == "__main__":
    main()
