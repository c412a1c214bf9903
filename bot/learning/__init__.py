"""Learning from transcripts: export, review, and training again from what was approved."""
