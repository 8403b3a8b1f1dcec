"""The SQLite database: one file per noun."""

from __future__ import annotations

from digest.store.articles import ArticleCount
from digest.store.choices import Candidate, Choice, ChoiceKind
from digest.store.facade import Store, open_store
from digest.store.maintenance import PruneCount
from digest.store.upsert import SubscriberCount

__all__ = [
    "ArticleCount",
    "Candidate",
    "Choice",
    "ChoiceKind",
    "PruneCount",
    "Store",
    "SubscriberCount",
    "open_store",
]
