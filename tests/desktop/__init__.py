"""What a learner does in Anki's own desktop program, done with its real windows, mouse and keys."""
