"""The words of time, in tables to be read and added to. All in small letters, without apostrophes.

"the" and "my" within a phrase need no entry of their own: they are skipped where they stand.
"""

from __future__ import annotations

from frontdesk.booking.times.values import Hours


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
TWO_LETTERS = {"mo": 0, "tu": 1, "th": 3, "fr": 4, "sa": 5, "su": 6}  # only beside another: "Mo-Fr"
SHORT_DAYS = {"mon": 0, "wed": 2, "sat": 5, "sun": 6}  # ordinary words or names too: only where a day is likely
MONTHS = {name: month for month, name in enumerate(
    ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
     "december"), 1)} | {"mar": 3}
HOUR_WORDS = {name: hour for hour, name in enumerate(
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1)}
NUMBER_WORDS = {**HOUR_WORDS, "a": 1, "an": 1, "couple": 2, "few": 3, "several": 4}
ORDINAL_WORDS = {name: number for number, name in enumerate(
    ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
     "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
     "twentieth"), 1)} | {"thirtieth": 30}
SPOKEN_MINUTES = {"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fortyfive": 45}
MINUTE_WORDS = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20}

# --- times by the clock ---

BEFORE_CLOCK = {
    **dict.fromkeys(("after", "past", "finish at", "finish work at", "finish work around", "finish work by",
                     "finish by", "in bed by", "asleep by", "in bed at", "po", "nach",
                     "finish around", "finished at", "off work at", "get off at", "leave work at", "home at", "home by",
                     "home from", "home from work at", "home from work by", "back at", "done at", "later than",
                     "any time after", "anytime after"), "after"),
    **dict.fromkeys(("from", "starting", "starting from", "starting at", "not before", "no earlier than",
                     "not earlier than", "nothing before", "not till", "not until",
                     "since", "never before"), "from"),
    **dict.fromkeys(("until", "up to", "up until", "by", "latest", "not after", "no later than", "not later than",
                     "nothing after"), "until"),
    **dict.fromkeys(("before", "start work at", "i start at", "my shift starts at", "work starts at", "earlier than",
                     "any time before", "anytime before"), "before"),
    **dict.fromkeys(("at", "@", "at exactly", "for", "make it", "change it to", "move it to"), "at"),
    **dict.fromkeys(("around", "about", "round", "circa", "approx", "approximately", "roughly", "near", "say", "like",
                     "towards", "ca"), "around"),
    **dict.fromkeys(("between", "in between"), "between"),
}
ROUGHLY = _words("around about approx approximately roughly like say maybe exactly the at")
CLOCK_SUFFIXES = {
    **dict.fromkeys(("onwards", "onward", "on wards", "and onwards", "or later", "and later", "or after", "and after",
                     "or any time after", "or anytime after", "at the earliest", "and on", "upwards", "+", "plus"),
                    "from"),
    **dict.fromkeys(("or earlier", "or before", "and before", "at the latest", "at latest", "latest"), "until"),
}
CLOCK_ALONE = {"noon": 12, "midday": 12, "mid day": 12, "12 noon": 12, "twelve noon": 12}
RANGE_SIGNS = frozenset(("-", "–", "—", "−", "~", "→", "to", "until"))
COUNTED = _words(  # after a number, these make it a count or a measure, no time
    "week weeks day days month months year years yr yrs hour hours min mins minute minutes sec secs second seconds "
    "times time session sessions visit visits appointment appointments treatment treatments people person persons kid "
    "kids child children percent pound pounds euros dollars mile miles km kg mg ml stone lbs cm inch inches metres "
    "meters steps pills tablets paracetamol ibuprofen cups glasses of out physio physios chiropractors operations "
    "surgeries injections scans xrays attempts falls stairs sets reps nights st nd rd th half degrees star "
    "stars questions things places patients members friends options weekends mornings afternoons evenings "
    "fingers toes discs vertebrae ribs knees legs arms shoulders headaches migraines episodes "
    "attacks births point points")
NUMBERED = _words("ref reference number no order code room flat level stage grade page case unit apartment bay door")
STREETS = _words("road rd street avenue ave lane crescent terrace")
FILLERS = _words(  # what may stand right after a bare time, or between a day and its hours
    "or and & , . ; ! ? - – on in at please thanks thank ta cheers if but would will is was works work suits suit "
    "ok okay fine good best great ideal preferably ideally maybe perhaps probably any x xx thx")

AFTER_ORDINAL = FILLERS | _words(  # what may stand after "the 3rd" when it is a day
    "after before from until around between morning afternoon evening to early late lunchtime i im my its about "
    "anytime noon midday can could what when we you night am pm instead rather")

POINTS = {  # what bounds hours: from when it is over, until when it isn't yet; in minutes after midnight
    **dict.fromkeys(("lunch", "lunchtime", "lunch time", "my lunch break"), (13 * 60, 12 * 60)),
    **dict.fromkeys(("school run", "drop off", "school drop off", "dropping kids off"), (9 * 60, 8 * 60 + 30)),
    **dict.fromkeys(("pick up", "pickup", "school pick up", "school pickup", "kids pick up"), (15 * 60 + 30, 15 * 60)),
    "school": (15 * 60 + 30, 9 * 60), "work": (17 * 60, 9 * 60), "breakfast": (9 * 60, 8 * 60),
    **dict.fromkeys(("dinner", "tea", "supper"), (19 * 60, 18 * 60)),
}

# --- parts of the day ---

_MORNING = Hours(None, 12 * 60, "in the morning", "am")
_AFTERNOON = Hours(12 * 60, 17 * 60, "in the afternoon", "pm")
_EVENING = Hours(17 * 60, None, "in the evening", "pm")
_LUNCH = Hours(12 * 60, 14 * 60, "at lunchtime", "pm")
_AFTER_WORK = Hours(17 * 60, None, "after work", "pm")
_BEFORE_WORK = Hours(None, 9 * 60, "before work", "am")
_AFTER_SCHOOL = Hours(15 * 60 + 30, None, "after school", "pm")
_BEFORE_SCHOOL = Hours(None, 8 * 60 + 30, "before school", "am")
_SCHOOL_HOURS = Hours(9 * 60, 15 * 60, "in school hours")
_AFTER_DROP_OFF = Hours(9 * 60, None, "after the school run", "am")
_AFTER_LUNCH = Hours(13 * 60, None, "after lunch", "pm")
_BEFORE_LUNCH = Hours(None, 12 * 60, "before lunch", "am")
_AFTER_DINNER = Hours(19 * 60, None, "after dinner", "pm")
_FIRST_THING = Hours(None, 10 * 60, "first thing", "am")
_EARLY = Hours(None, 10 * 60, "early in the morning", "am")
_LATE_MORNING = Hours(10 * 60, 12 * 60, "late in the morning", "am")
_EARLY_AFTERNOON = Hours(12 * 60, 15 * 60, "early in the afternoon", "pm")
_LATE_AFTERNOON = Hours(15 * 60, 17 * 60, "late in the afternoon", "pm")
_EARLY_EVENING = Hours(17 * 60, 19 * 60, "early in the evening", "pm")
_LATE_EVENING = Hours(19 * 60, None, "late in the evening", "pm")
_LATE = Hours(15 * 60, None, "late in the day", "pm")
_DAYTIME = Hours(9 * 60, 17 * 60, "in the daytime")
ANY_HOUR = Hours(None, None, "at any time")

PARTS = {
    **dict.fromkeys(("morning", "forenoon", "before noon", "before midday"), _MORNING),
    **dict.fromkeys(("afternoon", "after noon", "after midday"), _AFTERNOON),
    **dict.fromkeys(("evening", "night"), _EVENING),
    **dict.fromkeys(("lunchtime", "lunch time", "lunch hour", "lunch break", "lunchbreak", "lunch", "dinnertime",
                     "around midday", "around noon", "about midday", "about noon"), _LUNCH),
    **dict.fromkeys(("after work", "after i finish work", "after im done with work", "after working hours",
                     "after office hours", "once i finish work", "when i finish work", "when i get off work",
                     "after i get off work", "after my work", "after office", "after the office", "after my office",
                     "outside work", "outside work hours",
                     "outside working hours", "outside office hours", "when i get home from work", "after my job",
                     "after job", "after my shift"),
                    _AFTER_WORK),
    **dict.fromkeys(("before work", "before my work", "before i start work", "before i go to work", "before job",
                     "on my way to work", "before office hours", "before working hours"), _BEFORE_WORK),
    **dict.fromkeys(("after school", "after the school pick up", "after school pickup", "after school pick - up",
                     "school pick up", "school pickup", "school pick - up", "after pick up", "after pickup",
                     "after college", "after uni", "after kids are home"), _AFTER_SCHOOL),
    **dict.fromkeys(("before school", "before school run", "before drop off"), _BEFORE_SCHOOL),
    **dict.fromkeys(("school hours", "school time", "while theyre at school", "when theyre at school",
                     "while they are at school", "when they are at school", "while theyre in school",
                     "while shes at school", "while hes at school",
                     "while kids are at school", "when kids are at school",
                     "while kids are in school", "when kids are in school", "school day"), _SCHOOL_HOURS),
    **dict.fromkeys(("after school drop off", "after school dropoff", "after school drop - off", "after school run",
                     "after drop off", "after dropoff", "after drop - off", "after dropping kids", "after nursery run"),
                    _AFTER_DROP_OFF),
    **dict.fromkeys(("before school pick up", "before school pickup", "before pick up", "before pickup",
                     "before school pick - up"), Hours(None, 15 * 60, "before school pick-up")),
    **dict.fromkeys(("after lunch", "after lunchtime", "after lunch time", "after my lunch", "past lunchtime",
                     "from lunch", "from lunchtime"), _AFTER_LUNCH),
    **dict.fromkeys(("before lunch", "before lunchtime", "before lunch time", "by lunchtime", "by lunch", "until lunch",
                     "until lunchtime"), _BEFORE_LUNCH),
    **dict.fromkeys(("after dinner", "after tea", "after supper", "after kids bedtime", "after kids are in bed"),
                    _AFTER_DINNER),
    **dict.fromkeys(("first thing", "1 st thing", "1 st thing in the morning", "first thing in the morning",
                     "first thing in morning", "first slot",
                     "first appointment of the day", "start of the day", "beginning of the day"), _FIRST_THING),
    **dict.fromkeys(("early morning", "early in the morning", "early on", "early am", "early doors", "very early",
                     "really early"), _EARLY),
    **dict.fromkeys(("late morning", "later in the morning", "late in the morning", "mid morning", "midmorning",
                     "mid - morning"), _LATE_MORNING),
    **dict.fromkeys(("early afternoon", "early in the afternoon", "early pm"), _EARLY_AFTERNOON),
    **dict.fromkeys(("late afternoon", "later in the afternoon", "late in the afternoon", "later afternoon",
                     "mid afternoon", "midafternoon", "mid - afternoon", "end of the day", "end of day"),
                    _LATE_AFTERNOON),
    **dict.fromkeys(("early evening", "early in the evening", "teatime", "tea time"), _EARLY_EVENING),
    **dict.fromkeys(("late evening", "later in the evening", "late in the evening", "late at night"), _LATE_EVENING),
    **dict.fromkeys(("daytime", "day time", "during the day", "in the day", "office hours", "business hours",
                     "working hours", "work hours", "normal hours"), _DAYTIME),
    **dict.fromkeys(("anytime", "any time", "all day", "whole day", "at any time", "any hour", "whatever time",
                     "doesnt matter what time", "any slot", "time doesnt matter", "any times",
                     "all times"), ANY_HOUR),
}
PARTS_BEFORE_A_DAY = _words("thing morning afternoon evening night lunchtime early late am pm")  # their last words
DAY_PARTS = {"am": _MORNING, "pm": _AFTERNOON, "eve": _EVENING, "early": _EARLY, "late": _LATE}  # only beside a day
AFTER_I_AM = _words("free available off working busy not at good")
GREETED = frozenset(("morning", "afternoon", "evening"))
TONIGHT = _EVENING

GREETING_GOES_ON = _words(  # after a "morning" that opens a message
    "i im id ive can could hi hello hey my do would please is are what how there all everyone team guys doc doctor "
    "both ladies folks just looking need want me sorry to hope")
WISHES = _words("good nice lovely great wonderful enjoy happy fab")

# --- days ---

ANY_DAY = (
    "any day", "any days", "every day", "everyday", "each day", "daily", "most days", "all days", "all week",
    "whichever day", "whatever day", "any day of the week", "7 days a week", "seven days a week", "24 / 7", "any date",
    "any day is", "day doesnt matter", "any other day", "any other time", "any day at all",
)
SOON = (
    "asap", "a . s . a . p", "as soon as possible", "as soon as you can", "as soon as u can", "as early as possible",
    "soon as possible", "soon as you can", "soon as", "the soonest", "soonest", "earliest", "the earliest",
    "earliest possible", "earliest appointment", "earliest available", "first available", "first avail", "next avail",
    "next available", "first free", "next free", "sooner the better", "the sooner the better", "soonest possible",
    "soonest available", "as quick as possible", "as quickly as possible", "quickest", "straight away", "straightaway",
    "right away", "immediately", "urgently", "today or as soon as possible",
    "in the next hour",
    "within the hour", "in the next few hours", "within an hour", "in the next couple of hours",
)
WHENEVER = (  # the visitor leaves it to the clinic
    "im flexible", "i am flexible", "im quite flexible", "im very flexible", "im pretty flexible",
    "im totally flexible", "i am quite flexible", "i am very flexible", "i am pretty flexible", "im easy",
    "flexible with time", "flexible on time", "flexible with times", "flexible on times", "i dont mind", "dont mind",
    "i do not mind", "do not mind", "no preference", "no preferences", "dont have a preference",
    "no particular preference", "not fussed", "not bothered", "im not fussy", "whenever suits", "whenever you can",
    "whenever you are free", "whenever youre free", "whenever your free", "whenever ur free", "whenever you free",
    "whenever youre available", "whenever you are available", "whenever is best", "whenever is good",
    "whenever is fine", "whenever is convenient", "whenever convenient", "whenever works", "whenever possible",
    "whenever you like", "whenever you want", "whenever really", "whenever please", "whenever you have",
    "whenever theres", "whenever there is", "when you can", "when u can", "when convenient", "when possible",
    "when you are free", "whatever suits", "whatever suits you", "whatever works", "whatevers best",
    "whatever is best", "up to you", "you choose", "you decide", "doesnt matter when", "it doesnt matter when",
    "dont care when", "i am free all the time", "always free", "always available", "im always free",
    "im retired so whenever", "when suits you", "no rush", "no hurry",
)
WHENEVER_ALONE = frozenset(("whenever", "soon", "flexible", "anything", "doesnt matter", "it doesnt matter"))
# after "don't mind", which is otherwise about something else
MINDED = FILLERS | _words("when which what any either really day time whenever whether morning afternoon")
WEEK_PARTS = {  # days of the week, 0 for Monday
    **dict.fromkeys(("end of", "end", "late", "later", "towards end of", "back end of", "latter part of",
                     "second half of", "2nd half of"), (3, 4)),
    **dict.fromkeys(("beginning of", "start of", "early", "beginning", "start", "early part of", "first half of"),
                    (0, 1)),
    **dict.fromkeys(("middle of", "mid", "mid -"), (1, 2, 3)),
}
GROUPS = {
    **dict.fromkeys(("weekdays", "week days", "all the week days", "all the weekdays",
                     "weekday", "week day", "working days", "workdays", "work days",
                     "business days", "during the week", "in the week", "midweek days", "any weekday", "any week day",
                     "any working day", "working day", "weekday only"), (0, 1, 2, 3, 4)),
    **dict.fromkeys(("weekends", "week ends", "at weekends", "any weekend", "every weekend", "most weekends",
                     "weekend days"), (5, 6)),
}
GOOD = _words("good fine ok okay best better great perfect ideal fab possible")
EVERY = frozenset(("every", "each", "any", "all", "most"))
HOLIDAYS = {"christmas eve": (12, 24), "new years eve": (12, 31), "new years day": (1, 1), "christmas day": (12, 25),
            "boxing day": (12, 26)}
SEASONS = {  # what comes before or after: last day before it, first day after it, as month and day
    **dict.fromkeys(("christmas", "xmas", "the holidays", "holidays"), ((12, 24), (12, 27))),
    **dict.fromkeys(("new year", "new years"), ((12, 31), (1, 2))),
}

UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7, "fortnight": 14, "fortnights": 14, "month": 30, "months": 30,
         "weekend": 7, "weekends": 7}
SHORT_UNITS = {"hour": 60, "hours": 60, "hr": 60, "hrs": 60, "min": 1, "mins": 1, "minute": 1, "minutes": 1}
LONG_UNITS = frozenset(("year", "years", "yr", "yrs", "decade", "decades", "second", "seconds", "secs", "sec"))
PREPOSITIONS = _words("on in at the this during by for of some sometime around my")
SEPARATORS = {**dict.fromkeys(("or", "/", "alternatively", "otherwise", "else", "|"), "or"),
              **dict.fromkeys(("and", "&", "+", "plus", "also"), "and"),
              **dict.fromkeys((",", ";", ".", "\n", "!", "?", "(", ")", "-", "–"), ",")}
