"""Language tags and directions."""

from __future__ import annotations

from pathlib import Path

import pytest

from frontdesk.errors import ContentError
from frontdesk.knowledge.languages import direction_of, read_language
from frontdesk.knowledge.yaml_lines import Section, load_mapping


def read(text: str) -> str:
    path = Path("clinic.yml")
    return read_language(Section(path, load_mapping(path, text)), "language")


@pytest.mark.parametrize(("text", "tag"), [
    ("", "en"), ("language:", "en"), ("language: en", "en"), ("language: EN-gb", "en-GB"), ("language: no", "no"),
    ("language: zh-hant-tw", "zh-Hant-TW"), ("language: es-419", "es-419"),
    ("language: sl-Rozaj-biske", "sl-rozaj-biske"),
    ("language: de-1996", "de-1996"), ("language: haw", "haw"),
])
def test_a_tag_has_its_usual_spelling(text: str, tag: str) -> None:
    assert read(f"{text}\n") == tag


@pytest.mark.parametrize("tag", ["english", "e", "en_GB", "en-", "en-GBR", "en GB", "x-klingon", "en-latn-latn", "12"])
def test_what_is_no_tag_is_refused(tag: str) -> None:
    with pytest.raises(ContentError, match=r"clinic\.yml:2: .* isn't a language tag of BCP 47\. .* en-GB"):
        read(f"a: b\nlanguage: '{tag}'\n")


@pytest.mark.parametrize(("tag", "direction"), [
    ("en", "ltr"), ("ar", "rtl"), ("ar-EG", "rtl"), ("he", "rtl"), ("fa-AF", "rtl"), ("ur", "rtl"), ("ckb", "rtl"),
    ("ar-Latn", "ltr"), ("pa", "ltr"), ("pa-Arab-PK", "rtl"), ("az-Arab", "rtl"), ("zh-Hant", "ltr"),
    ("de-1996", "ltr"),
])
def test_the_script_or_else_the_language_tells_the_direction(tag: str, direction: str) -> None:
    assert direction_of(tag) == direction
