"""For how many an answer stands, and how sure a share, a mean or a price is: weights, strata, intervals, tests.

Methods over arrays and frames with their sources; they know no questionnaire.
"""

from ohv_coworking.basics.faces import face

__getattr__, __all__ = face(
    __name__,
    {
        "respondent_weights": "weigh",
        "raking": "rake",
        "stratified": "Design mean share",
        "intervals": "wilson sample_size",
        "price_sensitivity": "price_points",
    },
)
