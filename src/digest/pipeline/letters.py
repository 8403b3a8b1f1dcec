"""Letters: the system mails to readers, rendered once a language and filled with a link each.

A reader's link and masked address are all that differs, so that no request waits for a compiler.
It queues Notices; it decides nothing about who gets one.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from digest.audience.address import mask
from digest.model import NoticeKind
from digest.pipeline.notify import tell
from digest.render import SystemKind, SystemMail, Templates, inliner, render_system

if TYPE_CHECKING:
    from datetime import datetime

    from digest.config import Settings
    from digest.model import Newsletter
    from digest.store import Store

DAYS: Final = 7
"""For how long a link to confirm holds."""

BACK_DAYS: Final = 30
"""For how long who moved can have their old address back."""

_LINK: Final = "https://link.invalid/0"  # what stands in the place of the reader's own link
_MOVED_TO: Final = "new.address.invalid"  # and of the address that they moved to, masked
_NOBODY: Final = "reader@example.com"
_LOOKS: Final = {
    NoticeKind.CONFIRM: SystemKind.CONFIRM,
    NoticeKind.MOVE: SystemKind.CONFIRM,
    NoticeKind.MOVED: SystemKind.MOVED,
    NoticeKind.WELCOME: SystemKind.WELCOME,
}
_DAYS: Final = {SystemKind.CONFIRM: DAYS, SystemKind.MOVED: BACK_DAYS}


class Letters:
    """Makes and queues them, for one installation."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._made: dict[tuple[SystemKind, str, str, bool], SystemMail] = {}

    def send(
        self,
        store: Store,
        kind: NoticeKind,
        letter: Newsletter,
        *,
        key: str,
        email: str,
        name: str,
        language: str,
        url: str,
        now: datetime,
        moved_to: str = "",
    ) -> bool:
        """Queue one; False where its key was told before.

        `url` is the link of its button, "" for a mail without one; `moved_to` the masked address
        that one of kind `moved` speaks of.

        Raises:
            RenderError: the operator's own template can't be rendered.
            StoreError: it can't be kept.
        """
        mail = self._mail(_LOOKS[kind], letter, language, linked=bool(url))
        return tell(
            self._settings,
            store,
            kind=kind,
            key=key,
            email=email,
            name=name,
            subject=mail.subject,
            text=mail.text.replace(_LINK, url).replace(_MOVED_TO, moved_to),
            html=mail.html.replace(_LINK, url).replace(_MOVED_TO, escape(moved_to)),
            now=now,
            newsletter=letter.id,
        )

    def prepare(self, letter: Newsletter, language: str) -> None:
        """Render what is not rendered yet, in whatever thread has time for it.

        Raises:
            RenderError: the operator's own template can't be rendered.
        """
        for kind in set(_LOOKS.values()):
            self._mail(kind, letter, language)

    def sample(self, kind: SystemKind, newsletter: str) -> SystemMail:
        """One as it would go out, with a link and an address that are nobody's.

        Raises:
            ConfigError: no such newsletter.
            RenderError: the operator's own template can't be rendered.
        """
        letter, moved_to = self._settings.newsletter(newsletter), mask(_NOBODY)
        made = self._mail(kind, letter, letter.language)
        url = f"{letter.public_url.rstrip('/')}/c/sample"
        return SystemMail(
            made.subject,
            made.html.replace(_LINK, escape(url)).replace(_MOVED_TO, escape(moved_to)),
            made.text.replace(_LINK, url).replace(_MOVED_TO, moved_to),
        )

    def _mail(
        self, kind: SystemKind, letter: Newsletter, language: str, *, linked: bool = True
    ) -> SystemMail:
        key = (kind, letter.id, language, linked)
        made = self._made.get(key)
        if made is None:
            values = {"url": _LINK} if linked else {}
            if linked and kind in _DAYS:
                values["days"] = str(_DAYS[kind])
            if kind is SystemKind.MOVED:
                values["moved_to"] = _MOVED_TO
            made = self._made[key] = render_system(
                kind,
                letter,
                values,
                templates=Templates(self._settings.root / "templates"),
                inliner=inliner(self._settings.build.inliner),
                language=language,
            )
        return made
