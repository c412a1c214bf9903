"""Decides the next action: rules, forms, stories, knowledge, clarification; pure."""
