"""How fast the lists are with many cases, beside the database alone and beside Django alone."""
