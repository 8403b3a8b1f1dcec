"""Finds the line on which a key of a TOML text stands.

Reads only texts that tomllib has accepted, so it skips values without judging them.
It never returns values: tomllib does that.
"""

from __future__ import annotations

import tomllib
from typing import TypeAlias

KeyPath: TypeAlias = tuple[str | int, ...]


def find_lines(text: str) -> dict[KeyPath, int]:
    """The line, from 1, of every key, table header and array element in a valid TOML text."""
    scanner = _Scanner(text)
    scanner.document()
    return scanner.lines


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text.replace("\r\n", "\n")
        self.at = 0
        self.lines: dict[KeyPath, int] = {}
        self.counts: dict[KeyPath, int] = {}

    def document(self) -> None:
        table: KeyPath = ()
        self.blank()
        while self.at < len(self.text):
            if self.peek() == "[":
                table = self.header()
            else:
                self.pair(table)
            self.blank()

    def header(self) -> KeyPath:
        line, array = self.line(), self.text.startswith("[[", self.at)
        self.at += 2 if array else 1
        path = self.deep(self.key())
        self.at += 2 if array else 1
        if array:
            self.counts[path] = self.counts.get(path, 0) + 1
            self.lines.setdefault(path, line)
            path = (*path, self.counts[path] - 1)
        self.lines[path] = line
        return path

    def deep(self, key: list[str]) -> KeyPath:
        """A header's full path: a name that is an array of tables means its last element."""
        path: KeyPath = ()
        for name in key[:-1]:
            path = (*path, name)
            if path in self.counts:
                path = (*path, self.counts[path] - 1)
        return (*path, key[-1])

    def pair(self, table: KeyPath) -> None:
        line = self.line()
        path = table
        for name in self.key():
            path = (*path, name)
            self.lines.setdefault(path, line)
        self.at += 1  # the equals sign
        self.value(path)

    def value(self, path: KeyPath) -> None:
        self.blank()
        first = self.peek()
        if first == "[":
            self.array(path)
        elif first == "{":
            self.inline(path)
        elif first in "\"'":
            self.string()
        else:
            while self.at < len(self.text) and self.text[self.at] not in ",]}\n#":
                self.at += 1

    def array(self, path: KeyPath) -> None:
        self.at += 1
        index = 0
        while self.until("]"):
            self.lines[(*path, index)] = self.line()
            self.value((*path, index))
            index += 1

    def inline(self, path: KeyPath) -> None:
        self.at += 1
        while self.until("}"):
            self.pair(path)

    def until(self, closing: str) -> bool:
        """Steps over blanks and commas; False, and past it, when the closing mark comes."""
        self.blank()
        while self.peek() == ",":
            self.at += 1
            self.blank()
        if self.peek() in {closing, ""}:
            self.at += 1
            return False
        return True

    def key(self) -> list[str]:
        names = []
        while True:
            self.blank()
            names.append(self.name())
            self.blank()
            if self.peek() != ".":
                return names
            self.at += 1

    def name(self) -> str:
        start = self.at
        if self.peek() in {'"', "'"}:
            self.string()
            return str(tomllib.loads(f"k = {self.text[start : self.at]}")["k"])
        while self.peek().isalnum() or self.peek() in {"-", "_"}:
            self.at += 1
        return self.text[start : self.at]

    def string(self) -> None:
        quote = self.peek()
        mark = quote * 3 if self.text.startswith(quote * 3, self.at) else quote
        self.at += len(mark)
        while not self.text.startswith(mark, self.at):
            self.at += 2 if quote == '"' and self.peek() == "\\" else 1
        self.at += len(mark)
        while len(mark) > 1 and self.peek() == quote:  # up to two more quotes may end it
            self.at += 1

    def blank(self) -> None:
        while self.at < len(self.text):
            if self.text[self.at] == "#":
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end
            elif self.text[self.at].isspace():
                self.at += 1
            else:
                return

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def line(self) -> int:
        return self.text.count("\n", 0, self.at) + 1
