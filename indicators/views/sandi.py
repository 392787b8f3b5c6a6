"""Signing in, the page of a link that opens an account, and the page on which its owner changes the password."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm, SetPasswordForm
from django.contrib.auth.views import LoginView, PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from indicators.forms_sandi import SERING, GantiSandiForm, MasukForm, SandiBaruForm
from indicators.models import User
from indicators.services.daerah_akun import sandi_tetapkan
from indicators.views.base import pelaku


class MasukView(LoginView):
    """Django's own, with attempts counted."""

    form_class = MasukForm

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """As Django answers, and 429 where it was tried too often."""
        jawaban: HttpResponse = super().form_invalid(form)
        if form.has_error("__all__", SERING):
            jawaban.status_code = 429
        return jawaban


@method_decorator(login_not_required, name="dispatch")
class SandiView(PasswordResetConfirmView):
    """Django's own: it checks the link, takes it out of the address, and asks the rules of strength.

    What it would store itself is stored by the service, with a line in the trail.
    """

    form_class = SandiBaruForm
    template_name = "registration/sandi.html"
    success_url = reverse_lazy("login")
    reset_url_token = "isi"  # noqa: S105  what stands in the address instead of the token

    def form_valid(self, form: "SetPasswordForm[User]") -> HttpResponse:
        """Store the password and end the link."""
        sandi_tetapkan(user=form.user, sandi=form.cleaned_data["new_password1"])
        del self.request.session["_password_reset_token"]
        messages.success(self.request, f"Kata sandi tersimpan. Masuklah sebagai {form.user.username}.")
        return HttpResponseRedirect(str(self.success_url))


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def sandi_ganti(request: HttpRequest) -> HttpResponse:
    """The own password: the old one, and twice the new one. Other sessions of the account end, this one stays."""
    form = GantiSandiForm(request, pelaku(request), request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = sandi_tetapkan(user=form.user, sandi=form.cleaned_data["new_password1"])
        update_session_auth_hash(request, user)
        messages.success(
            request, "Kata sandi Anda diganti. Perangkat lain yang masuk dengan akun ini harus masuk lagi."
        )
        return redirect("indicators:akun")
    status = 429 if form.has_error("old_password", SERING) else 422 if form.errors else 200
    return render(request, "indicators/sandi_ganti.html", {"form": form}, status=status)
