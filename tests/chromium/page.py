"""One tab of a browser: what a test sees and does there. In a selector, `>>>` goes into the
shadow root of what stands before it.
"""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

CALL_TIMEOUT_S = 30.0
WAIT_TIMEOUT_S = 10.0

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


class Line(Protocol):
    """The connection to the browser."""

    def call(
        self, method: str, params: Mapping[str, Any] | None = None, session: str = ""
    ) -> dict[str, Any]:
        """Call a method of the protocol and return its result; raises BrowserError."""
        ...

    def forget(self, page: Page) -> None:
        """Take no more events for a page."""
        ...


class Page:
    """One tab. `errors` collects what the console, the network and the CSP complain about."""

    def __init__(self, line: Line, session: str, target: str, context: str) -> None:
        self._line = line
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
        self._line.forget(self)
        self._line.call("Target.closeTarget", {"targetId": self._target})

    def call(self, method: str, params: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Call a method of the protocol for this page."""
        return self._line.call(method, params, self.session)

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
