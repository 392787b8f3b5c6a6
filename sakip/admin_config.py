"""Django's admin with the site of this project as its default."""

from django.contrib.admin.apps import AdminConfig


class SakipAdminConfig(AdminConfig):
    """Stands in INSTALLED_APPS in place of django.contrib.admin."""

    default_site = "indicators.admin_lingkup.SakipAdminSite"
