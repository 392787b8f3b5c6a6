"""The page of a link that opens an account: its owner sets the password, once."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator

from indicators.models import User
from indicators.services.daerah_akun import sandi_tetapkan


@method_decorator(login_not_required, name="dispatch")
class SandiView(PasswordResetConfirmView):
    """Django's own: it checks the link, takes it out of the address, and asks the rules of strength.

    What it would store itself is stored by the service, with a line in the trail.
    """

    template_name = "registration/sandi.html"
    success_url = reverse_lazy("login")
    reset_url_token = "isi"  # noqa: S105  what stands in the address instead of the token

    def form_valid(self, form: "SetPasswordForm[User]") -> HttpResponse:
        """Store the password and end the link."""
        sandi_tetapkan(user=form.user, sandi=form.cleaned_data["new_password1"])
        del self.request.session["_password_reset_token"]
        messages.success(self.request, f"Kata sandi tersimpan. Masuklah sebagai {form.user.username}.")
        return HttpResponseRedirect(str(self.success_url))
