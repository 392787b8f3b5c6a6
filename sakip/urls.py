"""The only file that joins the two apps."""

from django.contrib import admin
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from indicators.selectors.pengguna import tanpa_akun
from indicators.views import sandi
from reports.views import publik


@login_not_required
def sehat(request: HttpRequest) -> HttpResponse:
    """Answers 200 when the server and its database are up (for a monitor or a load balancer)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("sehat", content_type="text/plain; charset=utf-8")


urlpatterns = [
    path("", include("indicators.urls")),
    path("dokumen/", include("reports.urls")),
    path(
        "masuk/",
        sandi.MasukView.as_view(redirect_authenticated_user=True, extra_context={"tanpa_akun": tanpa_akun}),
        name="login",
    ),
    path("keluar/", auth_views.LogoutView.as_view(), name="logout"),
    path("admin/", admin.site.urls),
    path("publik/", publik.publik, name="publik"),
    path("publik/<slug:kode>/", publik.publik_daerah, name="publik_daerah"),
    path("sehat/", sehat, name="sehat"),
]
