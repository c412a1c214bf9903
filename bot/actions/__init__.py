"""What the bot does: rasa-sdk actions, run in process."""
