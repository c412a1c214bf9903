"""The widget on a page, as a customer uses it."""

from __future__ import annotations

import json
from typing import Any

from tests.chromium.page import Page

HOST = "frontdesk-chat >>> "
ROOT = "document.querySelector('frontdesk-chat').shadowRoot"


class Chat:
    """Drives the widget of a page; selectors are those inside of the widget."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self) -> None:
        """Open the panel and wait until the server has greeted."""
        self.page.wait_shown(HOST + ".launcher")
        self.page.run(
            "window.ready = window.ready || new Promise(done => Frontdesk.on('ready', done)); 0"
        )
        if not self.is_shown(".panel"):
            self.click(".launcher")
        self.wait_shown(".panel")

    def wait_ready(self) -> None:
        """Wait for the server's welcome after `open`."""
        self.page.run("window.ready")

    def write(self, text: str) -> None:
        """Write a message and press Enter."""
        self.on(".composer textarea", "e => e.focus()")
        self.page.type(text)
        self.page.press("Enter")

    def send(self, text: str) -> str:
        """Send through the page's API; returns the message's id."""
        return str(self.page.run(f"Frontdesk.send({json.dumps(text)})"))

    def click(self, selector: str) -> None:
        """Click an element."""
        self.page.click(HOST + selector)

    def on(self, selector: str, function: str, *arguments: Any) -> Any:
        """Return `function(element, ...)` of an element."""
        return self.page.on(HOST + selector, function, *arguments)

    def text(self, selector: str) -> str:
        """Return an element's shown text."""
        return self.page.text(HOST + selector)

    def is_shown(self, selector: str) -> bool:
        """Return whether an element can be seen."""
        return self.page.is_shown(HOST + selector)

    def wait_shown(self, selector: str, timeout_s: float = 10.0) -> None:
        """Wait until an element can be seen."""
        self.page.wait_shown(HOST + selector, timeout_s)

    def wait_gone(self, selector: str, timeout_s: float = 10.0) -> None:
        """Wait until no such element can be seen."""
        find = json.dumps(selector)
        self.page.wait_for(
            f"(e => !e || !e.checkVisibility())({ROOT}.querySelector({find}))", timeout_s
        )

    def wait_count(self, selector: str, count: int, timeout_s: float = 10.0) -> None:
        """Wait until there are so many elements."""
        find = json.dumps(selector)
        self.page.wait_for(f"{ROOT}.querySelectorAll({find}).length === {count}", timeout_s)

    def wait_text(self, selector: str, text: str, timeout_s: float = 10.0) -> None:
        """Wait until an element shows this text somewhere."""
        find, wanted = json.dumps(selector), json.dumps(text)
        self.page.wait_for(
            f"({ROOT}.querySelector({find})?.innerText ?? '').includes({wanted})", timeout_s
        )

    def texts(self, selector: str = ".message .bubble") -> list[str]:
        """Return the texts of all such elements, in the order of the page."""
        find = json.dumps(selector)
        return list(self.page.run(f"[...{ROOT}.querySelectorAll({find})].map(e => e.textContent)"))

    def style(self, selector: str, name: str) -> str:
        """Return a computed style."""
        return str(self.on(selector, "(e, name) => getComputedStyle(e)[name]", name))

    def focused(self) -> str:
        """Return the class or label of what has the focus in the widget."""
        return str(
            self.page.run(f"(e => e ? e.ariaLabel || e.className : '')({ROOT}.activeElement)")
        )
