"""What each command does: read files, call the street, write files, tell the user."""
