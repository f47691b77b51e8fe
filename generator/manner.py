"""How drafts are made and written, the same for one and for many."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from generator.comments import Comment
from generator.generation import Generated
from generator.provenance import made_from, with_provenance
from generator.settings import Settings
from generator.writers import write


class Manner(Struct, frozen=True):
    """How drafts are made and written; the same for one and for many."""

    settings: Settings
    seed: int = 0
    annotate: bool = False
    force: bool = False
    final: bool = False

    def written(self, generated: Generated, path: Path) -> bytes:
        """Give the bytes of a draft for *path*: with sources and the remarks of ``check`` where they are asked for."""
        draft = generated.draft
        comments: tuple[Comment, ...] = ()
        if self.annotate and not self.final:
            draft = with_provenance(draft, generated.bank)
            if path.suffix.lower() == ".docx":
                from generator.checking.remarks import remarks  # only an annotated draft pays for it

                comments = remarks(draft, generated.brief, self.settings)
        return write(
            draft,
            path.suffix,
            self.settings,
            annotate=self.annotate,
            name=str(path),
            comments=comments,
            made_from=made_from(generated.brief, generated.outline, generated.bank),
            final=self.final,
        )
