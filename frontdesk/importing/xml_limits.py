"""XML of others: read without document types and entities, and refused where it is damaged."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]

from frontdesk.importing.imported import Unreadable

_DEEPEST = 200  # elements in each other


def elements(data: bytes) -> Iterator[Element]:
    """The elements of an XML file as they end, each with what is in it.

    Raises:
        Unreadable: it declares entities or a document type, which can make a small file endless or let it read others;
            it is nested more deeply than any document is; or it isn't XML.
    """
    depth = 0
    try:
        for event, element in iterparse(BytesIO(data), events=("start", "end"), forbid_dtd=True):
            depth += 1 if event == "start" else -1
            if depth > _DEEPEST:
                raise Unreadable("The file is nested too deeply to be read.")
            if event == "end":
                yield element
    except DefusedXmlException:
        raise Unreadable("The file declares a document type or entities of its own, which a harmless one doesn't. "
                         "Export or save it again.") from None
    except (ParseError, ValueError, LookupError):
        raise Unreadable("The file is damaged: it isn't well-formed XML. Export or save it again.") from None
