"""Makes the project package an app, so that its template tags are found."""

from django.apps import AppConfig


class SakipConfig(AppConfig):
    name = "sakip"
    verbose_name = "SAKIP"
