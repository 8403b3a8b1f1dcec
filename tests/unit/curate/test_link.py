from __future__ import annotations

from itertools import combinations

from digest.curate.link import average_link


def closeness_of(members, pairs):
    return [pairs.get(pair, 0.0) for pair in combinations(members, 2)]


def test_a_chain_is_cut_where_the_mean_is_too_low():
    close = closeness_of(range(4), {(0, 1): 3.0, (1, 2): 1.1, (2, 3): 3.0})
    assert sorted(average_link([0, 1, 2, 3], close)) == [[0, 1], [2, 3]]


def test_close_groups_are_joined():
    close = closeness_of(range(3), {(0, 1): 2.0, (0, 2): 1.0, (1, 2): 1.2})
    assert average_link([0, 1, 2], close) == [[0, 1, 2]]


def test_one_member_asks_for_nothing():
    assert average_link([7], []) == [[7]]


def test_ties_go_to_the_smallest():
    close = closeness_of(range(3), {(0, 1): 1.0, (1, 2): 1.0})
    assert sorted(average_link([0, 1, 2], close)) == [[0, 1], [2]]
