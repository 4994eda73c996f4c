"""A hand-checked question bank, compiled into Anki decks and printed quizzes that cite their source."""
