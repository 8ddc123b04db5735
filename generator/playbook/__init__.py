"""The playbook: Markdown → pages, sections and quotations, and the merge of both with the policy."""
