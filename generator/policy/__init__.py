"""The policy: YAML → exact values → rules. Knows no language, no Markdown and no HTML."""
