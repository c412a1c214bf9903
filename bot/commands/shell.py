"""`frontdesk shell`: talk to the bot in the terminal."""

from __future__ import annotations

import asyncio
import time
from typing import Annotated
from uuid import uuid4

import typer

from bot.app import FrontDesk, open_desk
from bot.commands.output import Output
from bot.commands.project_folder import ProjectArgument, at_home, project_folder, told_plainly
from bot.commands.run import run_loop, tell_rasas_way, train_if_needed
from bot.domain.message import InboundMessage, Reply
from bot.errors import FrontdeskError
from bot.project.project import load_project
from bot.server.log import configure_logging
from bot.settings import read_secrets, read_settings

ANSWER_TIMEOUT_S = 60.0


def shell(
    project: ProjectArgument = None,
    sender: Annotated[str | None, typer.Option(help="Go on with this conversation.")] = None,
) -> None:
    """Talk to the bot in the terminal; /quit ends it. The server must not be running.

    Example: frontdesk shell config
    """
    configure_logging(json=False, level=40)
    with told_plainly(), at_home(project_folder(project)) as folder:
        loaded = load_project(folder)
        settings = read_settings(loaded.config, folder / "config.yml")
        tell_rasas_way(loaded)
        train_if_needed(loaded, settings)

        async def talk() -> None:
            desk = await open_desk(loaded, settings, read_secrets(loaded.var_dir))
            try:
                await _talk(desk, sender or f"shell-{uuid4().hex[:8]}")
            finally:
                await desk.close()

        run_loop(talk())


async def _talk(desk: FrontDesk, sender: str) -> None:
    output = Output()
    output.note(f"Conversation {sender}. Type a message, or /quit.")
    while True:
        try:
            text = (await asyncio.to_thread(input, "You: ")).strip()
        except (EOFError, KeyboardInterrupt):
            return
        if text in ("/quit", "/stop", "/exit"):
            return
        if not text:
            continue
        try:
            for reply in await _answer(desk, sender, text):
                _show(output, reply)
        except FrontdeskError as error:
            output.note(f"({error.message})")


async def _answer(desk: FrontDesk, sender: str, text: str) -> tuple[Reply, ...]:
    message = InboundMessage(
        channel="cmdline",
        account="default",
        external_id=uuid4().hex,
        sender=sender,
        conversation_id=sender,
        text=text,
        received_at=time.time(),
    )
    accepted = await desk.service.accept(message)
    return await desk.service.replies(accepted.conversation_id, accepted.seq, ANSWER_TIMEOUT_S)


def _show(output: Output, reply: Reply) -> None:
    if reply.text:
        output.note(f"Bot: {reply.text}")
    for card in reply.cards:
        output.note(f"     • {card.title}  {card.price}  {card.subtitle}".rstrip())
    for button in (*reply.buttons, *reply.quick_replies):
        output.note(f"     [{button.title}]  {button.payload}")
