"""Samepage: staff guidance and the published policy, always on the same page.

One structured policy (``policies/``) and one set of playbooks in two languages (``content/``) become a staff
site, buyer pages and data that agree, because every value on them is quoted from the policy and read back
from what was built. The rooms, in the order in which data flows:

    finding → policy → language → playbook → agreement → publish → pipeline → building → report → cli, plugin

Imports only ever point to the left. ``pipeline`` tells the story of a check from top to bottom, ``building`` that of a
build.
"""

__version__ = "0.1.0"
