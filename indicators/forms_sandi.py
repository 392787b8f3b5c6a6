"""Passwords: signing in with one, and changing one's own. Both say when it was tried too often."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.http import HttpRequest

from indicators.models import User
from indicators.pembatas import TerlaluSering, coba_sandi, sandi_benar

SERING = "terlalu_sering"
"""The code of the refusal that answers 429."""
SYARAT = "Paling sedikit 8 karakter, tidak hanya angka, bukan yang umum dipakai, dan tidak mirip nama Anda."
"""What the validators of the settings ask for, in one sentence."""


class MasukForm(AuthenticationForm):
    """Django's own, for an account that was not tried too often."""

    request: HttpRequest

    def clean(self) -> dict[str, Any]:
        """Count the attempt before the password is looked at; a right one begins anew."""
        nama = self.cleaned_data.get("username") or ""
        try:
            coba_sandi(self.request, nama)
        except TerlaluSering as error:
            raise forms.ValidationError(str(error), code=SERING) from error
        isi: dict[str, Any] = super().clean()
        if self.user_cache is not None:
            sandi_benar(self.request, nama)
        return isi


class SandiBaruForm(SetPasswordForm):
    """The first password of an account, behind the link of its admin."""

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.fields["new_password1"].label, self.fields["new_password1"].help_text = "Kata sandi baru", SYARAT
        self.fields["new_password2"].label, self.fields["new_password2"].help_text = "Kata sandi baru, sekali lagi", ""


class GantiSandiForm(PasswordChangeForm):
    """The password one has, and twice the one to have; the rules of strength are Django's validators."""

    def __init__(self, request: HttpRequest, user: User, data: Any = None) -> None:
        super().__init__(user, data)
        self.request = request
        sebutan = (
            ("old_password", "Kata sandi sekarang", "Isi kata sandi yang Anda pakai sekarang."),
            ("new_password1", "Kata sandi baru", "Isi kata sandi yang baru."),
            ("new_password2", "Kata sandi baru, sekali lagi", "Ketik kata sandi yang baru sekali lagi."),
        )
        for nama, label, kosong in sebutan:
            self.fields[nama].label = label
            self.fields[nama].error_messages["required"] = kosong
        self.fields["new_password1"].help_text = SYARAT
        self.fields["new_password2"].help_text = ""
        self.error_messages = self.error_messages | {
            "password_incorrect": "Bukan ini kata sandi Anda sekarang. Ketik lagi, atau minta tautan kepada admin.",
            "password_mismatch": "Kedua kata sandi baru tidak sama. Ketik keduanya lagi.",
        }

    def clean_old_password(self) -> str:
        """Count the attempt before it is held against the account's; a right one begins anew."""
        try:
            coba_sandi(self.request, self.user.username)
        except TerlaluSering as error:
            raise forms.ValidationError(str(error), code=SERING) from error
        lama: str = super().clean_old_password()
        sandi_benar(self.request, self.user.username)
        return lama

    def clean(self) -> dict[str, Any]:
        """Another one than before."""
        isi: dict[str, Any] = super().clean() or {}
        baru = isi.get("new_password1")
        if baru and baru == isi.get("old_password"):
            self.add_error("new_password1", "Ini kata sandi Anda sekarang. Pilih yang lain.")
        return isi
