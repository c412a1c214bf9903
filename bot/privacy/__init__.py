"""Personal data: finding it in texts and masking it."""
