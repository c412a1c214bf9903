"""What a customer sees and does in a conversation."""

from __future__ import annotations

from typing import Any

from tests.bot.web.conftest import Visit
from tests.fakes.widget_server import WidgetServer, host_page

TENT = {
    "title": "Col 2 Tent",
    "subtitle": "Tents · in stock",
    "price": "€249.00",
    "image": "/picture.svg",
    "url": "/products/TNT-101",
    "product_id": "TNT-101",
    "buttons": [{"title": "Details", "payload": '/product_details{"product":"TNT-101"}'}],
}


def test_a_page_view_costs_the_server_no_connection(visit: Visit, server: WidgetServer) -> None:
    chat = visit(opened=False)
    chat.page.wait_shown("frontdesk-chat >>> .launcher")
    assert server.hellos == []
    chat.open()
    chat.wait_ready()
    assert len(server.hellos) == 1
    assert chat.page.errors == []


def test_a_question_is_sent_and_answered(visit: Visit, server: WidgetServer) -> None:
    chat = visit()
    assert chat.is_shown(".greeting")
    chat.write("Where is my order?")
    chat.wait_text(".bot", "You said: Where is my order?")
    assert chat.texts() == ["Where is my order?", "You said: Where is my order?"]
    (sent,) = server.turns
    assert sent["page"] == server.page()
    assert sent["title"] == ""
    assert chat.on(".composer textarea", "e => e.value") == ""
    assert chat.page.errors == []


def test_html_of_the_server_is_shown_as_such(visit: Visit, server: WidgetServer) -> None:
    server.answer = lambda _: [
        {
            "text": "x",
            "html": "<p>Send it <strong>back</strong></p><ol start='3'><li>a</li></ol>"
            '<p><a href="https://post.example/x">post</a> <a href="/terms">terms</a></p>',
        }
    ]
    chat = visit()
    chat.write("hi")
    chat.wait_shown(".bot strong")
    assert chat.on(".bot ol", "e => e.start") == 3
    assert chat.on(".bot a", "e => [e.href, e.target, e.rel]") == [
        "https://post.example/x",
        "_blank",
        "noopener noreferrer",
    ]
    assert chat.on(".bot a:last-child", "e => [e.href, e.target]") == [
        f"{server.address}/terms",
        "",
    ]


def test_buttons_send_their_payload_and_show_their_title(
    visit: Visit, server: WidgetServer
) -> None:
    server.answer = lambda frame: (
        [
            {
                "text": "Cancel it?",
                "buttons": [
                    {"title": "Yes", "payload": "/affirm"},
                    {"title": "No", "payload": "/deny"},
                ],
            }
        ]
        if frame["text"] == "hi"
        else [{"text": "done"}]
    )
    chat = visit()
    chat.write("hi")
    chat.wait_shown(".message .choices")
    chat.click(".message .choices button")
    chat.wait_text(".message:last-child", "done")
    assert (server.turns[1]["text"], server.turns[1]["title"]) == ("/affirm", "Yes")
    assert chat.texts() == ["hi", "Cancel it?", "Yes", "done"]
    # an old "Yes" must not answer a new question
    assert not chat.is_shown(".message .choices")


def test_cards_and_pictures(visit: Visit, server: WidgetServer) -> None:
    other = {**TENT, "title": "Fell 3 Tent", "image": "", "url": "", "price": ""}
    server.answer = lambda _: [
        {"text": "Two tents", "cards": [TENT, other, TENT, TENT], "image": "/picture.svg"}
    ]
    chat = visit()
    chat.write("tents")
    chat.wait_count(".carousel li", 4)
    assert chat.texts("li .name")[:2] == ["Col 2 Tent", "Fell 3 Tent"]
    assert chat.text("li .price") == "€249.00"
    assert chat.on("li a", "e => e.href") == f"{server.address}/products/TNT-101"
    assert chat.on("li:nth-child(2)", "e => [e.querySelector('a'), e.querySelector('img')]") == [
        None,
        None,
    ]
    assert chat.on("li img", "e => e.src") == f"{server.address}/picture.svg"
    assert chat.on(".image img", "e => e.alt") == "Picture"
    chat.click("li button")
    server.wait_until(lambda: len(server.turns) == 2)
    assert server.turns[1]["text"] == TENT["buttons"][0]["payload"]  # type: ignore[index]
    assert server.turns[1]["title"] == "Details"


def test_the_carousel_moves_by_buttons_and_keys(visit: Visit, server: WidgetServer) -> None:
    server.answer = lambda _: [{"cards": [TENT] * 4}]
    chat = visit(media={"prefers_reduced_motion": "reduce"})
    chat.write("tents")
    chat.wait_shown(".next")
    assert not chat.is_shown(".previous")
    chat.click(".next")
    chat.wait_shown(".previous")
    first = chat.on(".carousel ul", "e => e.scrollLeft")
    assert first > 150
    chat.on(".carousel ul", "e => e.focus()")
    chat.page.press("ArrowRight")
    chat.page.press("ArrowRight")
    chat.page.press("ArrowRight")
    chat.wait_gone(".next")
    chat.page.press("ArrowLeft")
    chat.wait_shown(".next")


def test_typing_is_shown_until_it_ends(visit: Visit, server: WidgetServer) -> None:
    chat = visit()
    assert not chat.is_shown(".typing")
    server.show({"type": "typing", "on": True})
    chat.wait_shown(".typing")
    assert chat.text(".typing") == "An answer is being written"
    server.show({"type": "typing", "on": False})
    chat.wait_gone(".typing")


def test_a_typing_sign_that_is_never_taken_back_goes_by_itself(
    visit: Visit, server: WidgetServer
) -> None:
    server.pages["fast"] = host_page(
        body="<script>const later = setTimeout;"
        "setTimeout = (f, ms, ...a) => later(f, ms === 30000 ? 300 : ms, ...a);</script>"
    )
    chat = visit("fast")
    server.show({"type": "typing", "on": True})
    chat.wait_shown(".typing")
    chat.wait_gone(".typing")


def test_a_thumb_up_and_a_thumb_down_with_a_comment(visit: Visit, server: WidgetServer) -> None:
    chat = visit()
    chat.write("hi")
    chat.wait_shown(".helpful")
    chat.click(".helpful")
    server.wait_until(lambda: server.received[-1]["type"] == "feedback")
    assert server.received[-1] == {"type": "feedback", "position": 2, "value": 1}
    assert chat.on(".helpful", "e => e.getAttribute('aria-pressed')") == "true"
    chat.click(".unhelpful")
    chat.wait_shown(".comment textarea")
    assert chat.on(".helpful", "e => e.getAttribute('aria-pressed')") == "false"
    chat.page.wait_for(
        "document.querySelector('frontdesk-chat').shadowRoot.activeElement.closest('.comment')"
    )
    chat.page.type("the size was wrong")
    chat.click(".comment button")
    chat.wait_text(".comment", "Thank you")
    server.wait_until(lambda: "comment" in server.received[-1])
    assert server.received[-1] == {
        "type": "feedback",
        "position": 2,
        "value": -1,
        "comment": "the size was wrong",
    }
    assert not chat.page.has("frontdesk-chat >>> .customer .votes")


def test_feedback_given_while_the_line_is_cut_arrives_later(
    visit: Visit, server: WidgetServer
) -> None:
    chat = visit()
    chat.write("hi")
    chat.wait_shown(".helpful")
    server.cut()
    chat.on(".helpful", "e => e.click()")
    server.wait_until(lambda: server.received[-1]["type"] == "feedback")
    assert server.received[-1]["value"] == 1


def test_a_person_answers(visit: Visit, server: WidgetServer) -> None:
    chat = visit()
    server.say(author="agent", text="I am Ann", html="<p>I am Ann</p>")
    chat.wait_text(".agent .by", "Team member")
    assert not chat.page.has("frontdesk-chat >>> .agent .votes")


def test_unread_messages_are_counted_while_the_panel_is_closed(
    visit: Visit, server: WidgetServer
) -> None:
    chat = visit()
    chat.write("hi")
    chat.wait_shown(".bot")
    chat.page.press("Escape")
    chat.wait_gone(".panel")
    server.say(text="one more thing")
    server.say(text="and another")
    chat.wait_text(".badge", "2")
    assert (
        chat.on(".launcher", "e => e.getAttribute('aria-label')") == "Open chat. New messages: 2"
    )
    chat.page.reload()
    chat.wait_text(".badge", "2")
    chat.open()
    chat.wait_gone(".badge")


def test_the_panel_stays_open_on_the_next_page(visit: Visit, server: WidgetServer) -> None:
    chat = visit()
    chat.write("hi")
    chat.wait_shown(".bot")
    chat.page.go(server.page("other"))
    chat.wait_text(".bot", "You said: hi")
    assert chat.is_shown(".panel")


def test_older_messages_come_when_scrolled_to(visit: Visit, server: WidgetServer) -> None:
    chat = visit()
    chat.write("hi")
    chat.wait_shown(".bot")
    for number in range(3, 251):
        server.conversation.messages.append(
            {**server.conversation.messages[1], "position": number, "text": f"number {number}"}
        )
    chat.page.reload()
    chat.wait_text(".message:last-child", "number 250")
    assert len(chat.texts()) == 200
    assert not chat.is_shown(".greeting")
    for shown in (230, 250):
        chat.on(".scroll", "e => { e.scrollTop = 0; }")
        chat.wait_count(".message", shown)
        # what was read stays where it was
        assert chat.on(".scroll", "e => e.scrollTop") > 500
    assert chat.texts() == [
        m["text"] for m in sorted(server.conversation.messages, key=lambda m: m["position"])
    ]
    # the beginning is reached: the greeting stands above it
    assert chat.is_shown(".greeting")


def test_starting_over(visit: Visit, server: WidgetServer) -> None:
    chat = visit()
    assert not chat.is_shown("[aria-label='Start over']")
    chat.write("hi")
    chat.wait_shown(".bot")
    chat.click("[aria-label='Start over']")
    server.wait_until(lambda: len(server.turns) == 2)
    assert (server.turns[1]["text"], server.turns[1]["title"]) == ("/restart", "Start over")


def test_starters_and_the_shops_own_wording(visit: Visit, server: WidgetServer) -> None:
    server.texts = {"title": "Alderpeak", "starters": "Find a tent|Opening hours", "odd": 7}
    server.pages["own"] = host_page(settings="{texts: {placeholder: 'Ask away'}}")
    chat = visit("own")
    assert chat.text("h2") == "Alderpeak"
    assert chat.on(".composer textarea", "e => e.placeholder") == "Ask away"
    chat.click(".greeting button:nth-child(2)")
    chat.wait_text(".bot", "You said: Opening hours")
    assert not chat.is_shown(".greeting button")


def test_the_api_of_the_page(visit: Visit, server: WidgetServer) -> None:
    chat = visit(opened=False)
    chat.page.wait_for("window.Frontdesk")
    chat.page.run(
        "window.seen = []; for (const name of ['open','close','ready','message','send','unread'])"
        " Frontdesk.on(name, detail => seen.push([name, detail]));"
        "window.stop = Frontdesk.on('open', () => seen.push(['twice']));"
        "Frontdesk.on('message', () => { throw new Error('the page is broken'); }); 0"
    )
    message_id = chat.send("hello")
    chat.wait_text(".bot", "You said: hello")
    chat.page.run("stop(); Frontdesk.close(); Frontdesk.open(); 0")
    seen: list[Any] = chat.page.run("seen")
    names = [entry[0] for entry in seen]
    assert names[:2] == ["open", "twice"]
    assert names.count("twice") == 1
    assert ["send", {"id": message_id, "text": "hello"}] in seen
    assert ["ready", {"verified": False}] in seen
    assert ["message", {"author": "bot", "text": "You said: hello", "position": 2}] in seen
    assert names[-2:] == ["close", "open"]
    # a listener that fails breaks nothing but itself
    assert len([error for error in chat.page.errors if "the page is broken" in error]) == 2
