"""Phrases that visitors type in a booking, by what they mean.

One line may hold several, separated by commas; ``(a|b)`` are alternatives and ``?`` makes what
stands before it optional, as in regular expressions. Apostrophes may be missing.
"""

from __future__ import annotations

import re

# At the beginning of an answer to "is this right, and may they contact you?".
YES = """
    y, why aye, ye, ya, yh, yes+, yeh+, yea+h*, yep+, yup+, yas, yess+, si, sí, oui, ja, da, tak, aye, haan, ji, bien
    claro, jawohl, bueno, sure, ok+, okay, okey, kk?, alright, lgtm, roger, affirmative, correct(?! (the|my|it|this))
    right, exactly, absolutely, definitely, certainly, perfect, spot on, great, good, very good, fine, lovely
    brilliant, cool, wonderful, excellent, super, fab, fabulous, marvellous, grand, sound, lush, sweet, mint, sorted
    indeed, bang on, dead on, too right, yeah nah, accurate, noted, agreed?, i agree, confirm, confirmed, i confirm
    i consent, by all means, of course, ofc, deffo, defo, go (ahead|for it|on), ye go, send(?!( it| that| this)? to)
    submit, do it, please do, do that, book it, proceed, please proceed, carry on, (that|it)( is|'s)(?!\\s+\\w)
    that'll do, (that|it)( is|'s)( all| quite| perfectly| absolutely)? (right|correct|me|it|fine|perfect|good|great)
    (that|it)( is|'s) (all|ok|okay|spot|the one), all (good|correct|right|fine|ok|okay|of it|is|in order)
    looks? (good|right|fine|ok|great|correct|perfect), sounds? (good|right|fine|great), works? for me, happy with
    i'm happy, happy, happy days, they (can|may), you may, you can, no problem, no worries, np, no changes
    nothing to change, right you are, nice one, thumbs up
"""
# Anywhere in a short one.
SURE_YES = """
    (you|they) (may|can) (contact|call|ring|phone|email) me
    (that|this|it|they|details|everything|all) (is|are|looks?)( all)? (right|correct|accurate|fine|ok|good)
    (everything|all|it) fits, yes+, yeh+, yea+h*, yep+, yup+, that's (right|correct|it|fine|perfect|me|the one)
    (it's|is) all (right|correct), all (correct|right|good|fine), correct(?! (the|my|it|this)), spot on, perfect
    go ahead, confirm(ed)?, exactly, aye
"""
YES_SIGNS = "👍👌✅✔🙂😊💯🆗"
# Before them.
YES_OPENINGS = "oh, ah, well, and, ok, okay, so, thanks, thank you, cheers, ta"

# At the beginning of it.
NO = """
    n, no+, nope, nah+, naw, nein, nie, nej, nay, not, is not, wrong, incorrect, false, negative, isn't, hang on
    hold on, wait, (that|this|it)( is|'s)? (not|wrong|incorrect), (that|this|it) (isn't|ain't), almost, nearly
    one (thing|mistake), change, edit, fix, i made, i (need|want|have) to (change|correct), there's a mistake, mistake
    (u|you)('ve| have)? got, needs? (changing|correcting), i don't think, i disagree, there (appears|seems) to be
"""
NO_SIGNS = "👎❌"
NO_OPENINGS = "oh, ah, um, er, hmm*, well, sorry, actually, close, but"
# Anywhere in it.
WRONG = "wrong, incorrect, mistake, missing, isn't (right|that|my), not (right|correct)"
# Take a yes back.
DOUBT = """
    no(?! (problems?|worries|changes?|mistakes?|errors|issues|rush|hurry|doubt|questions|need)), nope, not, never
    wrong, (is|do|does|did|ca|wo|would|should|has|have)n't, incorrect, but, except, however, change, mistake, typo
"""

# Give up in so many words.
STRONG_STOP = """
    stop, cancel, cancelled, abort, never ?mind, nvm, forget (it|this|that|the whole|about it), scrap (it|that|this)
    scrap, leave it, (don't|do not) (want|call|send|contact), chang(ed?|ing) my mind, give up
"""
# Before them in a request, and after them.
STOP_OPENINGS = "(can|could) (you|u|we|i), (would|will) you, please, pls, just, ok, okay, sorry, actually"
STOP_ENDINGS = "it, this, that, now, please, pls, asking, (the|this|my) (form|request|booking|call ?back), thanks?"
# Give up, or mean something else where a mere "no" might.
STOP = """
    quit, exit, nm, forget, leave (this|that), drop it, no thanks?, no thank you, no ta, nah ta, skip it, end, no more
    enough, not (now|today|interested|bothered|anymore|any more), (don't|do not) (bother|worry|need)
    too many questions, taking too long, too much (hassle|faff|trouble|effort|info|bother), can't be (bothered|arsed)
    cba, i('d| would) prefer not, not to carry on
    i('ll| will)( just)? (ring|call|phone|email|book|do it|do this|come back|leave|pass|try), rather not, i'd rather
    i think i'll (pop|just|call|ring), do this another, giving up, no longer, bye, goodbye, waste of time
    i'm (out|done|good), maybe (later|another time), another time, some other time, not (going|doing) (to|this), gtg
    (got|have) to go, gotta go
"""
# Of these, what a yes may end with as well.
FAREWELL = "(good)?bye, i'm (done|good), gtg, (got|have) to go, gotta go"
SKIP = """
    no, none, nothing, nope, nah, skip, skip this, n/?a, no thanks?, not really, rather not( say)?, nothing else
    that's all, leave it, empty, pass
"""

# Begin a question, also without its mark.
QUESTION = """
    how, what, what's, why(?! aye), where, where's, who, who's, which, whose, wot, wat, wats, hows
    when (is|are|do|does|can|will|would|could|u|you), (do|does|did|is|are|am|was|has|have) (?!not\\b)[a-z]+
    (can|could|will|would|should|may) (i|you|u|yous|it|he|she|we|they|there|the|a|an|my|your|ur|this|that)
    (can|could|will|would|should|may) (someone|somebody|anyone)
"""
QUESTION_OPENINGS = """
    ok, okay, and, but, so, um, er, hi, hello, hey, sorry, wait, also, oh, first, quick question, one question
    hang on, hold on, actually, just, quickly, before (that|i do)
"""

# Ask for an appointment or a call, anywhere in a message.
BOOKING = """
    {can} (book|come in|come and see|come see|pop in|get in|get booked|be seen|get seen|arrange)
    (wants?|needs?|like|wish|require|request(ing)?|make|arrange|get|have){any}{any} (appointment|appt|reservation)
    (i|we) (want|wanna|need|like|wish)( to)? (come|visit)( in)?, (arrange|request|want|need){any} call ?back
    please call( me)? back, (want|need|like|wish|make|arrange){any} (booking|consultation)
    {can} (fit me in|squeeze me in|see me)
    {can} (get|have|make|give me) an? (appointment|appt|slot|consultation|booking|call ?back|call|ring|bell|buzz)
    {can} (call|ring|phone|text|email|contact) (me|us), {like} (book|come in|be seen|make an? (appointment|booking))
    {like} (an? (appointment|appt|booking|call ?back)|(someone|somebody|you) to (call|ring|phone|contact) me)
    (please|pls|plz|kindly) (book|call|ring|phone|contact) me, book me (in|an?), get me( booked)? in
    (want|need|looking|lookin|like|trying|tryin|wanna|hoping)( to| 2)? (book|get booked), (call|ring|phone) me back
    (needs?|wants?)( an?)? (appointment|appt|call ?back|booking)
"""
BOOKING_PARTS = {
    "any": r"( \S+)?( \S+)?( \S+)?",
    "can": "(can|could|may|cud|might) (i|we|u|you|ye|yous|someone|somebody|one of you)( (please|pls|just|also))?",
    "like": "(i'd|i would|we'd|i)( really)? (like|love|want|need|wanna|wish)( to| 2)?",
}

# Put one way of contact in place of the other.
INSTEAD = """
    instead, (take|remove|delete|drop|lose|scrap|forget|leave) (off|out) (my|the), rather than, no phone
    (phone|number|mobile|email|e-mail) (off|only), only (by|on) (phone|mobile|mail|email|e-mail), not by phone
    (take|remove|delete|drop|lose|scrap|forget) (my|the) (phone|number|mobile|email|e-mail)
"""

# Say with a yes that what was shown is right.
PLAIN_YES = "yes+, yeh+, yea+h*, yep+, yup+, ja, si, sí, oui"
CONFIRMS = """
    correct, right, accurate, proceed, confirm(ed)?, (i )?agree, (all|looks|sounds) (good|fine), go ahead, send it
"""

# Name the detail that isn't right.
FIELDS = {
    "name": "name, spelling, spelt, spelled",
    "contact": "numbers?, phone, mobile, mob, e-?mails?, mail, address, contact, digits?",
    "when": "times?, days?, when, dates?, hours?, slot",
    "about": "about, reason, subject, note, topic",
}


def phrases(*lists: str) -> str:
    """A regular expression for any phrase of these lists, longest first, at the boundaries of words."""
    every = {" ".join(phrase.split()) for text in lists for phrase in re.split(r",|\n", text)} - {""}
    return r"\b(?:" + "|".join(sorted(map(_pattern, every), key=len, reverse=True)) + r")(?!\w)"


def _pattern(phrase: str) -> str:
    return re.sub(r"(?<!\\) (?!\?)", r"\\s+", phrase.replace("'", "['’]?"))
