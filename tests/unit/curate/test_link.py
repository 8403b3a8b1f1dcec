from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

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


def nearest_first(count, pairs):
    """The textbook: of all groups the nearest two are joined, as long as they are near enough."""
    groups = [[one] for one in range(count)]

    def mean(two):
        sums = [pairs[min(a, b), max(a, b)] for a in two[0] for b in two[1]]
        return sum(sums) / len(sums)

    while len(groups) > 1 and mean(best := max(combinations(groups, 2), key=mean)) >= 1:
        groups = [group for group in groups if group not in best] + [sorted(best[0] + best[1])]
    return sorted(groups)


@given(count=st.integers(2, 12), rng=st.randoms(use_true_random=False))
def test_the_groups_are_those_of_joining_the_nearest_two_first(count, rng):
    pairs = {pair: rng.random() * 3 for pair in combinations(range(count), 2)}
    found = average_link(range(count), closeness_of(range(count), pairs))
    assert sorted(found) == nearest_first(count, pairs)


@given(count=st.integers(2, 30), rng=st.randoms(use_true_random=False))
def test_ties_end_and_leave_everyone_in_one_group(count, rng):
    close = [rng.choice((0.1, 0.3, 1.1, 1.3)) for _ in combinations(range(count), 2)]
    found = average_link(range(count), close)
    assert sorted(one for group in found for one in group) == list(range(count))
