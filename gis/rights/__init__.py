"""Rights as people handle them: given, asked for, tried out with another's eyes, listed."""
