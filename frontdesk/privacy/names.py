"""People's names: those that can hardly be anything else, and what is announced as one.

Visitors type in lower case, so capitals help little and a recognizer trained on
newspapers less. What helps is a list of names without the words among them, the
phrases people announce names with, and that a word in no dictionary is rarely
anything but a name where one is due.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from frontdesk.privacy.cues import Trust
from frontdesk.privacy.eponyms import is_eponym, is_place, is_surname_all_the_same, nameless
from frontdesk.privacy.lexicon import UNRANKED
from frontdesk.privacy.message import Message
from frontdesk.privacy.spans import Span
from frontdesk.privacy.tokens import first_at
from frontdesk.privacy.words import ADJECTIVE_NAMES, BRANDS, NEVER_NAMES, SAYING_VERBS, VERB_NAMES, word_set

_MOST_WORDS = 5  # of one name
_SIGNATURE = 3  # words, at most
# Ranks of English words that are no known surname.
_COMMON = 3_000  # up to here no name even after "my name is"
_COMMON_AFTER_DOCTOR = 5_000  # up to here no name in "dr note", "doctor strange"
_RARE = 20_000  # from here more of a name where a clause ends after it
_MODALS = word_set("will may")
_SEASONS = word_set("april may june august summer autumn winter")
_PARTICLES = word_set("""
abd abu al ap ben bin bint da das de del della den der di do dos du el ibn la le mac mc o san st te ten ter ul van von
""")
# What follows a person one asks about: "is ... in today", "does ... do massage", "could ... call me".
_ASKED_ABOUT = word_set("""
a about any around available away back be call come do does doing email fit free get good have help here in know leave
left look me my nice off offer on phone ring see start still text the there today treat us work working works
""")
_ASKING = word_set("is does can could did has was wheres where's whens when's hows how's")
_HERE = word_set("here speaking calling again did")
_AT_PLACES = word_set("in near around at to outside towards")
_AFTER_MODAL = word_set("i my he she they to")  # "will I", "may my son": a question
# Of a name in Chinese, romanized: "mei ling" is no English "ling".
_SYLLABLE = re.compile(
    r"(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?(?:ang|eng|ong|iang|ing|iong|uang|ai|ei|ao|ou|an|en|iao|ian|iu|ie|ia|in|uai|uan|"
    r"uo|ua|ue|ui|un|a|o|e|i|u)")
_IS_MY_NAME = re.compile(
    r"(?<=\w)\s{1,2}(?:is|was)\s(?:my|his|her|the)\s(?:full\s|first\s|last\s|sur\s?)?name\b", re.IGNORECASE)
_MY_NAME_CJK = re.compile(r"(?:我叫|我是|我的名字是|名字叫|名前は|私は)\s?([\u4e00-\u9fff\u3040-\u30ff]{2,4})")


def names(text: str) -> Iterator[Span]:
    """People's names.

    Args:
        text: a plain copy of a message, other finds blotted out.
    """
    message = Message(text)
    for index in sorted(_Finder(message).find()):
        yield Span(message.words[index].start, message.words[index].end, "name")
    yield from (Span(match.start(1), match.end(1), "name") for match in _MY_NAME_CJK.finditer(text))


class _Finder:
    """Finds the names among the words of one message."""

    def __init__(self, message: Message) -> None:
        self.message = message
        self.words = message.words
        self.lexicon = message.lexicon
        self.nameless = nameless(message)

    def find(self) -> set[int]:
        """Indices of the words that are names."""
        taken = self._said_after()
        for index in range(len(self.words)):
            if index not in taken and (self._is_name(index) or self._listed(index, taken)):
                taken.update(range(self._first(index, taken), self._last(index) + 1))
        # Who was named once is meant again, with or without a cue.
        known = {self.words[index].key for index in taken if self.message.named(index)}
        return taken | {index for index, word in enumerate(self.words) if word.key in known}

    def _is_name(self, index: int) -> bool:
        word, trust = self.words[index], self.message.cues.get(index)
        if word.numeric or index in self.nameless or is_eponym(self.message, index) or is_place(self.message, index):
            return False
        if word.key in NEVER_NAMES:
            return self._name_after_all(index, trust)
        if self.lexicon.is_given(word.key) or self.lexicon.is_surname(word.key):
            return True
        if trust is not None and self._announced(index, trust):
            return True
        if word.key in self.lexicon.word_names:
            return self._word_name(index, trust)
        return self._strange_name(index)

    # By what stands before it.

    def _announced(self, index: int, trust: Trust) -> bool:
        """Whether a word that is no certain name is one after what stands before it."""
        word = self.words[index]
        rank = self.lexicon.rank(word.key)
        surname = word.key in self.lexicon.english_surnames
        if trust <= Trust.TITLE:
            return word.raised or surname or rank >= _COMMON or word.key in self.lexicon.word_names
        if trust is Trust.DOCTOR:
            return surname or (word.raised and rank >= _COMMON) or self._doctor(index, rank)
        unmistaken = word.raised or self.message.key_after(index) in SAYING_VERBS
        strange = rank == UNRANKED if unmistaken else self.lexicon.is_strange(word.key, announced=True)
        if trust is Trust.PERSON:
            return (strange and word.key not in BRANDS) or (word.raised and surname)
        if trust is Trust.SELF:
            return strange and (self.message.ends(index) or self._before_name(index))
        return False

    def _doctor(self, index: int, rank: int) -> bool:
        """Whether a rare word after "dr" is the doctor's name, and not what the doctor does."""
        if self.message.key_after(index) in SAYING_VERBS:
            return True
        inflected = rank < UNRANKED and self.words[index].key.endswith(("ed", "ing", "s", "ly"))
        return rank >= _COMMON_AFTER_DOCTOR and not inflected

    def _name_after_all(self, index: int, trust: Trust | None) -> bool:
        """Whether a word that is hardly ever a name is one here: "mrs park", "I'm will"."""
        word = self.words[index]
        if word.key in _MODALS:
            if word.opens and self._before_name(index) and self.words[index + 1].closes:
                return True
            question = self.message.key_after(index) in _AFTER_MODAL
            return trust is not None and trust <= Trust.SELF and self.message.ends(index) and not question
        if word.key not in self.lexicon.english_surnames or not self.message.titled(index):
            return False
        return word.raised or word.closes or trust is not Trust.DOCTOR

    # By what it is.

    def _word_name(self, index: int, trust: Trust | None) -> bool:
        """Whether a name that may mean something else as well is meant as a name."""
        word, verb = self.words[index], self.words[index].key in VERB_NAMES
        if word.key not in _SEASONS and (self._capital(index) or self.message.says(index)):
            return True
        if self._before_name(index) and (not verb or (word.opens and self.words[index + 1].closes)):
            return True
        if trust is None or trust is Trust.HINT:
            # "or ewa": too short to go without any cue.
            short = trust is not None and len(word.key) <= 3 and self.lexicon.rank(word.key) == UNRANKED
            return (short and word.key not in BRANDS) or self._hinted(index) or self._signed(index)
        if trust is Trust.SELF:
            adjective = word.key in ADJECTIVE_NAMES and self.message.key_after(index) not in ("here", "from")
            return not adjective and self.message.ends(index)
        return not verb or self.message.ends(index)

    def _strange_name(self, index: int) -> bool:
        """Whether a word that stands in no list is a name by its surroundings."""
        word = self.words[index]
        if not self.message.english or not self.lexicon.is_strange(word.key):
            return False
        if self._capital(index) or self.message.possessive(index) or self._hinted(index):
            return True
        if self.message.after_initial(index) or self._before_joint(index):
            return True
        return self.message.says(index) or self._signed(index) or self._opening(index)

    def _before_joint(self, index: int) -> bool:
        """Whether a name follows after "and" or "or"."""
        if self.message.key_after(index) not in ("and", "or"):
            return False
        name = self.message.key_at(index + 2)
        if name in self.lexicon.word_names:
            return name not in VERB_NAMES
        return self.lexicon.is_given(name) or self.lexicon.is_surname(name)

    def _capital(self, index: int) -> bool:
        """Whether a word's capital tells a name, and not a place's after "in"."""
        word = self.words[index]
        return word.raised and word.text[1:2].islower() and self.message.key_at(index - 1) not in _AT_PLACES

    def _hinted(self, index: int) -> bool:
        """"me and jack want", "does jasmine do massage", "rose here"."""
        word, after = self.words[index], self.message.key_after(index)
        if word.opens and (self.message.together(index) or self.message.key_after(self._last(index)) in _HERE):
            return True
        if word.opens and after in ("is", "was") and self.message.key_at(index + 2).isdecimal():
            return True  # "lily is 9"
        if not after or not word.joined or word.key in VERB_NAMES:
            return False
        before = self.message.key_at(index - 1)
        if before in ("and", "n"):
            return self.message.key_at(index - 2) in ("me", "i", "myself")
        return before in _ASKING and after in _ASKED_ABOUT

    def _signed(self, index: int) -> bool:
        """Whether a word stands among the last words of a message, which are nothing but a name: "...? thandiwe"."""
        first = index
        while not self.words[first].opens and self.words[first].joined and len(self.words) - first <= _SIGNATURE:
            first -= 1
        last = self.words[first:]
        if len(last) > _SIGNATURE or not all(word.joined for word in last[1:]):
            return False
        if not self.words[first].opens and not (self.message.after_comma(first) and self.message.named(first)):
            return False
        if any(word.numeric or word.key in NEVER_NAMES for word in last):
            return False
        if not all(map(self.message.may_name, range(first, len(self.words)))):
            return False
        if all(word.key in self.lexicon.english_surnames for word in last):
            return False
        # A whole message of strange words may be anything ("okey dokey").
        return first > 0 or (len(last) > 1 and all(word.text[0].isupper() for word in last))

    def _opening(self, index: int) -> bool:
        """Whether a message opens with a name and nothing else: "jaswinder, 58, frozen shoulder"."""
        last = self._last(index)
        return index == 0 and self.message.text[self.words[last].end:self.words[last].end + 1] in (",", ":")

    def _before_name(self, index: int) -> bool:
        following = self.message.following(index)
        if following is None or following.key in NEVER_NAMES:
            return False
        return self.message.named(index + 1) and not is_eponym(self.message, index + 1)

    # By what was found.

    def _listed(self, index: int, taken: set[int]) -> bool:
        """"ewelina or ewa", "susan, rose and jo": more names after one."""
        word = self.words[index]
        if word.numeric or word.key in NEVER_NAMES or word.key in VERB_NAMES:
            return False
        joint = word.joined and self.message.key_at(index - 1) in ("and", "or", "n")
        if not (index - 2 in taken if joint else index - 1 in taken and self.message.after_comma(index)):
            return False
        return word.key in self.lexicon.word_names or (joint and self.lexicon.is_strange(word.key))

    def _said_after(self) -> set[int]:
        """The words before "is my name"."""
        found: set[int] = set()
        for match in _IS_MY_NAME.finditer(self.message.text):
            last = first_at(self.words, match.start()) - 1
            for index in range(last, max(-1, last - _MOST_WORDS), -1):
                if self.words[index].key in NEVER_NAMES - _MODALS or self.words[index].numeric:
                    break
                found.add(index)
                if not self.words[index].joined:
                    break
        return found

    # How far it reaches.

    def _first(self, index: int, taken: set[int]) -> int:
        """The first word of the name that was found at ``index``."""
        first = index
        while first > 0 and first - 1 not in taken and self.words[first].joined and index - first < 2:
            if not self._belongs_before(first - 1):
                break
            first -= 1
        return first

    def _belongs_before(self, index: int) -> bool:
        word = self.words[index]
        if word.closes or word.numeric or word.key in NEVER_NAMES:
            return self.message.initial(index)
        if word.key in self.lexicon.word_names or word.key in self.lexicon.ordinary_names:
            return word.key not in VERB_NAMES
        return self._strange_beside(index)

    def _last(self, index: int) -> int:
        """The last word of the name that starts at ``index``."""
        last = index
        for at in range(index + 1, min(index + _MOST_WORDS, len(self.words))):
            if not self.words[at].joined:
                break
            if self._belongs(at, index):
                last = at
            elif self.words[at].key not in _PARTICLES and not self.message.initial(at):
                break
        return last

    def _belongs(self, index: int, first: int) -> bool:
        """Whether a word after a name is more of it."""
        word, trust = self.words[index], self.message.cues.get(first)
        if word.numeric or index in self.nameless:
            return False
        if is_eponym(self.message, index) and not is_surname_all_the_same(self.message, index):
            return False
        if word.key in NEVER_NAMES:
            surname = word.key in self.lexicon.english_surnames and word.key not in _MODALS
            return surname and (word.raised or self.message.ends(index))
        if self.message.may_name(index) or self._strange_beside(index):
            return True
        if self.message.titled(first) and all(map(self.message.initial, range(first, index))):
            return self._announced(index, Trust.TITLE)  # "mrs d. prosser"
        rank = self.lexicon.rank(word.key)
        if rank <= _COMMON:
            return False
        if _SYLLABLE.fullmatch(word.key) and _SYLLABLE.fullmatch(self.message.key_at(index - 1)):
            return True
        if word.raised or word.key in self.lexicon.all_surnames:
            return True
        return self.message.ends(index) and (trust is Trust.ANY or rank > _RARE)

    def _strange_beside(self, index: int) -> bool:
        """Whether a word beside a name is none of English; in another script it says nothing."""
        key = self.words[index].key
        return key.isascii() and self.lexicon.is_strange(key, announced=True)
