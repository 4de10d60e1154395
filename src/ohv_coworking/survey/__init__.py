"""The questionnaire, who answered, for how many they stand, and what may be said of it.

The questionnaire tells the readers what stands in each column (`told_questions`); answers that stand for people carry weights.
"""

from ohv_coworking.basics.faces import face

__getattr__, __all__ = face(
    __name__,
    {
        "questionnaire": "Questionnaire",
        "responses": "open_survey",
        "evaluated_sample": "evaluated",
        "respondent_weights": "weigh",
        "stratified": "Design mean share",
        "public_answers": "PublicAnswers",
        "price_sensitivity": "price_points",
        "intervals": "wilson sample_size",
    },
)
