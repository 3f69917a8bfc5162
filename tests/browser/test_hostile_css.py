"""Style sheets of host pages that spare nothing leave the chat as it is."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw
from playwright.sync_api import Locator, Page, expect

from tests.browser.host_pages import HostPage
from tests.browser.panel import box, field, launcher, open_panel, say
from tests.browser.stand_in import QUOTING

pytestmark = pytest.mark.browser

_SHEETS = (Path(__file__).parent / "data" / "hostile.css").read_text(encoding="utf-8")
SHEETS = dict(re.findall(r"/\* (.*?) \*/\n(.*?)\n(?=\n|$)", _SHEETS, re.DOTALL))
# What is compared is drawn by one browser with the same fonts, so it is all but the same: letters may be smoothed
# differently where the page makes the browser draw on other layers.
TOLERATED = 0.001  # share of the pixels


def picture(page: Page, part: Locator) -> Image.Image:
    """A part of the page, without what the page itself shows at its edges and round corners."""
    left, top, right, bottom = box(part)
    clip = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    shot = Image.open(io.BytesIO(page.screenshot(clip=clip, animations="disabled", caret="hide"))).convert("RGB")
    radius = part.evaluate("(element) => parseFloat(getComputedStyle(element).borderTopLeftRadius)") or 16
    inside = Image.new("L", shot.size, 0)
    ImageDraw.Draw(inside).rounded_rectangle((2, 2, shot.width - 3, shot.height - 3), min(radius, shot.height / 2), 255)
    return Image.composite(shot, Image.new("RGB", shot.size), inside)


def differing(one: Image.Image, other: Image.Image) -> float:
    """Share of the pixels that differ by more than smoothing does; 1 where the sizes differ."""
    if one.size != other.size:
        return 1.0
    difference = ImageChops.difference(one, other).convert("L").point(lambda value: 255 * (value > 24))
    return difference.histogram()[255] / (one.width * one.height)


def shown(page: Page, clinic) -> dict[str, Image.Image]:
    """The launcher, the panel as it opens, and a conversation in it."""
    expect(launcher(page)).to_be_visible()
    pictures = {"launcher": picture(page, launcher(page))}
    open_panel(page)
    pictures["open"] = picture(page, page.locator(".panel"))
    clinic.replies = [[QUOTING.as_dict()]]
    say(page, "is my calf related to my back?")
    # The time is another one each time.
    page.locator("time").evaluate_all("(times) => times.forEach((time) => { time.textContent = '12:00' })")
    field(page).focus()
    pictures["answered"] = picture(page, page.locator(".panel"))
    return pictures


@pytest.fixture(scope="module")
def plain() -> dict[str, Image.Image]:
    """How the chat looks on a plain page; filled by the first test."""
    return {}


@pytest.mark.parametrize("name", SHEETS)
def test_it_looks_as_on_a_plain_page(open_host, clinic, host, plain, name: str) -> None:
    if not plain:
        host.pages["plain"] = HostPage(clinic.url)
        plain |= shown(open_host("/plain/"), clinic)
    host.pages["hostile"] = HostPage(clinic.url, css=SHEETS[name])
    hostile = shown(open_host("/hostile/"), clinic)
    shares = {part: differing(plain[part], hostile[part]) for part in plain}
    assert {part: share for part, share in shares.items() if share > TOLERATED} == {}


# Where an element in the page stands, and how large it is, is for the page to say.
@pytest.mark.parametrize("name", ["reset", "huge type", "small root", "spaced capitals", "colours", "no pointer",
                                  "buttons and fields", "variables of the same names"])
def test_in_the_page_it_looks_as_on_a_plain_one(open_host, clinic, host, name: str) -> None:
    # A fixed place, so that letters fall on the same pixels. What strikes a page through strikes through all in it.
    place = '<div style="position: fixed; inset: 100px auto auto 20px; width: 400px; height: 600px">{}</div>'.format(
        "<frontdesk-chat></frontdesk-chat>")
    pictures = []
    for css in ("", SHEETS[name].replace("text-decoration: line-through !important;", "")):
        host.pages["page"] = HostPage(clinic.url, body=place, css=css)
        page = open_host("/page/")
        expect(field(page)).to_be_visible()
        page.locator("frontdesk-chat").scroll_into_view_if_needed()
        pictures.append(picture(page, page.locator(".panel")))
    assert differing(*pictures) <= TOLERATED


def test_a_change_would_be_seen(open_host, clinic, host) -> None:
    host.pages["plain"] = HostPage(clinic.url)
    page = open_host("/plain/")
    open_panel(page)
    before = picture(page, page.locator(".panel"))
    for change in ("letterSpacing = '.2px'", "fontSize = '15px'", "direction = 'rtl'", "opacity = '.8'"):
        name = change.split(" ")[0]
        page.locator(".panel").evaluate(f"(element) => {{ element.style.{change} }}")
        assert differing(before, picture(page, page.locator(".panel"))) > TOLERATED, change
        page.locator(".panel").evaluate(f"(element) => {{ element.style.{name} = '' }}")
    assert differing(before, picture(page, page.locator(".panel"))) <= TOLERATED
