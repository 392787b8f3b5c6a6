"""Accounts and their roles in Django's admin."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse

from indicators.admin_lingkup import LingkupAdmin, LingkupMixin, catat, regencies
from indicators.models import Membership, PemerintahDaerah, Role, User
from indicators.permissions import Ability

admin.site.unregister(Group)  # roles are memberships; Django's groups would be a second, silent way


class MembershipForm(forms.ModelForm):
    """One role on one scope, of the kind that fits the role."""

    class Meta:
        model = Membership
        fields = ["role", "unit_kerja", "perangkat_daerah", "pemerintah_daerah"]

    def clean(self) -> dict[str, Any]:
        """An admin administers a regency: on anything smaller the role would open nothing."""
        data = super().clean() or {}
        if data.get("role") == Role.ADMIN and not data.get("pemerintah_daerah"):
            self.add_error("pemerintah_daerah", "Peran Admin diberikan pada pemerintah daerah.")
        return data


class MembershipFormSet(BaseInlineFormSet):
    """The roles of one account; without any it could sign in and see nothing."""

    def clean(self) -> None:
        """At least one role remains."""
        super().clean()
        kept = [f for f in self.forms if f.cleaned_data and not f.cleaned_data.get("DELETE")]
        if not any(self.errors) and not kept:
            raise ValidationError("Beri pengguna sedikitnya satu peran. Untuk menutup akun, hapus centang “Aktif”.")


class MembershipInline(LingkupMixin, admin.TabularInline):
    """The roles of an account within the admin's regencies."""

    model = Membership
    form = MembershipForm
    formset = MembershipFormSet
    ability = Ability.MANAGE_USERS
    extra = 1
    verbose_name = "peran"
    verbose_name_plural = "peran: pilih tepat satu lingkup pada setiap baris"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        """Roles elsewhere stay out of sight."""
        rows: QuerySet[Membership] = admin.TabularInline.get_queryset(self, request)
        return rows if request.user.is_superuser else rows.filter(in_regencies("", request))

    def _may(self, request: HttpRequest, obj: Any, *, write: bool) -> bool:
        # The object of an inline is the account: whether it may be changed is decided by PenggunaAdmin.
        if obj is not None and obj.pk:
            parent = self.admin_site._registry[User]
            return bool(
                parent.has_change_permission(request, obj) if write else parent.has_view_permission(request, obj)
            )
        return bool(request.user.is_superuser or regencies(request, self.ability).exists())


def in_regencies(prefix: str, request: HttpRequest) -> Q:
    """Memberships (reached by `prefix`) on anything inside the admin's regencies."""
    own = regencies(request, Ability.MANAGE_USERS)
    return (
        Q(**{f"{prefix}pemerintah_daerah__in": own})
        | Q(**{f"{prefix}perangkat_daerah__pemerintah_daerah__in": own})
        | Q(**{f"{prefix}unit_kerja__perangkat_daerah__pemerintah_daerah__in": own})
    )


@admin.register(User)
class PenggunaAdmin(LingkupAdmin, UserAdmin):
    """Accounts with a role in the admin's regencies. One with a role elsewhere too is shown, not changed.

    Whoever holds the role Admin may enter these pages: `is_staff` follows the roles and is not ticked by hand.
    """

    ability = Ability.MANAGE_USERS
    list_display = ("username", "nama", "peran", "is_active", "last_login")
    list_filter = ("is_active", "membership__role")
    search_fields = ("username", "nama", "email")
    ordering = ("username",)
    filter_horizontal = ()
    inlines = (MembershipInline,)
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Orang", {"fields": ("nama", "email")}),
        ("Akun", {"fields": ("is_active", "last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"classes": ("wide",), "fields": ("username", "nama", "email", "password1", "password2")}),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Accounts with a role in the own regencies; never the superuser."""
        rows: QuerySet[User] = UserAdmin.get_queryset(self, request).prefetch_related("membership")
        if request.user.is_superuser:
            return rows
        own = Membership.objects.filter(in_regencies("", request)).values("user")
        return rows.filter(pk__in=own, is_superuser=False)

    def get_inlines(self, request: HttpRequest, obj: User | None) -> Any:
        """Roles are given while the account is made, or it would belong to nobody."""
        return self.inlines

    def get_inline_instances(self, request: HttpRequest, obj: User | None = None) -> list[Any]:
        """As ModelAdmin does: UserAdmin would hide inlines on the form of a new account."""
        return admin.ModelAdmin.get_inline_instances(self, request, obj)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Accounts of the own regencies."""
        return self._manages(request) and (obj is None or self.get_queryset(request).filter(pk=obj.pk).exists())

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Any admin makes accounts."""
        return self._manages(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only accounts whose every role is in the own regencies: a password opens all of them."""
        if obj is None or request.user.is_superuser:
            return self._manages(request)
        elsewhere = Membership.objects.filter(user=obj).exclude(in_regencies("", request))
        return self.has_view_permission(request, obj) and not elsewhere.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Accounts are closed, not deleted: figures and the trail keep naming them."""
        return False

    def _manages(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser or regencies(request, self.ability).exists())

    def chains(self, obj: Any) -> list[PemerintahDaerah]:
        """The regencies in which the account has a role."""
        rows = Membership.objects.filter(user=obj).select_related(
            "pemerintah_daerah",
            "perangkat_daerah__pemerintah_daerah",
            "unit_kerja__perangkat_daerah__pemerintah_daerah",
        )
        found = {m.pk: m for m in (regency_of(row) for row in rows)}
        return list(found.values())

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Only keep what was there: the lines are written when the roles, and so the regency, are known."""
        obj._sebelum = admin_columns(obj.pk) if change else {}  # type: ignore[attr-defined]
        admin.ModelAdmin.save_model(self, request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """The roles; their lines go to the regency of each role."""
        before = {f.instance.pk: f.instance for f in formset.initial_forms}
        lama = {pk: role_columns(Membership.objects.get(pk=pk)) for pk in before if pk}
        hilang = [(f.instance, regency_of(Membership.objects.get(pk=f.instance.pk))) for f in formset.deleted_forms]
        for row, pemda in hilang:
            catat(request.user, "deleted", row, lama[row.pk], {}, [pemda])
        admin.ModelAdmin.save_formset(self, request, form, formset, change)
        for row in formset.new_objects:
            catat(request.user, "created", row, {}, role_columns(row), [regency_of(row)])
        for row, _ in formset.changed_objects:
            catat(request.user, "changed", row, lama.get(row.pk, {}), role_columns(row), [regency_of(row)])

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """After the roles: the door to these pages, and the line about the account itself."""
        super().save_related(request, form, formsets, change)
        obj = form.instance
        staff = obj.is_superuser or Membership.objects.filter(user=obj, role=Role.ADMIN).exists()
        if obj.is_staff != staff:
            obj.is_staff = staff
            obj.save(update_fields=["is_staff"])
        verb = "changed" if change else "created"
        catat(request.user, verb, obj, obj._sebelum, admin_columns(obj.pk), self.chains(obj))

    @transaction.atomic
    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """A new password and its line in the trail, both or neither."""
        return super().user_change_password(request, id, form_url)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Only the password page changes the password; the line names the fact, never the password."""
        if request.resolver_match and request.resolver_match.url_name == "auth_user_password_change":
            baru = {"password": "diganti"}
            catat(request.user, "changed", obj, {}, baru, self.chains(obj), aksi="user.password_changed")
        return super().log_change(request, obj, message)

    @admin.display(description="peran")
    def peran(self, obj: User) -> str:
        """The roles, joined by the list itself."""
        return ", ".join(m.get_role_display() for m in obj.membership.all())


def regency_of(row: Membership) -> PemerintahDaerah:
    """The regency in which a role lies."""
    if row.pemerintah_daerah:
        return row.pemerintah_daerah
    pd = row.perangkat_daerah or (row.unit_kerja.perangkat_daerah if row.unit_kerja else None)
    assert pd is not None  # noqa: S101  the database guarantees one of the three
    return pd.pemerintah_daerah


def role_columns(row: Membership) -> dict[str, Any]:
    """A role as the trail keeps it: of whom, which, on what."""
    return {
        "user": row.user.username,
        "role": row.role,
        "lingkup": str(row.unit_kerja or row.perangkat_daerah or row.pemerintah_daerah),
    }


def admin_columns(pk: int) -> dict[str, Any]:
    """An account as the trail keeps it."""
    user = User.objects.get(pk=pk)
    return {name: getattr(user, name) for name in ("username", "nama", "email", "is_active", "is_staff")}
