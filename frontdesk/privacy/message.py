"""A message as its words, with what surrounds each of them."""

from __future__ import annotations

from functools import cached_property

from frontdesk.privacy.cues import Trust, find_cues
from frontdesk.privacy.lexicon import UNRANKED, lexicon
from frontdesk.privacy.tokens import Word, tokenize
from frontdesk.privacy.words import NEVER_NAMES, SAYING_VERBS, word_set

_CLAUSE_WORDS = word_set("and but because as so when what that or cos coz then if")
# What follows a subject: a word before it is no verb but a name ("my son Will is").
_AFTER_SUBJECT = SAYING_VERBS | word_set("""
about after again also and asap at because before btw but calling can could each every for friday from had has he he's
her here hes his i i'm if im in instead is ive last lol monday my next now on only or please pls regarding saturday she
she's shes since soon speaking sunday thanks then they this thursday thx to today tomorrow tuesday until was we
wednesday when who would yesterday
""")
_MYSELF = word_set("i me my myself")
_NO_INITIALS = frozenset("iaxunsrcky")  # single letters that are words or shorthand


class Message:
    """The words of one message, and questions about them that several rules ask.

    Args:
        text: a plain copy of the message, other finds blotted out.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = tokenize(text)
        self.lexicon = lexicon()
        self.cues = find_cues(text, self.words)

    @cached_property
    def english(self) -> bool:
        """Whether enough of the words are English for a strange one to mean something."""
        words = [word for word in self.words if len(word.key) > 2 and not word.numeric]
        strange = sum(self.lexicon.rank(word.key) == UNRANKED and word.key not in NEVER_NAMES for word in words)
        return len(words) < 4 or strange * 5 <= len(words) * 2

    def titled(self, index: int) -> bool:
        """Whether "my name is" or a title stands before a word."""
        trust = self.cues.get(index)
        return trust is not None and trust <= Trust.DOCTOR

    def following(self, index: int) -> Word | None:
        """The next word, if hardly more than a space stands before it."""
        if index + 1 < len(self.words) and self.words[index + 1].joined and not self.words[index].closes:
            return self.words[index + 1]
        return None

    def key_after(self, index: int) -> str:
        """The next word's key, or nothing."""
        following = self.following(index)
        return following.key if following else ""

    def key_at(self, index: int) -> str:
        """A word's key; nothing outside the message."""
        return self.words[index].key if 0 <= index < len(self.words) else ""

    def possessive(self, index: int) -> bool:
        """Whether 's stands after a word."""
        end = self.words[index].end
        return self.text[end:end + 2].lower() == "'s"

    def after_comma(self, index: int) -> bool:
        """Whether a comma stands before a word."""
        return index > 0 and self.text[self.words[index - 1].end:self.words[index].start].strip() == ","

    def subject(self, index: int) -> bool:
        """Whether what follows a word can't be its object, so that the word is no verb."""
        if index + 1 >= len(self.words):
            return True
        key = self.key_after(index)
        return key in _AFTER_SUBJECT or (key in self.lexicon.english_surnames and key not in NEVER_NAMES)

    def ends(self, index: int) -> bool:
        """Whether a clause ends after a word, or goes on as after a name."""
        return self.words[index].closes or self.subject(index)

    def says(self, index: int) -> bool:
        """Whether a word is the subject of "told me" and the like."""
        word = self.words[index]
        if self.key_after(index) not in SAYING_VERBS:
            return False
        return word.opens or not word.joined or self.key_at(index - 1) in _CLAUSE_WORDS

    def together(self, index: int) -> bool:
        """Whether "and I" follows a word."""
        return self.key_after(index) == "and" and self.key_at(index + 2) in _MYSELF

    def initial(self, index: int) -> bool:
        """Whether a word is somebody's initial."""
        key = self.words[index].key
        return len(key) == 1 and key.isalpha() and key not in _NO_INITIALS

    def after_initial(self, index: int) -> bool:
        """Whether a letter and a dot stand before a word."""
        if not self.words[index].joined or len(self.key_at(index - 1)) != 1:
            return False
        return self.text[self.words[index - 1].end:self.words[index].start].startswith(".")

    def named(self, index: int) -> bool:
        """Whether a word by itself is a name, or nothing known."""
        key = self.words[index].key
        return self.lexicon.is_given(key) or self.lexicon.is_surname(key) or self.lexicon.is_strange(key)

    def may_name(self, index: int) -> bool:
        """Whether a word can be a name at all."""
        key = self.words[index].key
        return self.named(index) or key in self.lexicon.word_names or key in self.lexicon.english_surnames
