"""The model: encoder and heads, calibration, training, evaluation and the version registry."""
