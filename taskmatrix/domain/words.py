"""The closed lists of the field: tiers, kinds, roles, bases, states (contract §1)."""

from enum import StrEnum


class Tier(StrEnum):
    """Place of a plan in the "1+N+X" system."""

    OVERALL = "1"
    KEY_AREA = "N"
    REGIONAL = "X"


class Kind(StrEnum):
    """Kind of a unit."""

    DEPARTMENT = "department"
    REGION = "region"
    GROUP = "group"
    LEADER = "leader"


class Role(StrEnum):
    """What a unit owes a task: 牵头, 配合, 属地落实."""

    LEAD = "lead"
    SUPPORT = "support"
    LOCAL = "local"


class Basis(StrEnum):
    """What a role rests on: 原文明确, 首位牵头, 统一要求落实."""

    STATED = "stated"
    FIRST_LISTED = "first-listed"
    BLANKET = "blanket"


class LeadRule(StrEnum):
    """How a list of 责任单位 is read: its first leads, all lead jointly, none leads."""

    FIRST_LISTED = "first-listed"
    ALL = "all"
    NONE = "none"


class State(StrEnum):
    """State of a task: 待签收, 推进中, 办结审核中, 已办结, 已终止."""

    PENDING = "pending"
    ACTIVE = "active"
    REVIEW = "review"
    CLOSED = "closed"
    TERMINATED = "terminated"


LIGHTS = ("green", "yellow", "red", "grey", "done")
"""Colours of a light; done is the letter of a task that has ended."""
