"""Postcodes and post-office boxes: the parts of an address that can be told by their form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from frontdesk.privacy.spans import Span

_AREAS = (
    "AB|AL|B|BA|BB|BD|BH|BL|BN|BR|BS|BT|BX|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|E|EC|EH|EN|EX|FK|"
    "FY|G|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|L|LA|LD|LE|LL|LN|LS|LU|M|ME|MK|ML|N|NE|NG|NN|NP|"
    "NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|S|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|W|"
    "WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE"
)
_UK = re.compile(
    rf"(?<![\w-])(?:{_AREAS})(?:\d[\dA-HJKMNPR-Y]?|\d[A-Z])[\s-]{{0,2}}[\dO][ABD-HJLNP-UW-Z]{{2}}(?!\w)", re.IGNORECASE)
# "l5 2nd", "t12 3hr": a vertebra and a measure.
_VERTEBRA = re.compile(r"[LST]\d{1,2}\s+(?:1ST|2ND|3RD|\d(?:TH|HR|YR|ST|PT|XS|FT|LB|WK))", re.IGNORECASE)
_STATES = (
    r"AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|"
    r"PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|"
    r"Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|"
    r"Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New\sHampshire|New\sJersey|New\sMexico|New\sYork|"
    r"North\sCarolina|North\sDakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode\sIsland|South\sCarolina|South\sDakota|"
    r"Tennessee|Texas|Utah|Vermont|Virginia|Washington|West\sVirginia|Wisconsin|Wyoming"
)
_OTHERS = tuple(re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE) for pattern in (
    rf"(?:{_STATES})\.?,?\s{{1,2}}\d{{5}}(?:-\d{{4}})?(?!-)",
    r"(?:NSW|VIC|QLD|TAS|ACT|NT|SA|WA)\.?,?\s{1,2}\d{4}",
    r"[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z]\s?\d[ABCEGHJ-NPRSTV-Z]\d",  # Canada
    r"[AC-FHKNPRTV-Y]\d[\dW]\s?(?=[A-Z]{0,3}\d)[0-9AC-FHKNPRTV-Y]{4}",  # Ireland
))
_SAID = re.compile(
    r"\b(?:zip(?:\s?code)?|post\s?code|postal\s?code|pin\s?code|eircode)\s{0,2}(?:is|was|:|=|-|its|it's)?\s{0,2}"
    r"((?=[a-z\d]{0,3}\d)[a-z\d]{2,6}(?:[\s-]{1,2}(?=[a-z]{0,3}\d)[a-z\d]{3,4}\b)?)(?!\w)", re.IGNORECASE)
_BOX = re.compile(r"(?<!\w)(?:post\s?office|p\.?\s?o\.?)\s?box\s?(?:number|no\.?)?\s?\d{1,6}(?!\w)", re.IGNORECASE)


def postcodes(text: str) -> Iterator[Span]:
    """Postcodes of the UK, Ireland, the US, Canada and Australia, and what is said to be one."""
    for match in _UK.finditer(text):
        if not _VERTEBRA.fullmatch(match.group()):
            yield Span(match.start(), match.end(), "address")
    for pattern in _OTHERS:
        yield from (Span(match.start(), match.end(), "address") for match in pattern.finditer(text))
    yield from (Span(match.start(1), match.end(1), "address") for match in _SAID.finditer(text))


def boxes(text: str) -> Iterator[Span]:
    """Post-office boxes."""
    yield from (Span(match.start(), match.end(), "address") for match in _BOX.finditer(text))
