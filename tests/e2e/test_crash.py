"""kill -9 under load: what was acknowledged is kept, answered once and in order."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.bench.crash import CrashLoad, CrashResult, crash

pytestmark = pytest.mark.e2e
TEXTS = (
    "hello there",
    "how long does shipping take?",
    "do you have a two person tent under 300 euro",
    "where is my parcel",
    "what is your return policy",
    "thanks a lot",
    "tell me a joke about quantum physics",
)


def check(result: CrashResult, load: CrashLoad) -> None:
    findings = result.findings
    assert findings.faults == {}, findings.faults
    assert result.kills == load.kills
    # the load was real, and every message was delivered more than once on average
    assert findings.acknowledged >= load.kills * 20
    assert findings.answered >= findings.acknowledged
    assert result.deliveries > findings.acknowledged / 2
    assert findings.writes == load.complaints
    assert result.longest_stop_s < 20


@pytest.mark.timeout(300)
def test_nothing_acknowledged_is_lost_or_doubled_by_kills(demo: Path) -> None:
    load = CrashLoad(kills=4, on_platform=12, over_rest=6, complaints=5)
    check(crash(demo, TEXTS, load), load)


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_twenty_kills(demo: Path) -> None:
    load = CrashLoad(kills=20)
    check(crash(demo, TEXTS, load), load)
