"""The pages of the facts."""

from django.urls import URLPattern

app_name = "indicators"
urlpatterns: list[URLPattern] = []
