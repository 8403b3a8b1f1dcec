"""Every error that digest raises on purpose.

::

    DigestError              what failed, where, and what to do about it
    ├── ConfigError          digest.toml, the environment or a flag     exit 3
    ├── SourceError          a feed, page, sitemap or file
    │   └── HostRestsError       not asked: its host wants peace
    ├── BlockError           a block that can't be made; the edition goes on
    ├── RenderError          a template, MJML or CSS
    ├── StoreError           the database
    │   └── StoreBusyError       another process holds it             exit 75
    ├── AudienceError        a subscriber, an import, a token
    │   ├── ChoiceError          a reader's choice that can't be had
    │   └── StaleFormError       a page lay open too long before its form was sent
    ├── EditionError         a step that the edition's state forbids
    │   └── EmptyEditionError    nothing to send                        exit 4
    ├── BounceError          mail that came back can't be read
    ├── NoticeError          a step that the notice's state forbids
    └── DeliveryError        the relay; never one reader's refusal
        └── RelayBusyError       it is there, and asks for a rest
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import timedelta


class DigestError(Exception):
    """Something a person can act on: `message` says what and where, `hint` what to do."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n  {self.hint}" if self.hint else self.message


class ConfigError(DigestError):
    """The configuration can't be used; names file, line and key."""

    exit_code = 3


class SourceError(DigestError):
    """A source could not be read; the other sources go on. `status` is HTTP's, or 0.

    `retry_after` is the server's own word of when to ask again, as it came.
    """

    def __init__(
        self, message: str, hint: str = "", *, status: int = 0, retry_after: str = ""
    ) -> None:
        super().__init__(message, hint)
        self.status = status
        self.retry_after = retry_after


class HostRestsError(SourceError):
    """It was not asked: its host asked for peace a moment ago, for another address."""


class BlockError(DigestError):
    """A block has nothing that may be printed; it is left out, the message is the reason."""


class RenderError(DigestError):
    """A template can't be rendered; names file and line."""


class StoreError(DigestError):
    """The database can't be opened, read or written."""


class StoreBusyError(StoreError):
    """Another process holds the database; the same call can be made again."""

    exit_code = 75


class AudienceError(DigestError):
    """A subscriber, an import file or a token is not acceptable."""


class ChoiceError(AudienceError):
    """A reader's choice can't be had; `about` names which, so that a page can say it in words."""

    def __init__(self, message: str, hint: str = "", *, about: str) -> None:
        super().__init__(message, hint)
        self.about = about


class StaleFormError(AudienceError):
    """A form came from our page, but the page lay open for too long."""


class EditionError(DigestError):
    """The edition's state does not allow this step."""


class EmptyEditionError(EditionError):
    """There is nothing to send."""

    exit_code = 4


class BounceError(DigestError):
    """Mail that came back can't be read, or a provider's report of it is not to be believed."""


class NoticeError(DigestError):
    """There is no such notice, or its state does not allow this step."""


class DeliveryError(DigestError):
    """The relay can't be used; every unsent delivery stays queued."""

    exit_code = 75


class RelayBusyError(DeliveryError):
    """The relay takes no connection now: in `words` of its own it asks for a rest of `wait`."""

    def __init__(self, message: str, hint: str = "", *, words: str, wait: timedelta) -> None:
        super().__init__(message, hint)
        self.words = words
        self.wait = wait
