"""A measurement in a process of its own, on the database its environment names."""

import django


def siap() -> None:
    """Set up Django and make the tables."""
    django.setup()
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    setup_test_environment(debug=False)

    call_command("migrate", verbosity=0)
