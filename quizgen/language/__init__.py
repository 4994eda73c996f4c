"""All that depends on a language: what quizgen says, and what it knows of words and numbers."""
