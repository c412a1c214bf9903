"""Nothing missing and nothing doubled, whatever happens to the line."""

from __future__ import annotations

import random
import time

import pytest

from tests.bot.web.chat import Chat
from tests.bot.web.conftest import Visit
from tests.fakes.widget_server import WidgetServer, host_page


def transcript(server: WidgetServer) -> list[str]:
    return [message["text"] for message in server.conversation.messages]


def expect_all(chat: Chat, server: WidgetServer, texts: list[str]) -> None:
    """Each text was one turn in its order, and the page shows what the server has."""
    assert [turn["text"] for turn in server.turns] == texts
    chat.wait_count(".message", 2 * len(texts))
    assert chat.texts() == transcript(server)
    chat.wait_count("[data-state]", len(chat.texts("[data-state=sent]")))
    assert chat.page.run("Object.keys(localStorage).filter(k => k.includes(':out:'))") == []


def test_twenty_cuts_while_sending(visit: Visit, server: WidgetServer) -> None:
    chat = visit()
    server.cut_before_ack = server.cut_after_ack = 10
    texts = [f"text {number}" for number in range(24)]
    for text in texts:
        chat.send(text)
    server.wait_until(lambda: len(server.turns) == len(texts), 40)
    assert server.cuts == 20
    expect_all(chat, server, texts)


def test_cuts_at_any_moment(visit: Visit, server: WidgetServer) -> None:
    chance = random.Random(11)  # noqa: S311 - a schedule, not a secret
    chat = visit()
    server.double_acks = True
    texts = [f"text {number}" for number in range(12)]
    for text in texts:
        chat.send(text)
        time.sleep(chance.random() * 0.05)
        if chance.random() < 0.5:
            server.cut()
    server.wait_until(lambda: len(server.turns) == len(texts), 30)
    expect_all(chat, server, texts)


def test_the_page_resumes_where_it_was(visit: Visit, server: WidgetServer) -> None:
    chat = visit()
    chat.write("hi")
    chat.wait_shown(".bot")
    server.cut()
    server.wait_until(lambda: len(server.hellos) == 2)
    hello = server.hellos[1]
    assert (hello["since"], hello["conversation"]) == (2, server.conversation.id)
    assert hello["visitor_token"] == "token-1"
    server.say(text="still here?")
    chat.wait_text(".message:last-child", "still here?")
    assert chat.texts() == transcript(server)


def test_what_was_missed_while_away_is_told_once(visit: Visit, server: WidgetServer) -> None:
    chat = visit()
    chat.write("hi")
    chat.wait_shown(".bot")
    chat.page.go_offline()
    server.cut()
    for number in range(5):
        server.say(text=f"missed {number}")
    chat.page.go_offline(False)
    chat.wait_text(".message:last-child", "missed 4")
    assert chat.texts() == transcript(server)


def test_a_gap_is_filled_by_scrolling(visit: Visit, server: WidgetServer) -> None:
    chat = visit()
    chat.write("hi")
    chat.wait_shown(".bot")
    first = server.conversation.messages[1]
    for number in range(3, 241):
        server.conversation.messages.append(
            {**first, "position": number, "text": f"number {number}"}
        )
    server.cut()
    chat.wait_text(".message:last-child", "number 240")
    assert chat.texts() == transcript(server)[40:]
    for shown in (230, 240):
        chat.on(".scroll", "e => { e.scrollTop = 0; }")
        chat.wait_count(".message", shown)
    assert chat.texts() == transcript(server)


def test_a_message_written_offline_outlives_the_page(visit: Visit, server: WidgetServer) -> None:
    chat = visit()
    server.unavailable = True
    server.cut()
    chat.write("important")
    assert chat.text(".customer .state") == "Sending…"
    chat.page.reload()
    chat.wait_text(".customer .bubble", "important")
    server.unavailable = False
    server.wait_until(lambda: len(server.turns) == 1)
    chat.wait_text(".bot", "You said: important")
    expect_all(chat, server, ["important"])


def test_two_pages_of_a_visitor_show_the_same(visit: Visit, server: WidgetServer) -> None:
    one = visit()
    one.write("from one")
    one.wait_shown(".bot")
    other = visit(beside=one)
    other.wait_shown(".bot")
    other.write("from the other")
    for chat in (one, other):
        chat.wait_count(".message", 4)
        assert chat.texts() == transcript(server)
    assert len(server.conversations) == 1


def test_duplicate_and_unknown_frames_change_nothing(visit: Visit, server: WidgetServer) -> None:
    chat = visit()
    chat.write("hi")
    chat.wait_shown(".bot")
    for message in server.conversation.messages * 2:
        server.show(message)
    server.show({"type": "ack", "client_id": "unknown", "position": 1, "duplicate": True})
    server.show({"type": "constructor"})
    server.show({"type": "something new"})
    server.say(text="end")
    chat.wait_text(".message:last-child", "end")
    assert chat.texts() == transcript(server)
    assert chat.page.errors == []


def test_a_message_that_is_too_fast_waits_for_its_time(visit: Visit, server: WidgetServer) -> None:
    refusal = {"code": "rate_limited", "message": "slow down", "retry_after": 1}
    server.refuse_messages = [refusal]
    chat = visit()
    chat.send("one")
    chat.send("two")
    chat.wait_text(".notice", "That was fast")
    server.wait_until(lambda: len(server.turns) == 2)
    expect_all(chat, server, ["one", "two"])
    chat.wait_gone(".notice")


def test_a_message_that_is_too_long_can_be_shortened(visit: Visit, server: WidgetServer) -> None:
    server.message_chars = 150
    chat = visit()
    chat.write("x" * 60)
    chat.wait_shown(".bot")
    chat.on(".composer textarea", "e => e.focus()")
    chat.page.type("y" * 151)
    assert chat.text(".counter") == "-1"
    chat.page.press("Enter")
    chat.wait_text(".notice", "at most 150 characters")
    assert len(server.turns) == 1
    chat.page.press("Backspace")
    chat.page.press("Enter")
    server.wait_until(lambda: len(server.turns) == 2)
    # the server knows better than the page
    server.refuse_messages = [{"code": "too_long", "message": "no"}]
    chat.write("z" * 10)
    chat.wait_text(".customer:last-child .state", "Not sent")
    chat.click(".customer:last-child .state button")
    assert chat.on(".composer textarea", "e => e.value") == "z" * 10
    assert "zzz" not in "".join(chat.texts())


def test_a_frame_that_kills_the_line_is_not_sent_again(visit: Visit, server: WidgetServer) -> None:
    chat = visit()
    server.close_code = 1009
    chat.send("poison")
    chat.wait_text(".customer .state", "Not sent")
    server.close_code = None
    chat.send("harmless")
    chat.wait_text(".bot", "You said: harmless")
    assert [turn["text"] for turn in server.turns] == ["harmless"]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("unknown_widget", "not available"),
        ("identity_invalid", "sign-in has expired"),
        ("identity_required", "Please sign in"),
    ],
)
def test_who_is_refused_is_told_and_does_not_knock_again(
    visit: Visit, server: WidgetServer, code: str, words: str
) -> None:
    server.refuse_hello = code
    chat = visit(opened=False)
    chat.open()
    chat.wait_text(".notice", words)
    # the first pause of other ends is at most 0.4 s
    time.sleep(0.5)
    assert len(server.hellos) == 1
    server.refuse_hello = ""
    chat.click(".notice button")
    chat.wait_ready()
    chat.wait_gone(".notice")
    chat.write("hi")
    chat.wait_shown(".bot")


def test_a_restart_of_the_server_is_waited_out(visit: Visit, server: WidgetServer) -> None:
    visit()
    server.cut(1001)
    time.sleep(0.6)
    assert len(server.hellos) == 1
    server.wait_until(lambda: len(server.hellos) == 2, 8)


def test_a_silent_line_is_found_dead(visit: Visit, server: WidgetServer) -> None:
    server.pages["fast"] = host_page(
        body="<script>const later = setTimeout;"
        "setTimeout = (f, ms, ...a) => later(f, ms > 7000 ? ms / 50 : ms, ...a);</script>"
    )
    chat = visit("fast")
    server.wait_until(lambda: any(frame["type"] == "ping" for frame in server.received))
    assert len(server.hellos) == 1
    server.silent = True
    server.wait_until(lambda: server.open_lines == 0)
    server.silent = False
    server.wait_until(lambda: len(server.hellos) == 2)
    assert chat.page.errors == []


def test_a_signed_identity_is_sent_and_asked_for_again(visit: Visit, server: WidgetServer) -> None:
    server.pages["signed"] = host_page(
        settings="{identity: async () => ({identifier: 'C1', user_hash: String(++window.asked)})}",
        body="<script>window.asked = 0;</script>",
    )
    chat = visit("signed")
    server.cut()
    server.wait_until(lambda: len(server.hellos) == 2)
    assert [hello["identity"]["user_hash"] for hello in server.hellos] == ["1", "2"]
    assert chat.page.errors == []


def test_nobody_gets_what_somebody_else_wrote(visit: Visit, server: WidgetServer) -> None:
    server.pages["signed"] = host_page(settings="{identity: {identifier: 'C1', user_hash: 'x'}}")
    chat = visit("signed")
    server.unavailable = True
    server.cut()
    chat.send("for C1 only")
    chat.page.run("Frontdesk.identify({identifier: 'C2', user_hash: 'y'}); 0")
    server.unavailable = False
    server.wait_until(lambda: "conversation-C2" in server.conversations)
    chat.send("from C2")
    chat.wait_text(".bot", "You said: from C2")
    assert chat.texts() == ["from C2", "You said: from C2"]
    assert server.conversations["conversation-C1"].messages == []
    chat.page.run("Frontdesk.identify({identifier: 'C1', user_hash: 'x'}); 0")
    chat.wait_text(".bot", "You said: for C1 only")
    assert chat.texts() == ["for C1 only", "You said: for C1 only"]


def test_a_page_without_storage_still_talks(visit: Visit, server: WidgetServer) -> None:
    server.page_headers = {"Content-Security-Policy": "sandbox allow-scripts"}
    chat = visit()
    chat.write("hi")
    chat.wait_text(".bot", "You said: hi")
    server.cut_before_ack = 1
    chat.write("again")
    chat.wait_text(".message:last-child", "You said: again")
    assert chat.texts() == transcript(server)
