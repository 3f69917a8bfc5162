"""The staff console: pages under ``/staff``, rendered on the server, that work without JavaScript."""
