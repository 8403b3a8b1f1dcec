"""Newsletters that are one in several languages: who names one of them names them all.

It is enough that one names the other. Looks at nothing but the document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.config.values import nearest

if TYPE_CHECKING:
    from digest.config.check import Origin
    from digest.config.document import Document


def translations(document: Document, origin: Origin) -> dict[str, tuple[str, ...]]:
    """The sisters of each newsletter, in the order of the document.

    Raises:
        ConfigError: a name that stands for none or for the newsletter itself, or two of one
            language.
    """
    groups = {name: {name} for name in document.newsletters}
    for name, table in document.newsletters.items():
        for index, sister in enumerate(table.translations):
            path = ("newsletters", name, "translations", index)
            if sister == name:
                raise origin.error(path, "a newsletter is no translation of itself")
            if sister not in groups:
                words = f"no newsletter is {sister!r}{nearest(sister, list(groups))}"
                raise origin.error(path, words, f"expected one of: {', '.join(groups)}")
            joined = groups[name] | groups[sister]
            _refuse_one_language(document, origin, path, joined)
            groups |= dict.fromkeys(joined, joined)
    return {
        name: tuple(one for one in document.newsletters if one in group - {name})
        for name, group in groups.items()
    }


def _refuse_one_language(
    document: Document, origin: Origin, path: tuple[str | int, ...], group: set[str]
) -> None:
    """Readers choose by the language: two of one they could not tell apart."""
    spoken: dict[str, str] = {}
    for name in sorted(group):
        tag = document.newsletters[name].language
        other = spoken.setdefault(tag.casefold(), name)
        if other != name:
            words = f"{other} and {name} are both in {tag}"
            raise origin.error(path, words, "translations differ in `language`")
