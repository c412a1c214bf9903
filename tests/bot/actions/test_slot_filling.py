from __future__ import annotations

from structlog.testing import capture_logs

from bot.actions.errors import ActionFailed
from bot.actions.outcome import ActionOutcome
from bot.actions.slot_filling import VALIDATE, fill_slots
from bot.domain.conversation import Conversation
from bot.domain.domain import Domain


class Failing:
    """Actions that fail with a mistake in their code, or with a reason alone."""

    def __init__(self, cause: Exception | None) -> None:
        self._cause = cause

    def __contains__(self, name: str) -> bool:
        return True

    async def run(self, name: str, conversation: Conversation) -> ActionOutcome:
        raise ActionFailed(f"'{name}' raised") from self._cause


async def told_of(cause: Exception | None) -> object:
    conversation = Conversation.start("c", Domain(actions=(VALIDATE,)))
    with capture_logs() as told:
        assert await fill_slots(conversation, Failing(cause)) == ActionOutcome()
    (line,) = told
    assert line["event"] == "slots_not_filled"
    return line["exc_info"]


async def test_a_mistake_in_a_projects_extraction_is_logged_with_where_it_is() -> None:
    mistake = KeyError("size")
    assert await told_of(mistake) is mistake


async def test_a_failure_that_is_no_mistake_of_code_has_no_traceback() -> None:
    assert await told_of(None) is None
