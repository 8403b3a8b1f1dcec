"""What other programs export is taken by their own column names and words."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from ipaddress import ip_address

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.unit.audience.samples import read, refused, rows

from digest.audience.columns import find_columns
from digest.audience.suppression import Wanted
from digest.errors import AudienceError
from digest.model import Quarantined, SubscriberState, SubscriptionState

MAILCHIMP = (
    '"Email Address","First Name","Last Name",Address,"Phone Number",Birthday,'
    "MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,"
    "CONFIRM_IP,LATITUDE,LONGITUDE,GMTOFF,DSTOFF,TIMEZONE,CC,REGION,LAST_CHANGED,LEID,EUID,NOTES,TAGS"
)
LISTMONK = "uuid,email,name,attributes,status,created_at,updated_at"
GHOST = (
    "id,email,name,note,subscribed_to_emails,complimentary_plan,stripe_customer_id,created_at,"
    "deleted_at,labels,tiers"
)
SUBSTACK = "email,active_subscription,expiry,plan,email_disabled,created_at,first_payment_at"
BUTTONDOWN = (
    "id,email_address,notes,metadata,tags,referrer_url,secondary_id,type,source,ip_address,"
    "creation_date,unsubscription_date,unsubscription_reason"
)


def test_mailchimp():
    (row,) = rows(
        f"{MAILCHIMP}\nJane@Example.com,Jane,Doe,1 Harbour Street  Ulm  DE,+49 731 1,03/04,2,"
        "2019-03-01 08:00:00,192.0.2.1,"
        "2019-03-01 08:05:10,192.0.2.2,0,0,1,2,Europe/Paris,FR,,2020-01-01 00:00:00,1,ab,"
        '"called\ntwice","a,b"\n'
    )
    assert (row.email, row.name, row.timezone) == ("jane@example.com", "Jane Doe", "Europe/Paris")
    assert row.consent.at == datetime(2019, 3, 1, 8, 5, 10, tzinfo=UTC)
    assert row.consent.ip == "192.0.2.2"


@pytest.mark.parametrize(
    ("column", "state"),
    [("UNSUB_TIME", SubscriptionState.LEFT), ("CLEAN_TIME", SubscriberState.BOUNCED)],
)
def test_mailchimps_other_two_files(column, state):
    (row,) = rows(f"Email Address,{column}\njane@example.com,2020-01-01 00:00:00\n")
    assert row.state is state


WHOLE = [
    f"{MAILCHIMP},UNSUB_TIME,UNSUB_CAMPAIGN_TITLE,UNSUB_CAMPAIGN_ID,UNSUB_REASON,UNSUB_REASON_OTHER",
    f"{MAILCHIMP},CLEAN_TIME,CLEAN_CAMPAIGN_TITLE,CLEAN_CAMPAIGN_ID",
    f"{GHOST.removesuffix('tiers')}products",
    f"{GHOST},gift_id,custom_fields.city",
    (
        "Email,Name,Type,Stripe plan,Cancel date,Start date,Paid upgrade date,Bestseller,"
        "Emails received (6mo),num_emails_opened,Last email opened,Last clicked at,"
        "Unique posts seen,Subscriptions gifted,First payment at,"
        "Subscription source (free),Subscription source (paid),"
        "Days active (30d),Activity,Revenue,Country,State/Province"
    ),
    (
        f"{BUTTONDOWN},avatar_url,churn_date,last_click_date,risk_score,stripe_customer_id,"
        "undeliverability_date,undeliverability_reason,upgrade_date,utm_campaign,utm_medium,utm_source"
    ),
]


@pytest.mark.parametrize("header", WHOLE)
def test_the_whole_header_of_each_is_taken(header):
    """None of their other columns is taken for a slip of the pen, which would refuse the file."""
    told = []
    assert {"email", "name"} & set(find_columns(next(csv.reader([header])), told.append))


@pytest.mark.parametrize(
    "title", ["Address", "Created", "Timestamp", "Username", "Subscribed at", "Subscribers"]
)
def test_a_column_of_no_meaning_here_is_named_and_passed_over(title):
    told = []
    assert find_columns(["email", title], told.append) == {"email": 0}
    assert len(told) == 1


@pytest.mark.parametrize(
    "title",
    ["Emial", "topcis", "lenght", "timezon", "consent_tiem", "unsubscribed", "E-mail adress"],
)
def test_a_slip_of_the_pen_is_refused(title):
    with pytest.raises(AudienceError):
        find_columns(["email", title])


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("enabled", SubscriptionState.ACTIVE),
        ("disabled", SubscriptionState.PAUSED),
    ],
)
def test_listmonk(status, state):
    (row,) = rows(
        f'{LISTMONK}\n5a-1,jane@example.com,Jane,"{{""city"": ""Ulm""}}",{status},'
        "2023-05-01T10:00:00.5+02:00,2023-05-02T10:00:00Z\n"
    )
    assert (row.name, row.state) == ("Jane", state)
    assert row.consent.at == datetime(2023, 5, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize("status", ["blocklisted", "Blacklisted", "blocked"])
def test_whom_another_program_blocks_is_to_be_suppressed(status):
    (row,) = read(f"{LISTMONK}\n5a-1,Jane@EXAMPLE.com,Jane,{{}},{status},,\n")
    assert row == Wanted(address="jane@example.com", source="imported")


@pytest.mark.parametrize(
    ("told", "state"), [("true", SubscriptionState.ACTIVE), ("false", SubscriptionState.LEFT)]
)
def test_ghost(told, state):
    line = f"6f,jane@example.com,Jane,,{told},false,,2022-02-03T04:05:06.000Z,,vip,Free"
    (row,) = rows(f"{GHOST}\n{line}\n")
    assert row.state is state
    assert row.consent.at == datetime(2022, 2, 3, 4, 5, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("disabled", "state"), [("false", SubscriptionState.ACTIVE), ("true", SubscriptionState.LEFT)]
)
def test_substack(disabled, state):
    line = f"jane@example.com,false,,other,{disabled},2021-06-07T08:09:10.123Z,"
    (row,) = rows(f"{SUBSTACK}\n{line}\n")
    assert row.state is state


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        ("regular", SubscriptionState.ACTIVE),
        ("premium", SubscriptionState.ACTIVE),
        ("unactivated", SubscriptionState.PENDING),
        ("unsubscribed", SubscriptionState.LEFT),
        ("undeliverable", SubscriberState.BOUNCED),
        ("spammy", SubscriberState.COMPLAINED),
    ],
)
def test_buttondown(kind, state):
    line = f"x,jane@example.com,,{{}},,,7,{kind},embedded_form,2001:db8::1,2024-01-02T03:04:05Z,,"
    (row,) = rows(f"{BUTTONDOWN}\n{line}\n")
    assert row.state is state
    assert (row.consent.source, row.consent.ip) == ("embedded_form", "2001:db8::1")


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("email_address,subscriber_type", "unactivated"),
        ("email,creation_date,subscriber_type", "2024-01-02T03:04:05Z,unactivated"),
        ("email_address,creation_date,type,subscriber_type", ",unactivated,unactivated"),
        ("email_address,creation_date,subscriber_type,type", ",unactivated,unactivated"),
    ],
)
def test_buttondowns_type_by_either_name(header, cells):
    (row,) = rows(f"{header}\njane@example.com,{cells}\n")
    assert row.state is SubscriptionState.PENDING


def test_a_type_that_is_no_buttondowns_means_nothing():
    for name in ("type", "subscriber_type"):
        (row,) = rows(f"email,{name}\njane@example.com,customer\n")
        assert row.state is SubscriptionState.ACTIVE


@pytest.mark.parametrize(
    ("header", "cell", "words"),
    [
        ("consent_time", "the day before", "is not like 2026-11-30 07:00:00"),
        ("consent_time", "0001-01-01T00:00:00+14:00", "is not like"),
        ("consent_ip", "300.1.1.1", "is no IP address"),
        ("subscribed", "perhaps", "neither true nor false"),
        ("until", "soon", "is not like 2026-11-30"),
    ],
)
def test_what_can_not_be_read_is_refused_with_its_reason(header, cell, words):
    (row,) = refused(f"email,{header}\njane@example.com,{cell}\n")
    assert words in row.reason


# --- JSON lines ---------------------------------------------------------------------------


def test_json_lines_with_members_in_any_order():
    first, second = rows(
        '{"name": "Jane", "email": "JANE@example.com", "topics": ["World", "Business"]}\n\n'
        '{"email": "jo@example.com", "hour": 7, "consent_ip": null, "status": "unsubscribed"}\n'
    )
    assert (first.name, first.topics) == ("Jane", ("World", "Business"))
    assert (second.hour, second.state) == (7, SubscriptionState.LEFT)


def test_an_array_with_an_element_a_line_is_taken_too():
    found = rows('[\n{"email": "a@example.com"},\n{"email": "b@example.com"}\n]\n')
    assert [row.email for row in found] == ["a@example.com", "b@example.com"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"email": "a@example.com"', "no JSON object"),
        ("[1, 2]", "no JSON object"),
        ('{"name": "Jane"}', "no email column"),
        ('{"email": 7}', "not an email address"),
        ("{" * 5000, "no JSON object"),
    ],
)
def test_a_bad_line_is_refused_alone(line, words):
    (row,) = refused(f'{{"email": "a@example.com"}}\n{line}\n{{"email": "b@example.com"}}\n')
    assert words in row.reason
    assert row.place == "csv:2"


@given(st.from_regex(r"[0-9a-f]{1,4}([.:][0-9]{1,3}){2,4}", fullmatch=True))
@example("192.0.2.1")
@example("192.0.02.1")
@example("1.2.3.256")
@example("192.0.2.1\u0663")
def test_an_ip_address_is_what_the_standard_library_takes_for_one(text):
    try:
        expected = str(ip_address(text))
    except ValueError:
        expected = ""
    (row,) = read(f"email,consent_ip\njane@example.com,{text}\n")
    assert isinstance(row, Quarantined) != bool(expected)
    if expected:
        assert row.consent.ip == expected
