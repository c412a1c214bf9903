"""A real Chromium, driven over its DevTools protocol: pages, clicks, keys, screenshots.

    with Browser.start(folder) as browser:
        page = browser.open("http://127.0.0.1:8000/")
        page.wait_for("document.querySelector('frontdesk-chat')")
        page.click("frontdesk-chat >>> .launcher")

In a selector, `>>>` goes into the shadow root of what stands before it.
"""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from websocket import WebSocket, create_connection

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
CALL_TIMEOUT_S = 30.0
WAIT_TIMEOUT_S = 10.0
DESKTOP = (1280, 860)
PHONE = (390, 844)

# Keys that are not a character: DOM code and the code that Windows gives them.
_KEYS = {"Enter": 13, "Tab": 9, "Escape": 27, "ArrowLeft": 37, "ArrowRight": 39, "Backspace": 8}
_SHIFT = 8
_FIND = """
(selector) => {
  let found = document;
  for (const part of selector.split(">>>")) {
    const scope = found.shadowRoot || found;
    found = scope.querySelector(part.trim());
    if (!found) return null;
  }
  return found;
}
"""


class BrowserError(RuntimeError):
    """The browser answered with an error, or a script in the page threw."""


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


class Page:
    """One tab. `errors` collects what the console, the network and the CSP complain about."""

    def __init__(self, browser: Browser, session: str, target: str, context: str) -> None:
        self._browser = browser
        self.session = session
        self._target = target
        self.context = context
        self.errors: list[str] = []
        self.requests: list[str] = []
        self._loaded = False

    def prepare(self) -> None:
        """Ask for the events that are collected."""
        for domain in ("Page", "Runtime", "Log", "Network", "DOM"):
            self.call(f"{domain}.enable")

    def close(self) -> None:
        """Close the tab."""
        self._browser.forget(self)
        self._browser.call("Target.closeTarget", {"targetId": self._target})

    def call(self, method: str, params: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Call a method of the protocol for this page."""
        return self._browser.call(method, params, self.session)

    def go(self, address: str) -> None:
        """Load an address and wait until everything on it has loaded."""
        self._loaded = False
        result = self.call("Page.navigate", {"url": address})
        if result.get("errorText"):
            raise BrowserError(f"{address}: {result['errorText']}")
        self._wait_loaded()

    def reload(self) -> None:
        """Load the page anew."""
        self._loaded = False
        self.call("Page.reload")
        self._wait_loaded()

    def run(self, script: str) -> Any:
        """Return the value of an expression, awaited if it is a promise."""
        answer = self.call(
            "Runtime.evaluate",
            {"expression": script, "awaitPromise": True, "returnByValue": True},
        )
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise BrowserError(details.get("exception", {}).get("description") or details["text"])
        return answer["result"].get("value")

    def on(self, selector: str, function: str, *arguments: Any) -> Any:
        """Return `function(element, ...arguments)`; raises BrowserError if there is no element."""
        given = ", ".join(json.dumps(one) for one in (selector, *arguments))
        return self.run(
            f"((selector, ...rest) => {{ const found = ({_FIND})(selector);"
            f" if (!found) throw new Error('nothing matches ' + selector);"
            f" return ({function})(found, ...rest); }})({given})"
        )

    def has(self, selector: str) -> bool:
        """Return whether an element is there."""
        return bool(self.run(f"!!({_FIND})({json.dumps(selector)})"))

    def is_shown(self, selector: str) -> bool:
        """Return whether an element is there and can be seen."""
        return self.has(selector) and bool(
            self.on(selector, "e => e.checkVisibility() && e.getClientRects().length > 0")
        )

    def text(self, selector: str) -> str:
        """Return an element's text as it is shown."""
        return str(self.on(selector, "e => e.innerText.trim()"))

    def wait_for(self, script: str, timeout_s: float = WAIT_TIMEOUT_S) -> Any:
        """Wait until an expression is true and return it; raises BrowserError with the last."""
        ends = time.monotonic() + timeout_s
        while True:
            value = self.run(script)
            if value:
                return value
            if time.monotonic() > ends:
                raise BrowserError(f"not within {timeout_s:g} s: {script}")
            time.sleep(0.03)

    def wait_shown(self, selector: str, timeout_s: float = WAIT_TIMEOUT_S) -> None:
        """Wait until an element can be seen."""
        find = f"({_FIND})({json.dumps(selector)})"
        self.wait_for(
            f"(() => {{ const e = {find}; return e && e.checkVisibility(); }})()", timeout_s
        )

    def click(self, selector: str) -> None:
        """Click into the middle of an element, as a mouse does."""
        x, y = self.on(
            selector,
            "e => { e.scrollIntoView({block: 'nearest', inline: 'nearest', behavior: 'instant'});"
            " const r = e.getBoundingClientRect();"
            " return [r.x + r.width / 2, r.y + r.height / 2]; }",
        )
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            self.call(
                "Input.dispatchMouseEvent",
                {
                    "type": kind,
                    "x": x,
                    "y": y,
                    "button": "none" if kind == "mouseMoved" else "left",
                    "clickCount": 0 if kind == "mouseMoved" else 1,
                },
            )

    def type(self, text: str) -> None:
        """Type text into what has the focus."""
        self.call("Input.insertText", {"text": text})

    def press(self, key: str, *, shift: bool = False) -> None:
        """Press and release a key, `Enter` or `Tab` for example."""
        event: dict[str, Any] = {
            "key": key,
            "code": key,
            "windowsVirtualKeyCode": _KEYS[key],
            "modifiers": _SHIFT if shift else 0,
        }
        text = "\r" if key == "Enter" else ""
        self.call("Input.dispatchKeyEvent", {"type": "keyDown", "text": text, **event})
        self.call("Input.dispatchKeyEvent", {"type": "keyUp", **event})

    def set_size(self, width: int, height: int, *, phone: bool = False) -> None:
        """Set the size of the window in CSS pixels; a phone has touch and a dense screen."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            {
                "width": width,
                "height": height,
                "deviceScaleFactor": 2 if phone else 1,
                "mobile": phone,
            },
        )
        self.call("Emulation.setTouchEmulationEnabled", {"enabled": phone})

    def prefer(self, **features: str) -> None:
        """Set media features, `prefers_color_scheme="dark"` for example."""
        self.call(
            "Emulation.setEmulatedMedia",
            {
                "features": [
                    {"name": name.replace("_", "-"), "value": value}
                    for name, value in features.items()
                ]
            },
        )

    def go_offline(self, offline: bool = True) -> None:
        """Cut the page off the network, or let it back."""
        self.call(
            "Network.emulateNetworkConditions",
            {
                "offline": offline,
                "latency": 0,
                "downloadThroughput": -1,
                "uploadThroughput": -1,
            },
        )

    def screenshot(self, path: Path, *, whole: bool = False) -> Path:
        """Save what is shown as PNG; `whole` takes the page beyond the window."""
        answer = self.call(
            "Page.captureScreenshot", {"format": "png", "captureBeyondViewport": whole}
        )
        path.write_bytes(base64.b64decode(answer["data"]))
        return path

    def take_event(self, method: str, params: Mapping[str, Any]) -> None:
        """Note an event of the protocol."""
        if method == "Page.loadEventFired":
            self._loaded = True
        elif method == "Runtime.exceptionThrown":
            details = params["exceptionDetails"]
            self.errors.append(
                str(details.get("exception", {}).get("description") or details["text"])
            )
        elif method == "Log.entryAdded" and params["entry"]["level"] == "error":
            self.errors.append(f"{params['entry']['text']} {params['entry'].get('url', '')}")
        elif method == "Runtime.consoleAPICalled" and params["type"] == "error":
            self.errors.append(" ".join(str(one.get("value")) for one in params["args"]))
        elif method == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])

    def _wait_loaded(self) -> None:
        ends = time.monotonic() + CALL_TIMEOUT_S
        while not self._loaded:
            if time.monotonic() > ends:
                raise BrowserError("the page does not finish loading")
            self.run("0")
            time.sleep(0.02)


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
