"""The ``frontdesk`` command."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from frontdesk.errors import FrontdeskError
from frontdesk.import_cli import add_import_command
from frontdesk.knowledge.content import load_content
from frontdesk.publish_cli import add_publish_commands
from frontdesk.settings import load_settings
from frontdesk.staff_cli import add_staff_commands


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns:
        Exit code: 0 when all went well, 1 for an error that was explained, 130 when stopped.
    """
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options) or 0)
    except FrontdeskError as error:
        print(f"frontdesk: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    about = "Answer patients' questions from a clinic's articles."
    parser = argparse.ArgumentParser(prog="frontdesk", description=about)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    run = commands.add_parser("run", help="train if needed, and serve everything until Ctrl-C")
    run.set_defaults(run=_run)

    train = commands.add_parser("train", help="train the model for the files as they are now")
    train.add_argument("--force", action="store_true", help="train even if that model is there already")
    train.set_defaults(run=_train)

    validate = commands.add_parser("validate", help="check everything under content/")
    validate.set_defaults(run=_validate)

    embed = commands.add_parser("embed", help="print what a website needs to show the chat")
    embed.add_argument("website", nargs="?", metavar="https://www.example.org", help="the website's address")
    how = embed.add_mutually_exclusive_group()
    how.add_argument("--chat-link", action="store_true", help="print the address of the chat as a page of its own")
    how.add_argument("--files", type=Path, metavar="FOLDER", help="write the widget there for the website to serve")
    embed.set_defaults(run=_embed)

    passages = commands.add_parser("passages", help="list the articles' sentences with their ids")
    passages.add_argument("article", nargs="?", help="slug of one article")
    passages.set_defaults(run=_passages)

    ask = commands.add_parser("ask", help="print the answer to one question")
    ask.add_argument("question")
    ask.add_argument("--json", action="store_true", help="print the chat API's reply")
    ask.set_defaults(run=_ask)

    chat = commands.add_parser("chat", help="chat in the terminal")
    chat.set_defaults(run=_chat)

    booking = commands.add_parser("booking", help="see callback requests, and try how they reach the clinic")
    what = booking.add_subparsers(required=True, metavar="list|contacted|done|withdraw|test|retry")
    listed = what.add_parser("list", help="the requests, newest first, and how far each has got")
    listed.add_argument("--json", action="store_true", help="print them for a program")
    listed.set_defaults(run=_booking_list)
    test = what.add_parser("test", help="send a test request by every configured channel, and say what happened")
    test.set_defaults(run=_booking_test)
    for status, about in (("contacted", "mark a request: its visitor was contacted"),
                          ("done", "mark a request: nothing is left to do")):
        mark = what.add_parser(status, help=about)
        mark.add_argument("reference", help="such as K7Q-F3M")
        mark.set_defaults(run=_booking_mark, status=status)
    withdraw = what.add_parser("withdraw", help="withdraw a request")
    withdraw.add_argument("reference", help="such as K7Q-F3M")
    withdraw.set_defaults(run=_booking_withdraw)
    retry = what.add_parser("retry", help="try again what could not be delivered")
    retry.add_argument("reference", nargs="?", help="of one request; all of them without it")
    retry.set_defaults(run=_booking_retry)

    add_staff_commands(commands)

    backup = commands.add_parser("backup", help="copy the database safely, also while Frontdesk runs")
    backup.add_argument("file", nargs="?", type=Path, help="the copy, which must not exist yet")
    backup.set_defaults(run=_backup)

    add_import_command(commands)
    add_publish_commands(commands)

    privacy = commands.add_parser("privacy", help="see what is held of visitors, or erase what is too old")
    what = privacy.add_subparsers(required=True, metavar="report|purge")
    report = what.add_parser("report", help="what is held, since when, and for how long")
    report.add_argument("--json", action="store_true", help="print it for a program")
    report.set_defaults(run=_privacy_report)
    purge = what.add_parser("purge", help="erase now what has been kept long enough")
    purge.set_defaults(run=_privacy_purge)
    return parser


def _run(_options: argparse.Namespace) -> None:
    from frontdesk.service.run import serve

    serve(load_settings())


def _train(options: argparse.Namespace) -> None:
    from frontdesk.service.training import ensure_models

    print(ensure_models(load_settings(), force=options.force))


def _validate(_options: argparse.Namespace) -> None:
    from frontdesk.safety.examples import load_examples
    from frontdesk.safety.red_flags import load_red_flags
    from frontdesk.site.widget_config import widget_words

    root = load_settings().root
    folder = root / "content"
    content, flags = load_content(folder), load_red_flags(folder / "safety")
    widget_words(root, content.clinic)
    examples = load_examples(folder / "safety" / "examples", flags.labels)
    print(f"content/ is fine: {len(content.articles)} article(s), {len(content.faqs)} FAQs, {content.clinic.name}.\n"
          f"Red flags: version {flags.version}, {len(flags.conditions)} conditions, {len(examples):,} examples, "
          f"{flags.sign_off}.")


def _embed(options: argparse.Namespace) -> None:
    from frontdesk.embed import chat_link, instructions, warning

    settings = load_settings()
    if problem := warning(settings):
        print(f"Warning: {problem}\n", file=sys.stderr)
    print(chat_link(settings) if options.chat_link else instructions(settings, options.website, options.files))


def _passages(options: argparse.Namespace) -> None:
    content = load_content(load_settings().root / "content")
    if options.article and options.article not in content.articles:
        raise FrontdeskError(f"There is no article '{options.article}'. There is: {', '.join(content.articles)}.")
    for article in content.articles.values():
        if options.article in (None, article.slug):
            print(f"# {article.slug}")
            for sentence in article.sentences.values():
                print(f"{sentence.id}\n    {sentence.text}")


def _ask(options: argparse.Namespace) -> None:
    from frontdesk.terminal import ask, show, site_in_reach

    with site_in_reach(load_settings()) as url:
        answer = ask(url, options.question, None)
    print(json.dumps(answer, ensure_ascii=False, indent=2) if options.json else show(answer))


def _chat(_options: argparse.Namespace) -> None:
    from frontdesk.terminal import chat, site_in_reach

    with site_in_reach(load_settings()) as url:
        chat(url)


def _booking_list(options: argparse.Namespace) -> None:
    from frontdesk.booking_cli import run_list

    run_list(load_settings(), options.json)


def _booking_test(_options: argparse.Namespace) -> int:
    from frontdesk.booking_cli import run_test

    return run_test(load_settings())


def _booking_mark(options: argparse.Namespace) -> None:
    from frontdesk.booking_cli import run_mark

    run_mark(load_settings(), options.reference, options.status)


def _booking_withdraw(options: argparse.Namespace) -> None:
    from frontdesk.booking_cli import run_withdraw

    run_withdraw(load_settings(), options.reference)


def _booking_retry(options: argparse.Namespace) -> None:
    from frontdesk.booking_cli import run_retry

    run_retry(load_settings(), options.reference)


def _backup(options: argparse.Namespace) -> None:
    from frontdesk.backup_cli import run_backup

    run_backup(load_settings(), options.file)


def _privacy_report(options: argparse.Namespace) -> None:
    from frontdesk.privacy_cli import show_report

    show_report(load_settings(), options.json)


def _privacy_purge(_options: argparse.Namespace) -> None:
    from frontdesk.privacy_cli import run_purge

    run_purge(load_settings())


if __name__ == "__main__":
    sys.exit(main())
