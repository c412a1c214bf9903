"""A real Chromium, driven over its DevTools protocol: pages, clicks, keys, screenshots.

    with Browser.start(folder) as browser:
        page = browser.open("http://127.0.0.1:8000/")
        page.wait_for("document.querySelector('frontdesk-chat')")
        page.click("frontdesk-chat >>> .launcher")

In a selector, `>>>` goes into the shadow root of what stands before it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from websocket import WebSocket, create_connection

from tests.chromium.page import CALL_TIMEOUT_S, BrowserError, Page

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--disable-features=Translate,OptimizationHints,MediaRouter",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--remote-debugging-port=0",
)
START_TIMEOUT_S = 30.0
DESKTOP = (1280, 860)
PHONE = (390, 844)


def chromium_path() -> str | None:
    """Return where Chromium is installed, None if it is not."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


class Browser:
    """One Chromium process with a profile of its own; every page gets fresh storage."""

    def __init__(self, process: subprocess.Popen[bytes], socket: WebSocket) -> None:
        self._process = process
        self._socket = socket
        self._last_id = 0
        self._pages: dict[str, Page] = {}

    @classmethod
    def start(cls, folder: Path) -> Browser:
        """Start Chromium with its profile in `folder`; raises BrowserError if it does not come."""
        path = chromium_path()
        if path is None:
            raise BrowserError("chromium is not installed")
        process = subprocess.Popen(  # noqa: S603 - our own arguments
            [path, *FLAGS, f"--user-data-dir={folder}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            port, endpoint = _wait_for_port(process, folder / "DevToolsActivePort")
            socket = create_connection(
                f"ws://127.0.0.1:{port}{endpoint}", suppress_origin=True, timeout=CALL_TIMEOUT_S
            )
        except BaseException:
            process.kill()
            process.wait()
            raise
        return cls(process, socket)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        self._socket.close()
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def open(
        self, address: str = "about:blank", *, size: tuple[int, int] = DESKTOP, phone: bool = False
    ) -> Page:
        """Open a page with storage of its own."""
        context = self.call("Target.createBrowserContext", {"disposeOnDetach": True})
        return self.open_beside(context["browserContextId"], address, size=size, phone=phone)

    def open_beside(
        self,
        context: str,
        address: str = "about:blank",
        *,
        size: tuple[int, int] = DESKTOP,
        phone: bool = False,
    ) -> Page:
        """Open a page that shares the storage of another (`Page.context`)."""
        target = self.call(
            "Target.createTarget", {"url": "about:blank", "browserContextId": context}
        )["targetId"]
        session = self.call("Target.attachToTarget", {"targetId": target, "flatten": True})
        page = Page(self, session["sessionId"], target, context)
        self._pages[page.session] = page
        page.prepare()
        page.set_size(*size, phone=phone)
        if address != "about:blank":
            page.go(address)
        return page

    def forget(self, page: Page) -> None:
        """Take no more events for a page."""
        self._pages.pop(page.session, None)

    def call(
        self, method: str, params: Mapping[str, Any] | None = None, session: str = ""
    ) -> dict[str, Any]:
        """Call a method of the protocol and return its result; raises BrowserError."""
        self._last_id += 1
        call_id = self._last_id
        message: dict[str, Any] = {"id": call_id, "method": method, "params": params or {}}
        if session:
            message["sessionId"] = session
        self._socket.send(json.dumps(message))
        ends = time.monotonic() + CALL_TIMEOUT_S
        while time.monotonic() < ends:
            answer = json.loads(self._socket.recv())
            if answer.get("id") == call_id:
                if "error" in answer:
                    raise BrowserError(f"{method}: {answer['error'].get('message')}")
                result: dict[str, Any] = answer["result"]
                return result
            page = self._pages.get(answer.get("sessionId", ""))
            if page is not None and "method" in answer:
                page.take_event(answer["method"], answer["params"])
        raise BrowserError(f"{method}: no answer within {CALL_TIMEOUT_S:g} s")


def _wait_for_port(process: subprocess.Popen[bytes], file: Path) -> tuple[int, str]:
    ends = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < ends:
        if file.exists():
            lines = file.read_text().split("\n")
            if len(lines) >= 2:
                return int(lines[0]), lines[1]
        if process.poll() is not None:
            raise BrowserError(f"chromium ended with {process.returncode}")
        time.sleep(0.05)
    raise BrowserError("chromium does not start")
