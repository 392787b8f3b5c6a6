"""A person's own account: roles (to read), address and the one switch for letters (to change)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from indicators.forms import AkunForm
from indicators.selectors.pengguna import peran_of
from indicators.services.pengingat import akun_simpan
from indicators.views.base import pelaku


@require_http_methods(["GET", "POST"])
def akun(request: HttpRequest) -> HttpResponse:
    """Show the account; POST stores address and switch."""
    user = pelaku(request)
    form = AkunForm(request.POST or None, initial={"email": user.email, "terima_surel": user.terima_surel})
    if request.method == "POST" and form.is_valid():
        akun_simpan(user=user, surel=form.cleaned_data["email"], terima_surel=form.cleaned_data["terima_surel"])
        messages.success(request, "Akun Anda tersimpan.")
        return redirect("indicators:akun")
    context = {"form": form, "peran": peran_of(user)}
    return render(request, "indicators/akun.html", context, status=422 if form.errors else 200)
