"""Surveys: the questionnaire, and one module per tool that says what its export means."""
