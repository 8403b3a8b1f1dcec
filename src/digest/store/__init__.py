"""The SQLite database: one file per noun."""

from __future__ import annotations

from digest.store.articles import ArticleCount
from digest.store.choices import Candidate, Choice, ChoiceKind
from digest.store.chosen import Chosen
from digest.store.decisions import Decided, Decision, Refused, Standing
from digest.store.deliveries import Known
from digest.store.facade import Store, open_store
from digest.store.maintenance import PruneCount
from digest.store.stories import Thread
from digest.store.upsert import SubscriberCount

__all__ = [
    "ArticleCount",
    "Candidate",
    "Choice",
    "ChoiceKind",
    "Chosen",
    "Decided",
    "Decision",
    "Known",
    "PruneCount",
    "Refused",
    "Standing",
    "Store",
    "SubscriberCount",
    "Thread",
    "open_store",
]
