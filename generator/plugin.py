"""The MkDocs plug-in: gives MkDocs the merged pages in place of the playbook's sources, and nothing else."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger

_log = get_plugin_logger("samepage")


class SamepagePlugin(BasePlugin):  # type: ignore[type-arg]  # it has no settings of its own
    """Points ``docs_dir`` at the merged pages; ``samepage build`` has done so already and is left alone."""

    def __init__(self) -> None:
        self._sources: Path | None = None
        self._merged: Path | None = None

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Merge the project's pages, unless the configuration already names merged pages."""
        root = Path(config.config_file_path).parent
        if self._sources is None and Path(config.docs_dir) != root / "content":
            return config
        # Where the pages are merged already, MkDocs runs as if the plug-in were not there, and as fast.
        from generator import pipeline, report
        from generator.finding import Severity, failing

        self._sources = root / "content"
        self._merged = root / ".samepage" / "merged"
        findings = pipeline.merge_into(root, self._merged, _today())
        for finding in findings:
            if finding.severity is Severity.WARNING and finding.suppressed is None:
                _log.warning("%s: %s", finding.place, finding.message())
        if failing(findings):
            raise PluginError("\n" + report.as_text(findings, "en"))
        config.docs_dir = str(self._merged)
        return config

    def on_serve(self, server: Any, config: MkDocsConfig, builder: Any) -> Any:
        """Watch what people write, not what was merged from it: else each edit would build twice."""
        if self._sources is not None and self._merged is not None:
            root = Path(config.config_file_path).parent
            server.unwatch(str(self._merged))
            for watched in (self._sources, root / "policies", root / "overrides"):
                server.watch(str(watched))
        return server

    @event_priority(-150)  # after static-i18n has written the search index of its last language
    def on_post_build(self, config: MkDocsConfig) -> None:
        """After the last language, finish what MkDocs leaves; ``samepage build`` does this itself."""
        if self._sources is not None and (Path(config.site_dir) / "zh" / "index.html").exists():
            from generator.publish.staff import finish_staff

            finish_staff(config)


def _today() -> date:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else date.today()
