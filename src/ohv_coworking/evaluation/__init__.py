"""What may be said of a survey: who counts, answers as words, tables of one base, and what of them may be printed.

The answers come from `survey/`, the methods from `estimation/`, what is withheld from `disclosure/`.
"""

from ohv_coworking.basics.faces import face

__getattr__, __all__ = face(
    __name__,
    {
        "evaluated_survey": "evaluate_survey",
        "evaluated_sample": "evaluated",
        "public_answers": "PublicAnswers",
    },
)
