"""Words of time as people type them: slang from a table, slips of the finger by their distance."""

from __future__ import annotations

from functools import lru_cache

from frontdesk.language.spelling import english_words

_SLANG = {
    "tomorrow": "tmrw tmoz tmorow tomorra tomorrows tmz tmr tmro tmoro tmorrow tmrrw tmw tmrow tomoz tomos "
                "tomo tommoz tomoro tomoroo tomorro tomor "
                "morrow 2moro 2morro 2morrow 2moz 2mrw 2mro tommorw tomrw tomarrow",
    "today": "2day todday tday 2dy todays",
    "tonight": "2nite 2night tonite tonigt tonights",
    "monday": "mondey munday", "mondays": "mondeys",
    "tuesday": "tues tue tusday tewsday choosday", "wednesday": "weds wensday wendsday wednsday wenesday",
    "thursday": "thurs thur thu", "friday": "fri", "fridays": "fris", "sunday": "sundey",
    "morning": "mornin morn mornings mornins mrng",
    "afternoon": "arvo afternon aft afternoonish afternoons",
    "evening": "evenin eves evenings eveing", "night": "nite nites nights",
    "weekend": "wkend weeknd", "weekends": "wkends", "week": "wk", "weeks": "wks",
    "lunchtime": "lunchtimes luchtime", "midday": "middday", "noon": "noontime noonish",
    "between": "betwen btween btwn betw", "after": "aftr afer aftee", "before": "b4 befor bfore",
    "until": "til till untill untl", "around": "arround aroun", "next": "nxt", "possible": "poss posible",
    "anytime": "anytme", "whenever": "wheneva whenver", "asap": "asp asapp", "and": "n", "or": "orr",
    "january": "jan", "february": "feb", "april": "apr", "june": "jun", "july": "jul", "august": "aug",
    "september": "sept sep", "october": "oct", "november": "nov", "december": "dec",
    "except": "exept excpt xcept exccept excep", "please": "pls plz pleas", "you": "u ya", "about": "abt",
    "weekdays": "wkdays",
}
_ELSEWHERE = {  # German, Spanish, French and Polish; those that lack their accents too
    "monday": "montag lunes lundi poniedzialek poniedziałek", "tuesday": "dienstag martes mardi wtorek",
    "wednesday": "mittwoch miercoles miércoles mercredi sroda środa środę srode",
    "thursday": "donnerstag jueves jeudi czwartek", "friday": "freitag viernes vendredi piatek piątek",
    "saturday": "samstag sabado sábado samedi sobota sobotę", "sunday": "sonntag domingo dimanche niedziela",
    "mondays": "montags", "tuesdays": "dienstags", "wednesdays": "mittwochs", "thursdays": "donnerstags",
    "fridays": "freitags", "tomorrow": "manana mañana demain jutro",
    "afternoon": "nachmittag nachmittags", "evening": "abend abends", "or": "oder",
}
_MEANT = {slip: word for table in (_SLANG, _ELSEWHERE) for word, slips in table.items() for slip in slips.split()}
_LONG = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "tomorrow", "tonight",
         "morning", "afternoon", "evening", "weekend", "weekday", "anytime", "lunchtime", "january", "february",
         "september", "october", "november", "december", "flexible", "available", "preference", "fortnight",
         "earliest", "whenever")
_SLIPS_BY_LENGTH = ((8, 2), (6, 1))  # words of at least so many letters: slips forgiven


@lru_cache(maxsize=4096)
def mend(word: str) -> str:
    """A word with a slip of the finger put right, where it was to be a word of time.

    Args:
        word: in small letters, without apostrophes.
    """
    if word in _MEANT:
        return _MEANT[word]
    if len(word) < 5 or len(word) > 12 or word in english_words():
        return word
    stem, plural = (word[:-1], "s") if word.endswith("s") else (word, "")
    if stem in _LONG:
        return word
    for meant in _LONG:
        slips = next((slips for length, slips in _SLIPS_BY_LENGTH if len(meant) >= length), 0)
        if stem[0] == meant[0] and abs(len(stem) - len(meant)) <= slips and _distance(stem, meant) <= slips:
            return meant + plural
    return word


def _distance(one: str, other: str) -> int:
    """Letters left out, put in, mistaken, or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                best = min(best, earlier[j - 2] + 1)
            row.append(best)
    return row[-1]
