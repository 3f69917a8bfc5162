"""Words and phrases by which a postal address is told."""

from __future__ import annotations

import re

from frontdesk.privacy.spans import BLOT
from frontdesk.privacy.words import word_set

# Words that hardly ever end anything but a street's name.
STREETS = word_set("""
av ave avenue blvd boulevard brae calle cres crescent expressway gardens gdns highway hwy lane ln mews parkway pkwy rd
road rue st str straat strasse street terr terrace turnpike wynd
""")
# Words that are plain words as well: they need a capital, an announcement, or more of an address after them.
STREETS_TOO = word_set("""
alley bank bridge buildings cir circle close court croft cross ct dr drive end estate field fields fold garth gate
green grove heath heights hill house loop manor meadow meadows mount orchard parade park path pl place quay ridge rise
row sq square trail vale view walk way wharf yard
""")
HOUSES = word_set("""
annex annexe apartment apartments apt barn block building buildings bungalow cottage cottages court croft farm
farmhouse flat flats floor forge grange hall house lodge manor mansions mill plot rectory residence room studio suite
tower towers unit vicarage villa villas
""")
# After a number these make it a measure, not a house number.
MEASURES = word_set("""
am bad big day days different feet flat ft good half hilly hour hours hr hrs k kg km kms lbs less long m meter meters
metre metres mg mile miles min mins minute minutes month months more nd other out per percent pm rd reps sets short
small steep steps stone th times week weeks x yards yds year years yr yrs
""")
# What makes "hilly road" no street: "road runs".
ROAD_NOUNS = word_set("""
accident bike bikes cycle cycling map marathon race races relay ride rides run runner running runs side traffic trip
trips walk walks works
""")
IN_NAMES = word_set("""
church co county de du east first good great green high hill la le les little long lower new north of old park saint
second south st station the third upper view west y
""")
# "the high street" is everywhere.
ANY_STREETS = word_set("back busy high main my next old open our same side the")
NUMBER_WORDS = word_set("""
eight eighteen eleven fifteen five four fourteen nine nineteen one seven seventeen six sixteen ten thirteen three
twelve twenty two
""")
BIG_PLACES = word_set("""
california cambridge devon england essex florida ireland kent london melbourne ontario oxford scotland sydney texas uk
usa wales york
""")
HOUSE_NUMBER = re.compile(r"\d{1,5}(?:[a-z]|-\d{1,4}[a-z]?)?")
# Where the house number comes last: "calle mayor 15", "Hauptstraße 12".
NUMBER_LAST = re.compile(
    r"(?<!\w)(?:(?:calle|rue|avenida|avda|via|viale|piazza|ulica|ul\.?|rua|corso)\s(?:[^\W\d_]+\s){1,4}|"
    r"[^\W\d_]{2,30}(?:strasse|straße|str\.|gasse|platz|straat|laan|gatan|vägen|veien)\s)\d{1,4}(?!\w)", re.IGNORECASE)
UNIT_BEFORE = re.compile(
    r"(?:\b(?:flat|apartment|apt|unit|suite|ste|room|floor|block|house|number|no|plot|door|villa)\.?\s{0,2}#?\w{1,5}|"
    r"\b(?:ground|first|second|third|top|basement)\sfloor(?:\sflat)?|#\s?\d{1,5}|\b\d{1,4}/\d{1,4}|\b\d{1,4}(?=/))"
    r"(?:\s{0,2},\s{0,2}|\s{1,2}|/)(?:(?:at|of)\s)?$|"
    r"\b(?:flat|apartment|apt|unit|suite|ste|number|no|plot)\.?\s{1,2}$", re.IGNORECASE)
_DWELLS = (
    r"(?:live|lives|lived|living|stay|stays|stayed|staying|reside|resides|residing|moved|moving|relocated|based|am|are|is|"
    r"'m|'re|im|were)"
)
ANNOUNCED = re.compile(
    rf"(?:\b(?:i|we|he|she|they|who|mum|dad)\s?(?:\w+\s)?{_DWELLS}|\b(?:im|living|staying|residing|moving|based)|"
    rf"\b(?:address|home|house|flat|send|sent|post|postal|posted|deliver|delivered|visit))\b[^.!?\n{BLOT}]{{0,24}}$",
    re.IGNORECASE)
AT_HOME = re.compile(
    rf"\b(?:live|lives|living|lived|stay|staying|moved|based|address|house|home|flat|am|are|'m|im)\b"
    rf"[^.!?\n{BLOT}]{{0,16}}\b(?:on|at|in|to|off|is|near|of)\s{{1,2}}$", re.IGNORECASE)
SAID = re.compile(
    r"(?<!your )(?<!the clinic )(?<!clinic's )(?<!web )(?<!ip )(?<!the clinics )\baddress(?:es)?\s?"
    r"(?:is|was|:|-|=|'s|has\schanged\sto|changed\sto|to)\s{0,2}(?:(?:now|to|at|is|:)\s{1,2}){0,2}", re.IGNORECASE)
_FROM_HERE = (
    r"(?:\b(?:i|we|he|she|they|who|mum|dad|husband|wife|and|currently|now|just)\s(?:(?:also|now|currently|just|still)\s)?"
    r"(?:live|lives|lived|stay|stays|reside|resides|moved|relocated)\s(?:\w+\s){0,2}(?:in|near|to|at)|"
    r"\b(?:living|residing|based|staying)\s(?:\w+\s){0,1}(?:in|near|at)|"
    r"\b(?:i|we|he|she)(?:'m|'re|'s|m)?\s(?:(?:am|are|is|come|originally|actually)\s){0,2}from)\s{1,2}"
)
LIVES_IN = re.compile(_FROM_HERE, re.IGNORECASE)
CLAUSE_END = re.compile(
    rf"[.!?;\n{BLOT}]|\s-\s|,?\s(?:and|but|so|can|could|is|are|do|does|which|because|if|when|how|what|where|i|my|please|"
    r"pls|thanks|for|near|about|that|since|with|it|its)\b", re.IGNORECASE)
