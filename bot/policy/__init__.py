"""Decides the next action from the conversation: rules, forms, stories, knowledge, clarification; pure."""
