"""The pages of the documents."""

from django.urls import URLPattern

app_name = "reports"
urlpatterns: list[URLPattern] = []
