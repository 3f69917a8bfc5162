"""The text of ``content/faqs.yml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from frontdesk.editing.edits import FaqFields
from frontdesk.editing.scalars import written
from frontdesk.editing.yaml_edit import (
    node_at,
    span_of,
    with_entry,
    with_key,
    with_list,
    with_value,
    without_key,
    without_paragraph,
)
from frontdesk.editing.yaml_nodes import (
    child,
    column,
    compose,
    end_of,
    insert_lines,
    is_null,
    items,
    line_end,
    line_of,
    line_start,
    newline_of,
    pairs,
    start_of,
)

FIELDS = ("question", "article", "passages", "more", "follow_ups", "offer_booking")
_LISTS = ("passages", "more", "follow_ups")
_STEP = 2


@dataclass(frozen=True)
class FaqFile:
    """What the file says, also where that can't be used.

    Attributes:
        faqs: by slug, in the file's order.
        starters: slugs.
        lines: 1-based line of each FAQ's name, and of each of its entries as ``(slug, field, entry)``.
    """

    faqs: Mapping[str, FaqFields]
    starters: tuple[str, ...]
    lines: Mapping[tuple[str, ...], int]


def read_faqs(text: str) -> FaqFile:
    """Read the file without checking it.

    Raises:
        NotReadable: it isn't YAML of that kind.
    """
    root = compose(text)
    lines: dict[tuple[str, ...], int] = {}
    faqs = {}
    for slug, key, value in pairs(child(root, "faqs")):
        lines[(slug,)] = line_of(key)
        fields = {name: node for name, _, node in pairs(value)}
        lists = {name: _texts(fields.get(name)) for name in _LISTS}
        lines |= {(slug, name, entry): line for name in _LISTS for entry, line in lists[name]}
        offer = fields.get("offer_booking")
        passages, more, follow_ups = (tuple(entry for entry, _ in lists[name]) for name in _LISTS)
        faqs[slug] = FaqFields(_text(fields.get("question")), _text(fields.get("article")), passages, more, follow_ups,
                               isinstance(offer, ScalarNode) and offer.value.casefold() == "true")
    return FaqFile(faqs, tuple(text for text, _ in _texts(child(root, "starters"))), lines)


def with_starters(text: str, slugs: tuple[str, ...]) -> str:
    """The text with these starters."""
    if node_at(text, ["starters"]) is None:
        text = with_key(text, (), "starters", ("starters", "faqs"))
    return with_list(text, ["starters"], slugs)


def with_faq(text: str, slug: str, faq: FaqFields) -> str:
    """The text with one more FAQ, as the last one."""
    if node_at(text, ["faqs"]) is None:
        text = with_key(text, (), "faqs")
    step = _step(text)
    there = list(pairs(node_at(text, ["faqs"])))

    def lines(indent: str) -> list[str]:
        return [f"{indent}{written(slug)}:", *(indent + line for line in _lines(faq, step))]

    if not there:
        return with_entry(text, ["faqs"], lines)
    _, key, value = there[-1]
    return insert_lines(text, line_end(text, end_of(text, value)), ["", *lines(" " * column(text, start_of(key)))])


def without_faq(text: str, slug: str) -> str:
    """The text without an FAQ, and without the comment right above it."""
    return without_paragraph(text, *span_of(text, ["faqs", slug]))


def with_fields(text: str, changed: Mapping[str, tuple[FaqFields, FaqFields]]) -> str:
    """The text with other values for those fields of FAQs that differ.

    Args:
        text: of the file.
        changed: by slug, how each is and how it shall be.
    """
    faqs = node_at(text, ["faqs"])
    head = f"faqs:{newline_of(text)}"
    # From the bottom up, so that the places above stay right; and each by itself, as reading the whole file takes long.
    for slug, key, value in reversed(list(pairs(faqs))):
        if slug not in changed:
            continue
        if isinstance(faqs, MappingNode) and faqs.flow_style:
            text = _with_fields(text, slug, *changed[slug])
            continue
        start, end = line_start(text, start_of(key)), line_end(text, max(end_of(text, value), start_of(key)))
        alone = _with_fields(head + text[start:end], slug, *changed[slug])
        text = text[:start] + alone[len(head):] + text[end:]
    return text


def _with_fields(text: str, slug: str, old: FaqFields, new: FaqFields) -> str:
    for name in FIELDS:
        value = getattr(new, name)
        if value == getattr(old, name):
            continue
        path = ["faqs", slug, name]
        there = node_at(text, path) is not None
        if not value:
            text = without_key(text, path) if there else text
            continue
        if not there:
            text = with_key(text, path[:-1], name, FIELDS)
        if isinstance(value, tuple):
            text = with_list(text, path, value)
        else:
            text = with_value(text, path, "true" if value is True else written(value))
    return text


def _step(text: str) -> int:
    """By how much an FAQ's fields are indented."""
    for _, key, value in pairs(node_at(text, ["faqs"])):
        for _, inner, _ in pairs(value):
            step = column(text, start_of(inner)) - column(text, start_of(key))
            if step > 0:
                return step
    return _STEP


def _lines(faq: FaqFields, step: int) -> list[str]:
    """An FAQ's fields, indented below its slug."""
    indent = " " * step
    lines = [f"{indent}question: {written(faq.question)}", f"{indent}article: {written(faq.article)}"]
    for name in _LISTS:
        entries = getattr(faq, name)
        lines += [f"{indent}{name}:"] * bool(entries) + [f"{indent}  - {written(entry)}" for entry in entries]
    return lines + [f"{indent}offer_booking: true"] * faq.offer_booking


def _text(node: Node | None) -> str:
    return str(node.value).strip() if isinstance(node, ScalarNode) and not is_null(node) else ""


def _texts(node: Node | None) -> list[tuple[str, int]]:
    entries = [node] if isinstance(node, ScalarNode) else items(node)
    return [(str(entry.value).strip(), line_of(entry)) for entry in entries
            if isinstance(entry, ScalarNode) and not is_null(entry)]
