"""Reads and checks a project folder in Rasa's layout."""
