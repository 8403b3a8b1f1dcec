"""Letters: the system mails to readers, rendered once a language and filled with a link each.

A reader's link is the only thing that differs, so that no request waits for a compiler. It
queues Notices; it decides nothing about who gets one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from digest.model import NoticeKind
from digest.pipeline.notices import tell
from digest.render import SystemKind, SystemMail, Templates, inliner, render_system

if TYPE_CHECKING:
    from datetime import datetime

    from digest.config import Settings
    from digest.model import Newsletter
    from digest.store import Store

DAYS: Final = 7
"""For how long a link to confirm holds."""

_LINK: Final = "https://link.invalid/0"  # what stands in the place of the reader's own link
_LOOKS: Final = {
    NoticeKind.CONFIRM: SystemKind.CONFIRM,
    NoticeKind.MOVE: SystemKind.CONFIRM,
    NoticeKind.WELCOME: SystemKind.WELCOME,
}


class Letters:
    """Makes and queues them, for one installation."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._made: dict[tuple[SystemKind, str, str], SystemMail] = {}

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
    ) -> bool:
        """Queue one; False where its key was told before.

        Raises:
            RenderError: the operator's own template can't be rendered.
            StoreError: it can't be kept.
        """
        mail = self._mail(_LOOKS[kind], letter, language)
        return tell(
            self._settings,
            store,
            kind=kind,
            key=key,
            email=email,
            name=name,
            subject=mail.subject,
            text=mail.text.replace(_LINK, url),
            html=mail.html.replace(_LINK, url),
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

    def _mail(self, kind: SystemKind, letter: Newsletter, language: str) -> SystemMail:
        key = (kind, letter.id, language)
        made = self._made.get(key)
        if made is None:
            values = {"url": _LINK}
            if kind is SystemKind.CONFIRM:
                values["days"] = str(DAYS)
            made = self._made[key] = render_system(
                kind,
                letter,
                values,
                templates=Templates(self._settings.root / "templates"),
                inliner=inliner(self._settings.build.inliner),
                language=language,
            )
        return made
