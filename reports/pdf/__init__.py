"""The locked renderer: a Django template in, an accessible PDF out, nothing fetched from outside."""

from .errors import RefusedResource
from .render import render_pdf

__all__ = ["RefusedResource", "render_pdf"]
