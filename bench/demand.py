"""How fast the demand model is: a hundred thousand draws of all of it against drawing its inputs, in one run."""

import time

import numpy as np

from ohv_coworking.demand.model import Ground, demand
from ohv_coworking.exhibits.draws import drawn
from ohv_coworking.parameters import load
from ohv_coworking.parameters.study_file import project_root

DRAWS = 100_000
SHARES = ("remote_share", "employer_consent", "preference_share", "take_up")
OTHERS = ("freelancer_share", "town_participation", "others_share", "days_per_week", "busiest_day_share", "utilisation")  # fmt: skip


def seconds(call, repeats: int = 5) -> float:
    """Return the median processor time of a call; other programs on the machine don't count."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return float(np.median(times))


def main() -> None:
    assumptions = load(project_root() / "study.yaml").assumptions
    inputs = [getattr(assumptions, name) for name in (*SHARES, *OTHERS)]
    ground = Ground(
        population=np.array([47_000.0, 26_500.0, 12_000.0]), out_commuters=np.array([12_500.0, 8_000.0, 4_500.0]),
        self_employed_part=np.array([5e-4, 3e-4, 1e-4]), users_in_country=180_000, full_house=0.05, shares=inputs[:4],
    )  # fmt: skip
    values = {one.name: drawn(one, DRAWS) for one in inputs}
    density = np.random.default_rng(1).lognormal(-1.2, 0.4, DRAWS)
    drawing = seconds(lambda: [drawn(one, DRAWS) for one in inputs])
    model = seconds(lambda: demand(ground, values, density))
    print(f"100,000 draws of {len(inputs)} assumptions                  {drawing:8.3f} s")
    print(
        f"the whole demand model on them                    {model:8.3f} s   {model / drawing:.1f} x as long"
    )


if __name__ == "__main__":
    main()
