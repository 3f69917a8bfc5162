"""Redaction: personal details go, what the message is about stays readable."""

from __future__ import annotations

import re
import time

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.evaluation.redaction import Case, judge, measure
from frontdesk.privacy.lexicon import lexicon
from frontdesk.privacy.numbers import valid_nhs_number
from frontdesk.privacy.redaction import find, redact
from frontdesk.privacy.spans import KINDS, blot, plain

NAMES = {
    "hi im jo smith": "hi im [name]",
    "my name is will": "my name is [name]",
    "my name is rose marsh and my hip hurts": "my name is [name] and my hip hurts",
    "its dave here, calf still sore": "its [name] here, calf still sore",
    "dr patel told me to rest": "dr [name] told me to rest",
    "Dr. J. Brown said so": "Dr. [name] said so",
    "mrs d. prosser for 3pm": "mrs [name] for 3pm",
    "my husband Gareth has sciatica": "my husband [name] has sciatica",
    "ask for Susan": "ask for [name]",
    "gareths appointment": "[name] appointment",
    "susan's knee": "[name]'s knee",
    "mark told me to ice it": "[name] told me to ice it",
    "i'm mark, 56": "i'm [name], 56",
    "i'm will from the rugby club": "i'm [name] from the rugby club",
    "me and jack want to come": "me and [name] want to come",
    "does jasmine do massage": "does [name] do massage",
    "is it ewelina or ewa": "is it [name] or [name]",
    "why does it hurt? bill": "why does it hurt? [name]",
    "kind regards, oluwadamilola": "kind regards, [name]",
    "may lin wong is my name": "[name] is my name",
    "maria de la cruz speaking": "[name] speaking",
    "my gp dr van der merwe": "my gp dr [name]",
    "hello this is hyun-woo": "hello this is [name]",
    "hi its mei ling's mum": "hi its [name]'s mum",
    "takumi hashimoto, thanks": "[name], thanks",
    "MY NAME IS OLUFEMI ADEBAYO AND I NEED HELP": "MY NAME IS [name] AND I NEED HELP",
    "ich bin Jürgen Müller": "ich bin [name]",
    "меня зовут Дмитрий": "меня зовут [name]",
    "我叫王伟，腰疼": "我叫[name]，腰疼",
    "i'm @jo_smith on insta": "i'm [name] on insta",
}
PHONES = {
    "call me on 07700 900123": "call me on [phone]",
    "07700900123": "[phone]",
    "+44 (0)20 7946 0018 ok?": "[phone] ok?",
    "tel: 0161-496-0123 ext 12": "tel: [phone]",
    "ring (212) 555 0187": "ring [phone]",
    "my number is 555 0134": "my number is [phone]",
    "o77oo 9oo123": "[phone]",
    "٠٧٧٠٠ ٩٠٠١٢٣": "[phone]",
    "oh seven seven double oh nine hundred one two three": "[phone]",
    "call me on oh seven seven, double o, nine four six, treble one": "call me on [phone]",
}
ADDRESSES = {
    "i live at 12 high street, leeds LS1 4AB": "i live at [address]",
    "flat 3, 27 acacia avenue, london se5 9rs": "[address]",
    "im at 8 church walk": "im at [address]",
    "6/2 candlemaker row edinburgh eh1 2qq please": "[address] please",
    "rose cottage, mill lane, little snoring": "[address]",
    "123 Main St, Springfield, IL 62704": "[address]",
    "po box 234, austin tx 78701": "[address]",
    "my address is 5 the green, ambleside and im 56": "my address is [address] and im 56",
    "is se59rs too far": "is [address] too far",
    "postcode sw1a2aa": "postcode [address]",
    "zip 62704": "zip [address]",
    "i live in llandudno": "i live in [address]",
    "Hauptstraße 12, Berlin": "[address]",
}
EMAILS = {
    "email jo.smith+clinic@my-mail.co.uk please": "email [email] please",
    "its jo_smith @ gmail . com": "its [email]",
    "jo dot smith at gmail dot com": "[email]",
    "dave (at) btinternet (dot) com": "[email]",
    "write to jo@example.com. My back hurts": "write to [email]. My back hurts",
}
DATES = {
    "dob 4/3/56": "dob [date]",
    "my date of birth is 4th of march 1956": "my date of birth is [date]",
    "born in 1956": "born in [date]",
    "04-03-1956, sore calf": "[date], sore calf",
    "march 4th, 1956": "[date]",
    "1956-03-04": "[date]",
    "d.o.b: 04031956": "d.o.b: [date]",
    "my birthday is the 5th of august": "my birthday is the [date]",
    "i was born fourth of march nineteen fifty six": "i was born [date]",
    "the 5th of august is my birthday": "the [date] is my birthday",
}
NHS_NUMBERS = {
    "943 476 5919": "[NHS number]",
    "my nhs number is 9434765919": "my nhs number is [NHS number]",
    "nhs no. 123 456 7890": "nhs no. [NHS number]",
}
NUMBERS_AND_LINKS = {
    "card 4929 1234 5678 9012": "card [number]",
    "ni number ab 12 34 56 c": "ni number [number]",
    "policy PX-4471829": "policy [number]",
    "ref no: 2231": "ref no: [number]",
    "my reg is ab12 cde": "my reg is [number]",
    "iban GB29 NWBK 6016 1331 9268 19": "iban [number]",
    "see https://www.facebook.com/jo.smith.9?x=1 ok": "see [link] ok",
    "www.josmith.co.uk.": "[link].",
    "instagram.com/jo_smith": "[link]",
}
MUST_STAY = """
i have parkinson's
parkinsons and alzheimers
bell's palsy, a baker's cyst, morton's neuroma
do mckenzie extensions help
osgood schlatter, de quervain's, ehlers danlos, crohn's
my achilles hurts
hartmann's procedure and a thomas splint
charley horse in my calf
may i come earlier
will it help
Will physio help? May I come?
there is a mark on my leg
i hope the pain will go, it rose again
can i sue, should i bill my insurer
grace period for cancelling
is sciatica linked to piriformis syndrome
st john's ambulance looked at it
did a 10k, my L5/S1 hurts
l5 2nd time, t12 3hr later, c5 2yr ago
since 2019, from 2019 to 2021, 2018-2022
50 mg of naproxen, co-codamol 30/500 twice a day
I'm 56
im 56 and diabetic
3x10 reps, 10 10 12 12, pain 7/10 at 3pm
bp 120/80 72
10,000 steps, 10000 steps, 5 miles down the road
its a 15 minute walk up the hill
open 9-5 mon-fri, 10:30-11:45
dr said rest
the doctor told me to stop running
i miss running and i have ms
hi can you help
hello there how much is it
im struggling with my back
im havin trouble sleepin
my wife thinks its arthritus
i live in constant pain in a flat with stairs
on the way to work, down the high street
my back is sore.it hurts at night
does biofreeze help
do you take bupa or axa
MY BACK HURTS SO MUCH
Can My Calf Cause Back Pain
me duele la pantorrilla cuando corro
okey dokey
born with scoliosis, born 3 weeks early
pain in my neck, back and calf at 40, 50 and 60 degrees
"""

TABLES = {"names": NAMES, "phones": PHONES, "addresses": ADDRESSES, "emails": EMAILS, "dates": DATES,
          "NHS numbers": NHS_NUMBERS, "numbers and links": NUMBERS_AND_LINKS}
TYPED = [typed for table in TABLES.values() for typed in table]
PIECES = [word for typed in TYPED for word in typed.split()]

messages = st.lists(
    st.one_of(
        st.sampled_from([*PIECES, *(f"[{kind}]" for kind in KINDS)]),
        st.sampled_from(["and", "my name is", "dr", "12", "street", "oh", "dob", "i live in", "Ⅷ", "ß", "İ", "\ud800"]),
        st.sampled_from([" ", ", ", ". ", "\n", "'s", "-", "@", "/", "0"]),
        st.text(max_size=6),
    ), max_size=25).map(" ".join)


@pytest.mark.parametrize(
    ("typed", "left"), [pytest.param(*pair, id=f"{kind}: {pair[0]}") for kind, table in TABLES.items()
                        for pair in table.items()])
def test_a_detail_gives_way_to_its_placeholder(typed: str, left: str) -> None:
    assert redact(typed) == left


@pytest.mark.parametrize("typed", MUST_STAY.strip().splitlines())
def test_what_the_message_is_about_stays(typed: str) -> None:
    assert redact(typed) == typed


@pytest.mark.parametrize("typed", TYPED)
def test_capitals_dont_save_a_detail(typed: str) -> None:
    # Nor does their absence; what is a name only by its capital isn't in the tables.
    assert "[" in redact(typed.upper())
    assert "[" in redact(typed.lower())


def test_typographic_signs_hide_nothing() -> None:
    assert redact("jo’s number: 07700–900–123") == "[name]’s number: [phone]"


@pytest.mark.parametrize("region", sorted(phonenumbers.SUPPORTED_REGIONS))
def test_phones_of_every_country_go(region: str) -> None:
    for kind in (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE):
        number = phonenumbers.example_number_for_type(region, kind)
        if number is None:
            continue
        written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
        assert re.search(r"\d{3}", redact(f"my back hurts, ring {written} please")) is None
        dialled = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
        if sum(map(str.isdigit, dialled)) > 4:
            assert re.search(r"\d{3}", redact(f"my back hurts, ring {dialled} please")) is None


@pytest.mark.parametrize(("digits", "valid"), [
    ("9434765919", True), ("4010232137", True), ("9434765918", False), ("1111111111", False), ("943476591", False),
    ("94347659l9", False), ("", False)])
def test_the_check_digit_of_an_nhs_number(digits: str, valid: bool) -> None:
    assert valid_nhs_number(digits) is valid


@given(st.integers(min_value=100_000_000, max_value=999_999_999))
def test_at_most_one_check_digit_fits(first_nine: int) -> None:
    assert sum(valid_nhs_number(f"{first_nine}{check}") for check in range(10)) <= 1


def test_the_commonest_words_are_no_names() -> None:
    words = lexicon()
    common = {word for word, rank in words.ranks.items() if rank < 1000}
    assert common & (words.given | words.surnames) <= {
        "james", "john", "david", "michael", "paul", "robert", "peter", "george", "thomas", "william", "mary",
        "richard"}


@settings(max_examples=300, deadline=None)
@given(messages)
def test_redacting_never_raises_and_once_is_enough(message: str) -> None:
    once = redact(message)
    assert redact(once) == once


@settings(max_examples=200, deadline=None)
@given(messages)
def test_what_no_detail_covers_stays_as_typed(message: str) -> None:
    spans = find(message)
    assert all(0 <= span.start < span.end <= len(message) and span.kind in KINDS for span in spans)
    assert len(blot(plain(message), spans)) == len(message)
    if not spans:
        assert redact(message) == message


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text_at_all_is_taken(text: str) -> None:
    redact(text)


@pytest.mark.parametrize("piece", [
    "a", "1", "1 ", "a.", "@", "a@", "a.b@", "12 a ", "street ", "12 high street, ", "my name is ", "mr ", "jo smith ",
    "john and ", "dob 1 ", "oh ", "double ", "(", ", ", "a-", "0o", "www.", "flat 1, ", "se5 9rs ", "address is ",
    "ref 1a", "xqz ", "zork is my name ", "[name] ", "é", "王", "'s "])
def test_long_texts_take_no_more_than_their_share(piece: str) -> None:
    # A guard against catastrophic patterns, which would take hours, not a benchmark.
    text = (piece * 20_000)[:20_000]
    start = time.monotonic()
    redact(text)
    assert time.monotonic() - start < 20


def test_a_secret_is_removed_when_nothing_of_it_is_left() -> None:
    case = Case("x", "a mark on my leg, says dr mark jones", (("name", "mark jones"),), ("mark on my leg",))
    assert judge(case).survived == ()
    assert judge(case).lost == ()


def test_what_is_left_and_what_is_lost_is_counted() -> None:
    case = Case("x", "im not well, hyacinthx, susan", (("name", "not well"), ("name", "susan")), ("susan",))
    outcome = judge(case)
    assert outcome.survived == (("name", "not well"),)
    assert outcome.lost == ("susan",)
    assert [(figure.value, figure.size) for figure in measure([outcome])] == [(0.5, 2), (0.0, 1)]
