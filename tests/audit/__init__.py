"""The audit: what other people's tools say about the built sites.

``python -m tests.audit SITE`` serves ``SITE/staff`` and ``SITE/buyer`` with a strict policy (see ``tests.server``) and
sends them through every gate. Before a gate may judge the sites it has to refuse its bad fixture, below ``bad/``,
for the right reason: a gate that cannot fail keeps nothing out. A tool that is missing is a failure, never a skip.
"""
