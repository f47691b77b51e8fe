"""A package of parts as Word reads it: content types, relationships and a zip that depends on nothing but the parts.

ECMA-376 part 2 (Open Packaging Conventions). python-docx could do it too, but takes longer to import than a speech to write.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Final, NamedTuple

from generator.docx_names import HEAD
from generator.xml_text import quoteattr

_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)  # the earliest date a zip can hold: no clock in the file
_TYPES: Final = "[Content_Types].xml"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CORE_PROPERTIES: Final = f"{_PACKAGE}/relationships/metadata/core-properties"
_WORD_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"


class Part(NamedTuple):
    """One part: its name in the zip, its media type and the relationship by which the part that needs it finds it."""

    name: str
    content_type: str
    relationship: str

    @classmethod
    def word(cls, name: str, kind: str = "") -> Part:
        """Give a part of WordprocessingML, ``word("footer1", "footer")``."""
        kind = kind or name
        return cls(f"word/{name}.xml", f"{_WORD_TYPE}.{kind}+xml", f"{RELATIONSHIPS}/{kind}")


DOCUMENT: Final = Part("word/document.xml", f"{_WORD_TYPE}.document.main+xml", f"{RELATIONSHIPS}/officeDocument")


class Members(dict[str, bytes]):
    """The members of a .docx by name; :meth:`add` keeps content types and relationships in step."""

    @classmethod
    def empty(cls) -> Members:
        """Make a package without parts."""
        defaults = (
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
        )
        return cls({_TYPES: f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">{defaults}</Types>'.encode()})

    @classmethod
    def unpacked(cls, data: bytes) -> Members:
        """Take the members of a .docx that python-docx has written."""
        with zipfile.ZipFile(io.BytesIO(data)) as source:
            return cls({name: source.read(name) for name in source.namelist()})

    def add(self, part: Part, data: bytes | str, owner: str = "") -> str:
        """Put a part in, related to the part *owner* ("" is the package), and give the id of that relationship."""
        self[part.name] = data if isinstance(data, bytes) else data.encode()
        self._insert(_TYPES, f'<Override PartName="/{part.name}" ContentType={quoteattr(part.content_type)}/>')
        folder, _, file = owner.rpartition("/")
        relationships = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
        if relationships not in self:
            self[relationships] = f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships"></Relationships>'.encode()
        key = next(each for each in _ids() if f'"{each}"'.encode() not in self[relationships])
        target = part.name.removeprefix(f"{folder}/") if folder else part.name
        entry = f'<Relationship Id="{key}" Type={quoteattr(part.relationship)} Target={quoteattr(target)}/>'
        self._insert(relationships, entry)
        return key

    def _insert(self, name: str, element: str) -> None:
        """Put an element last into the one that the member *name* consists of."""
        end = self[name].rindex(b"</")
        self[name] = self[name][:end] + element.encode() + self[name][end:]

    def packed(self) -> bytes:
        """Give the zip: parts in order of name after the content types, all dated 1980."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", compresslevel=6) as file:
            for name in sorted(self, key=lambda name: (name != _TYPES, name)):
                member = zipfile.ZipInfo(name, _FIRST_DAY)
                member.compress_type = zipfile.ZIP_DEFLATED
                member.create_system = 3  # the same on every system
                member.external_attr = 0o600 << 16
                file.writestr(member, self[name])
        return target.getvalue()


def _ids() -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"rId{number}"
