"""Fields that count with some answers only."""

from typing import ClassVar


class ConditionalMixin:
    """Put before PlainForm. With another answer than theirs, the fields of ``only_with`` are
    neither asked, nor judged, nor kept: whatever was typed there comes out empty.
    """

    # The field whose answer decides, and per dependent field the answers it belongs to.
    deciding = ""
    only_with: ClassVar[dict[str, tuple[str, ...]]] = {}

    def full_clean(self):
        idle = [self.fields[name] for name in self.idle()]
        required = [field.required for field in idle]
        for field in idle:
            field.required, field.disabled = False, True
        super().full_clean()
        # Back to what it was, so that the page does not call them optional.
        for field, was_required in zip(idle, required, strict=True):
            field.required, field.disabled = was_required, False

    def idle(self) -> list[str]:
        """The fields that do not count with the answers as they are."""
        answer = self.data.get(self.add_prefix(self.deciding))
        return [n for n, answers in self.only_with.items() if n in self.fields and answer not in answers]
