"""A clerk at a browser who has no mouse: keys alone, every page judged for accessibility, nothing said or fetched
unseen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
FEWEST = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
MOST_TABS = 400


class Clerk:
    """``said``: what the browser's console said; ``asked``: every address that was fetched."""

    def __init__(self, page: Page, pictures: Path) -> None:
        self.page, self.pictures = page, pictures
        self.said: list[str] = []
        self.asked: list[str] = []
        self.book = Path()
        page.on("filechooser", lambda chooser: chooser.set_files(self.book))
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))

    def press(self, *keys: str) -> None:
        """Keys, one after another."""
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """A text where the focus is."""
        self.page.keyboard.insert_text(text)

    def at(self, selector: str) -> bool:
        """Whether the focus is there."""
        return bool(self.page.evaluate("s => document.activeElement.matches(s)", selector))

    def reach(self, selector: str) -> None:
        """Tab until the focus is there."""
        self.wait(selector)
        for _ in range(MOST_TABS):
            if self.at(selector):
                return
            self.press("Tab")
        raise AssertionError(f"{selector} is not reached by Tab")

    def walk(self, selector: str, key: str = "ArrowDown") -> None:
        """Arrow until the focus is there."""
        for _ in range(MOST_TABS):
            if self.at(selector):
                return
            self.press(key)
        raise AssertionError(f"{selector} is not reached by {key}")

    def wait(self, selector: str, seconds: float = 60) -> None:
        """Until it is there to be seen."""
        self.page.wait_for_selector(selector, timeout=seconds * 1000)

    def act(self, *keys: str) -> None:
        """Keys of which the last has the page answer: until it has."""
        self.press(*keys[:-1])
        self.page.evaluate("() => document.querySelector('#than').setAttribute('data-before', '')")
        self.press(keys[-1])
        self.wait("#than:not([data-before])")

    def enter(self, selector: str, then: str) -> None:
        """Reach it, press Enter, and wait for what follows."""
        self.reach(selector)
        self.act("Enter")
        self.wait(then)

    def hand_over(self, book: Path) -> None:
        """Choose a file and have it read."""
        self.book = book
        self.reach("#tep")
        for _ in range(3):  # a browser just started may miss the key
            self.press("Space")
            self.page.wait_for_timeout(500)
            if self.page.evaluate("document.querySelector('#tep').files.length"):
                break
        self.enter("form[enctype] button", "#loi")

    def saved(self, selector: str, path: Path) -> Path:
        """A file saved by its link or button."""
        self.reach(selector)
        with self.page.expect_download() as download:
            self.press("Enter")
        download.value.save_as(path)
        return path

    def text(self, selector: str) -> str:
        """What is written there."""
        return self.page.inner_text(selector)

    def look(self, name: str) -> None:
        """A picture, and no fault of accessibility."""
        self.page.screenshot(path=str(self.pictures / f"{name}.png"), full_page=True)
        found: list[dict[str, Any]] = Axe().run(self.page, options=FEWEST).response["violations"]
        told = [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found]
        assert not told, (name, told)


@contextmanager
def clerk_at(address: str, pictures: Path, width: int = 1280, script: bool = True) -> Iterator[Clerk]:
    """A browser at an address."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=script)
        clerk = Clerk(context.new_page(), pictures)
        clerk.page.goto(address)
        yield clerk
        browser.close()
