"""What every admin page has in common: the regency of its admin is all there is, and every write leaves a line.

Rights come from `indicators.permissions`, never from Django's own permission rows; the superuser sees everything.
"""

from collections.abc import Sequence
from functools import update_wrapper
from typing import Any

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import ForeignKey, Model, QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme

from indicators import permissions
from indicators.models import PemerintahDaerah, PerangkatDaerah, UnitKerja
from indicators.permissions import Ability
from indicators.services import audit

# Never copied into the trail: secrets, and what changes by itself.
TANPA_JEJAK = frozenset({"id", "password", "last_login", "date_joined", "dibuat_pada", "diubah_pada", "jalur"})


class SakipAdminSite(admin.AdminSite):
    """Django's admin in Indonesian, entered through the login page of the application."""

    site_header = "Pengelolaan SAKIP"
    site_title = "Pengelolaan SAKIP"
    index_title = "Pengguna, organisasi, dan data acuan"
    site_url = "/"
    enable_nav_sidebar = True

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """No login page of its own: a visitor goes to the usual one and comes back."""
        tujuan = request.GET.get("next", "")
        if not url_has_allowed_host_and_scheme(tujuan, {request.get_host()}, require_https=request.is_secure()):
            tujuan = reverse("admin:index")
        return redirect(tujuan) if self.has_permission(request) else redirect_to_login(tujuan)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:  # type: ignore[override]
        """One's own password has one page, which leaves a line in the trail."""
        return redirect("indicators:sandi_ganti")

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Somebody signed in without the right is refused with a sentence, not sent to sign in once more."""
        inner = super().admin_view(view, cacheable)

        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied("Halaman pengelolaan hanya untuk admin. Minta admin melakukannya untuk Anda.")
            return inner(request, *args, **kwargs)

        return update_wrapper(checked, inner)

    def has_permission(self, request: HttpRequest) -> bool:
        """Active staff with something to manage here: is_staff alone opens nothing."""
        if not super().has_permission(request):
            return False
        user = request.user
        return bool(
            user.is_superuser
            or permissions.can(user, Ability.MANAGE_USERS)
            or permissions.can(user, Ability.MANAGE_MASTER)
        )


def regencies(request: HttpRequest, ability: Ability) -> QuerySet[PemerintahDaerah]:
    """The regencies this admin manages."""
    if request.user.is_superuser:
        return PemerintahDaerah.objects.all()
    return permissions.visible_pemerintah_daerah(request.user, ability)


def within(model: type[Model], request: HttpRequest, ability: Ability) -> QuerySet[Any] | None:
    """What of another model an admin may choose from; None: no regency owns its rows."""
    own = regencies(request, ability)
    if model is PemerintahDaerah:
        return own
    if model is PerangkatDaerah:
        return PerangkatDaerah.objects.filter(pemerintah_daerah__in=own)
    if model is UnitKerja:
        return UnitKerja.objects.filter(perangkat_daerah__pemerintah_daerah__in=own).select_related(
            "perangkat_daerah", "induk"
        )
    return None


class UnitChoiceField(ModelChoiceField):
    """Units with the name of their perangkat daerah: two Setda have a Bagian Umum each."""

    def label_from_instance(self, obj: Any) -> str:
        """`Bagian Umum — Sekretariat Daerah`, below another unit `Subbagian Rumah Tangga (Bagian Umum) — …`."""
        nama = f"{obj.nama} ({obj.induk.nama})" if obj.induk else obj.nama
        return f"{nama} — {obj.perangkat_daerah.nama}"


class LingkupMixin:
    """Rights and choices of a ModelAdmin or inline. `pemda_path` leads from a row to its regency (`pk`: it is one).

    Empty `pemda_path`: the rows are shared by all regencies, so only the superuser changes them.
    """

    ability = Ability.MANAGE_MASTER
    pemda_path = ""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Rows of the admin's own regencies; shared rows for everybody."""
        rows: QuerySet[Any] = super().get_queryset(request)  # type: ignore[misc]
        if request.user.is_superuser or not self.pemda_path:
            return rows
        return rows.filter(**{f"{self.pemda_path}__in": regencies(request, self.ability)})

    def _may(self, request: HttpRequest, obj: Model | None, *, write: bool) -> bool:
        user = request.user
        if user.is_superuser:
            return True
        if not permissions.can(user, self.ability) or (write and not self.pemda_path):
            return False
        if obj is None or not self.pemda_path or obj.pk is None:
            return True
        pemda = self.pemda_of(obj)
        return pemda is not None and permissions.can(user, self.ability, pemda)

    def pemda_of(self, obj: Any) -> PemerintahDaerah | None:
        """The regency a row belongs to."""
        if self.pemda_path in ("", "pk"):
            return obj if self.pemda_path else None
        for step in self.pemda_path.split("__"):
            obj = getattr(obj, step, None)
        return obj if isinstance(obj, PemerintahDaerah) else None

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whether the model is listed at all."""
        return self._may(request, None, write=False)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Reading within the scope."""
        return self._may(request, obj, write=False)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Adding; where it lands is limited by the choices of the form."""
        return self._may(request, None, write=True)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Changing within the scope."""
        return self._may(request, obj, write=True)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Deleting within the scope; what is in use is protected by the database."""
        return self._may(request, obj, write=True)

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer rows of the admin's own regencies only; a forged choice is then refused by the form."""
        model = db_field.related_model
        if isinstance(model, type):
            rows = within(model, request, self.ability)
            if rows is not None:
                kwargs["queryset"] = rows
            if model is UnitKerja:
                kwargs["form_class"] = UnitChoiceField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]


def columns(obj: Model | None) -> dict[str, Any]:
    """A row as the trail keeps it; keys of other rows as the name that stood there."""
    if obj is None:
        return {}
    hasil = {}
    for field in obj._meta.concrete_fields:
        if field.name not in TANPA_JEJAK:
            value = getattr(obj, field.name) if field.is_relation else field.value_from_object(obj)
            hasil[field.name] = value if value is None or isinstance(value, bool | int) else audit.as_text(value)
    return hasil


def stored(obj: Model) -> Model | None:
    """The row as the database has it, before it is saved."""
    return type(obj)._default_manager.filter(pk=obj.pk).first() if obj.pk else None


def catat(
    by: Any,
    verb: str,
    obj: Any,
    sebelum: dict[str, Any],
    sesudah: dict[str, Any],
    pemda: Sequence[PemerintahDaerah],
    aksi: str = "",
) -> None:
    """One line in the chain of each regency concerned; nothing when nothing changed."""
    lama, baru = audit.changes(sebelum, sesudah) if sesudah else (sebelum, sesudah)
    if verb == "changed" and not baru:
        return
    audit.record_many(
        by,
        [
            audit.Event(
                aksi=aksi or f"{obj._meta.model_name}.{verb}",
                objek=obj,
                nama=str(obj),
                pemerintah_daerah=p,
                sebelum={k: v for k, v in lama.items() if v not in (None, "", False)},
                sesudah=baru,
            )
            for p in pemda
        ],
    )


class LingkupAdmin(LingkupMixin, admin.ModelAdmin):
    """A ModelAdmin within the admin's regencies whose writes leave a line in the audit trail."""

    actions = None  # no bulk deletion: each deletion is looked at, and recorded, by itself

    def chains(self, obj: Any) -> list[PemerintahDaerah]:
        """The regencies that must know: its own, or all of them for what they share."""
        own = self.pemda_of(obj)
        return [own] if own is not None else list(PemerintahDaerah.objects.all())

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save, and record what changed."""
        before = columns(stored(obj)) if change else {}
        super().save_model(request, obj, form, change)
        catat(request.user, "changed" if change else "created", obj, before, columns(obj), self.chains(obj))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Record what is lost, then delete."""
        catat(request.user, "deleted", obj, columns(obj), {}, self.chains(obj))
        super().delete_model(request, obj)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """The rows of inlines leave their lines too."""
        chains = self.chains(form.instance)
        before = {f.instance.pk: columns(stored(f.instance)) for f in formset.initial_forms}
        for lost in formset.deleted_forms:
            catat(request.user, "deleted", lost.instance, columns(lost.instance), {}, chains)
        super().save_formset(request, form, formset, change)
        for row in formset.new_objects:
            catat(request.user, "created", row, {}, columns(row), chains)
        for row, _ in formset.changed_objects:
            catat(request.user, "changed", row, before.get(row.pk, {}), columns(row), chains)


class BacaAdmin(LingkupAdmin):
    """Rows that a page of the product writes: looked at here, written there, so that each fact has one writer.

    What was added by mistake and nothing hangs on is still deleted here, with its line: no page deletes it.
    `kalimat` says what the page is for; `halaman` is its address.
    """

    kalimat = ""
    change_list_template = "admin/baca_daftar.html"
    change_form_template = "admin/baca_baris.html"

    def halaman(self, obj: Any = None) -> str:
        """The page that writes the row; without one, the page that leads to all of them."""
        return reverse("indicators:unit_daftar")

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """On the page."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """On the page."""
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The list, with the way to the page that writes it."""
        return super().changelist_view(request, {**(extra_context or {}), **self._tulis()})

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """One row, with the way to its page."""
        obj = self.get_object(request, object_id) if object_id else None
        tulis = {} if obj is None or self.has_change_permission(request, obj) else self._tulis(obj)
        return super().changeform_view(request, object_id, form_url, {**(extra_context or {}), **tulis})

    def _tulis(self, obj: Any = None) -> dict[str, str]:
        return {"tulis_kalimat": self.kalimat, "tulis_alamat": self.halaman(obj)}
