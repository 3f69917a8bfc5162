"""Words that tell of other times than those that suit, or rule times out; written as in :mod:`.words`."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NEGATIONS = (
    "not", "no", "except", "except for", "apart from", "other than", "excluding", "besides", "bar", "cant", "cannot",
    "can not", "couldnt", "dont", "doesnt", "not available", "unavailable", "not free", "busy", "im busy", "wont",
    "never", "avoid", "anything but", "excepting", "minus", "without", "dont want", "rather not", "not on", "isnt",
    "arent", "i work", "i am working", "im working", "im at work", "i am at work", "at work", "im away", "away",
    "im in work", "working", "i have work", "in work", "i got work", "im teaching", "in meetings", "meetings",
    "im in meetings", "work is", "im on shift",
    "on shift", "on lates", "on earlies", "on days", "im on duty", "im on call", "on nights",
    "doing nights", "doing lates",
    "im on lates", "im on earlies", "tied up", "booked up", "rather than", "instead of", "as opposed to",
    "i rest", "i nap", "i sleep", "not can", "no can", "not able",
    "at university", "at uni", "at college", "at school", "in class", "in lectures", "in a meeting", "on a call",
    "on holiday", "on holidays", "on leave", "abroad",
    "out of the country", "out of town",
)
AFTER_NEGATION = _words(  # between "can't" and the day it rules out
    "do make come in on at the be get any for to go have it manage this that is are am available free able attend "
    "anything appointments call ring phone text contact me them and from until every usually all day good great ideal "
    "possible really")
RULED_OUT = (  # after a day
    "is no good", "are no good", "no good", "not good", "is not good", "is bad", "are bad", "doesnt work", "dont work",
    "does not work", "do not work", "wont work", "isnt good", "arent good", "isnt possible", "is out", "are out",
    "i cant", "i cant do", "i cannot", "im busy", "i am busy", "i work", "im working", "i am working", "im at work",
    "not possible", "is not possible", "isnt great", "arent great", "is difficult", "are difficult",
    "i am not available", "im not available", "not available", "im not free", "i am not free", "not free",
    "i cant make", "im away", "i am away", "is impossible", "wont do", "doesnt suit", "dont suit", "is not ok",
    "isnt ok", "i have work", "not ok", "no", "is a no", "is a no go",
    "hopeless", "is hopeless", "is busy", "are busy", "is full", "full",
    "is booked", "is booked up", "booked up", "im tied up", "is hectic", "is a nightmare", "is tricky", "is awkward",
    "is not for me", "i do not can", "i no can", "i am not here", "im not here", "im not around",
)
IMPOSSIBLE = _words(  # what makes an "if" one of things that can't be
    "not no cant cannot couldnt dont doesnt didnt isnt arent wont nothing none full busy unavailable booked taken gone "
    "impossible fails difficult problem fully")
CONTACT = _words("call ring phone bell speak talk chat text contact reach come see seen book pop buzz callback")
BUSY_VERBS = _words(
    "have has got ive weve do does works comes visits needs finish finishes go goes take takes collect mind minding "
    "flying travelling "
    "traveling driving visiting babysitting teaching working attending watching")
BUSY_AFTER_BEING = _words(  # "i'm at the dentist", "she's working"
    "in at on with off over up down out going flying travelling traveling visiting minding babysitting doing taking "
    "away teaching driving looking having helping seeing moving covering collecting staying busy tied booked working")
HAVING_TO = _words("work go take pick drop mind collect look travel fly drive bring leave attend visit study")
ACTIVITIES = _words(
    "class classes school work football rugby tennis golf hockey netball gym swimming choir church mosque dentist "
    "hairdresser hairdressers hospital physio exam exams lecture lectures seminar seminars shift shifts lates earlies "
    "course training meeting meetings conference holiday trip bingo shopping childcare college uni university bridge "
    "sport sports "
    "yoga pilates dance dancing rehearsal practice duty office clinic placement nursery lesson lessons flying bowls "
    "chemo dialysis haircut interview court funeral wedding optician opticians job jobs")
LEISURE = _words(  # with these, having or being somewhere leaves time
    "off free time slot slots gap nothing available availability spare opening space home house back question "
    "questions around about insurance query enquiry none nobody flexible hoping thinking wondering "
    "liberty look word chat only")
AFTER_ONLY = _words(  # between "only" and the day
    "i im am can free available able to do does come make is are works work day days date time slot possible")
BEFORE_THAT = _words(  # between a time and "before that"
    ", . - so and but then any day days time anytime anything it has have to be must needs should can please ideally "
    "always only preferably just would call me ring come i could is best")
CORRECTIONS = dict.fromkeys((
    "no", "sorry", "actually", "i mean", "i meant", "scratch that", "wait", "make it", "make that", "or rather",
    "correction", "lets say", "change that to", "change it to", "oops", "nope",
), True)
CORRECTING = _words(
    "no sorry wait actually i mean meant scratch that make it or rather lets say but oops oh hang well correction "
    "change to can we could you do , . - ! ; ? my bad nope please um er")
CHANGING = _words("change move switch swap reschedule rearrange push shift moved changed switched rescheduled")
POSITIVE = _words(  # from here on it is about what suits again
    "can could may would will please prefer preferably rather better best fine good ok okay works great perfect free "
    "available suits suit instead but come call ring phone book appointment see maybe perhaps possible try like "
    "want need lets looking text contact reach speak talk visit pop")
HURTING = _words(
    "pain pains painful hurts hurt hurting sore soreness ache aches aching achy stiff stiffness worse worst throbs "
    "throbbing burns burning tingling tingles numb cramps cramp swells swelling swollen spasms wakes keeps headaches "
    "headache migraines migraine flares bad sleep tired exhausted stand sitting wake waking")
RISING = _words("get gets getting got stand standing wake waking woke")  # before "up"
HAPPENED = _words(
    "hurt injured fell fallen slipped tripped pulled twisted sprained started began happened crashed ago came saw "
    "visited had was were been went did strained tweaked felt woke called rang phoned emailed messaged spoke "
    "booked missed cancelled tried since last previous operated surgery accident "
    "scan mri xray operation exam flight wedding funeral due pregnant")
BOUNDARIES = frozenset((",", ".", ";", "!", "?", "\n", "but", "so", "(", ")", ":"))
NO_TIMES = (
    "on nights", "night shift", "night shifts", "nights shift", "day shift", "day shifts", "late shift", "late shifts",
    "early shift", "early shifts", "these days", "one day", "some day", "all night", "other day", "day and night",
    "night and day", "morning sickness", "morning stiffness", "night sweats", "night pain", "lunch hour is over",
    "long day", "bad day", "good day", "good days", "bad days", "long days", "finish nights",
    "off nights", "do nights", "work nights", "working nights", "doing nights", "on a late", "on an early",
)
