"""Keeping a project in order: saying that languages agree, mending what needs no judgement, seeing how it stands."""
