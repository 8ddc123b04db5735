"""Policy and pages → staff site, buyer pages and data; the only room that writes files."""
