"""Which features people take for granted, pay for or do not care about (Kano 1984).

Categories: M must-be, O one-dimensional, A attractive, I indifferent, R reverse, Q questionable.
"""

import numpy as np
import pandas as pd

# In the order in which a tie is decided (Berger et al. 1993).
CATEGORIES = ("M", "O", "A", "I", "R", "Q")

# Rows: how would it be to have it; columns: how would it be without; from "I like it" (1) to "I dislike it" (5).
EVALUATION = np.array([list(row) for row in ("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ")])


def categories(with_it: pd.Series, without_it: pd.Series) -> pd.Series:
    """Return each respondent's category from answers 1 to 5 to both questions; missing if either is."""
    both = with_it.notna() & without_it.notna()
    result = pd.Series(pd.NA, index=with_it.index, dtype="string")
    answers = [answer[both].to_numpy(int) - 1 for answer in (with_it, without_it)]
    if any(((answer < 0) | (answer > 4)).any() for answer in answers):
        raise ValueError("answers must be 1 to 5")
    result[both] = EVALUATION[answers[0], answers[1]]
    return result


def evaluate(counts: pd.DataFrame) -> pd.DataFrame:
    """Return satisfaction coefficients, category and strengths of each feature (row) from its counts (columns).

    CS+ = (A + O) / (A + O + M + I) and CS- = -(M + O) / (A + O + M + I): reverse and questionable answers stay
    out (Matzler et al. 1996). Total strength is the share of A, O and M, category strength the lead of the
    largest category over the second (Lee and Newcomb 1997), both of all answers.
    """
    counts = counts.reindex(columns=list(CATEGORIES), fill_value=0).astype(float)
    weighing = counts[["A", "O", "M", "I"]].sum(axis=1)
    shares = counts.div(counts.sum(axis=1), axis=0)
    ranked = np.sort(shares.to_numpy(), axis=1)
    return pd.DataFrame(
        {
            "cs_plus": (counts["A"] + counts["O"]) / weighing,
            "cs_minus": -(counts["M"] + counts["O"]) / weighing,
            "category": counts.idxmax(axis=1),
            "total_strength": shares[["A", "O", "M"]].sum(axis=1),
            "category_strength": ranked[:, -1] - ranked[:, -2],
        }
    )
