"""Letters and files about one case."""
