"""The questionnaire, the files it makes and the answers that come back, matched to its questions.

The questionnaire tells the readers what stands in each column (`told_questions`); invented answers are drawn from it too.
"""

from ohv_coworking.basics.faces import face

__getattr__, __all__ = face(
    __name__,
    {
        "questionnaire": "Questionnaire",
        "responses": "open_survey",
        "mapping": "Responses",
    },
)
