"""Views translate: they read the request, ask a selector, call a service, and choose a template."""
