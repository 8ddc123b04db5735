"""Circles of names that refer to each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping


def circles_in(following: Mapping[str, tuple[str, ...]]) -> Iterator[list[str]]:
    """Each circle once, told from its first name to that name again; found without recursion.

    >>> list(circles_in({"a": ("b",), "b": ("c", "a"), "c": ()}))
    [['a', 'b', 'a']]
    """
    done: set[str] = set()
    for start in sorted(following):
        path: list[str] = []
        stack = [(start, iter(sorted(following[start])))] if start not in done else []
        if stack:
            path.append(start)
        while stack:
            name = next(stack[-1][1], None)
            if name is None:
                done.add(path.pop())
                stack.pop()
            elif name in path:
                yield [*path[path.index(name) :], name]
            elif name not in done and name in following:
                path.append(name)
                stack.append((name, iter(sorted(following[name]))))
