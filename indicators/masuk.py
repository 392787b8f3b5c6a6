"""Who is behind a session, found together with what the person may do."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import BigAutoField

from indicators.models import Membership, User
from indicators.permissions import ingat
from sakip.lib.prepared import Prepared, Slot

KEANGGOTAAN: Prepared[Membership] = Prepared(
    lambda: Membership.objects.filter(user=Slot("user", BigAutoField())).select_related("user").order_by("role")
)


class Backend(ModelBackend):
    """Django's own, but the account and its memberships are one query: every page asks for both."""

    def get_user(self, user_id: Any) -> User | None:
        """The account of a session, None when there is none or it was deactivated."""
        rows = KEANGGOTAAN.all(user=user_id)
        if not rows:
            user: User | None = super().get_user(user_id)
            return user
        user = rows[0].user
        ingat(user, rows)
        return user if self.user_can_authenticate(user) else None
