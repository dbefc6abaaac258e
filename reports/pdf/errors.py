"""What the renderer refuses with."""


class RefusedResource(Exception):
    """A document asked for something outside itself; nothing was fetched and no PDF was made."""


class FontsMissing(Exception):
    """The packaged fonts are not on disk."""
