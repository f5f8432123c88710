"""What the security log writes down, in groups to look through; the log itself is kept elsewhere."""

from enum import StrEnum


class Trace(StrEnum):
    """One kind of thing that is written down."""

    sign_in = "sign_in"
    house_asked = "house_asked"
    sign_out = "sign_out"
    session_ended = "session_ended"
    everywhere_ended = "everywhere_ended"
    sign_in_failed = "sign_in_failed"
    code_failed = "code_failed"
    house_failed = "house_failed"
    must_wait = "must_wait"
    password_changed = "password_changed"  # noqa: S105
    password_reset = "password_reset"  # noqa: S105
    code_made = "code_made"
    code_ended = "code_ended"
    account_bound = "account_bound"
    account_unbound = "account_unbound"
    file_left = "file_left"
    backup_made = "backup_made"
    restored = "restored"
    first_run = "first_run"
    invited = "invited"
    invitation_ended = "invitation_ended"
    joined = "joined"
    roles_given = "roles_given"
    roles_ended = "roles_ended"
    handed_over = "handed_over"
    unit_added = "unit_added"
    unit_changed = "unit_changed"
    units_imported = "units_imported"
    people_imported = "people_imported"
    rule_changed = "rule_changed"
    calendar_changed = "calendar_changed"
    year_opened = "year_opened"
    year_changed = "year_changed"
    old_removed = "old_removed"


GROUPS: dict[str, tuple[Trace, ...]] = {
    "entering": (Trace.sign_in, Trace.house_asked, Trace.sign_out, Trace.session_ended, Trace.everywhere_ended),
    "failing": (Trace.sign_in_failed, Trace.code_failed, Trace.house_failed, Trace.must_wait),
    "keys": (
        *(Trace.password_changed, Trace.password_reset, Trace.code_made, Trace.code_ended),
        *(Trace.account_bound, Trace.account_unbound),
    ),
    "leaving": (Trace.file_left, Trace.backup_made),
    "rights": (
        *(Trace.first_run, Trace.invited, Trace.invitation_ended, Trace.joined, Trace.roles_given, Trace.roles_ended, Trace.handed_over),
        *(Trace.unit_added, Trace.unit_changed, Trace.units_imported, Trace.people_imported),
    ),
    "rules": (Trace.rule_changed, Trace.calendar_changed, Trace.year_opened, Trace.year_changed),
    "keeping": (Trace.restored, Trace.old_removed),
}
FAILED = (Trace.sign_in_failed, Trace.code_failed, Trace.house_failed)
CLEARING = (Trace.sign_in, Trace.code_made, Trace.password_reset, Trace.password_changed)
LOG_WORDS = ("title", "sheet", "heads", "all", "nobody", "command", "apart", "and")
DETAILS = ("name", "roles", "parent", "count", "reason", "until", "by", "rows", "version")
