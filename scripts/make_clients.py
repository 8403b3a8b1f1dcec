"""Makes src/digest/render/clients.json out of the npm package caniemail.

    npm install caniemail
    python scripts/make_clients.py node_modules/caniemail

Keeps of each feature its title and, for each client, what its newest version does: y (yes),
a (in part), n (no), u (not known). The baseline is what MJML itself makes use of.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from digest.render.check_sheet import tree
from digest.render.features import features
from digest.render.mjml import compile_mjml

OUT = Path(__file__).parents[1] / "src" / "digest" / "render" / "clients.json"
MJML = """<mjml lang="en"><mj-head><mj-title>T</mj-title><mj-style>.a { color: #000000 }</mj-style>
</mj-head><mj-body background-color="#ffffff" width="600px"><mj-wrapper padding="10px">
<mj-section background-color="#ffffff"><mj-column><mj-text align="center">T</mj-text>
<mj-image src="https://n.example/a.png" alt="a" href="https://n.example/" />
<mj-button href="https://n.example/">B</mj-button><mj-divider /><mj-spacer height="9px" />
<mj-table><tr><td>t</td></tr></mj-table></mj-column></mj-section></mj-wrapper>
<mj-section full-width="full-width"><mj-group><mj-column width="50%"><mj-text>T</mj-text>
</mj-column></mj-group></mj-section></mj-body></mjml>"""


def newest(versions: dict[str, str]) -> str:
    """What the newest version does; remarks (#1) left out."""
    last = max(versions, key=lambda name: [int(n) for n in re.findall(r"\d+", name)])
    return versions[last].split()[0]


def letters(stats: dict[str, dict[str, dict[str, str]]]) -> dict[str, str]:
    """Client -> letter."""
    return {
        f"{family}.{platform}": newest(versions)
        for family, platforms in stats.items()
        for platform, versions in platforms.items()
        if versions
    }


def table(raw: dict[str, Any], version: str, notice: str) -> dict[str, object]:
    """What is written down."""
    found = {one["slug"]: (one["title"], letters(one["stats"])) for one in raw["data"]}
    clients = sorted({name for _, known in found.values() for name in known})
    return {
        "source": f"caniemail {version} (npm), data of caniemail.com",
        "license": notice,
        "updated": raw["last_update_date"][:10],
        "clients": clients,
        "names": dict(sorted(raw["nicenames"]["family"].items())),
        "baseline": sorted(features(tree(compile_mjml(MJML)), found)),
        "features": {
            slug: {
                "title": title,
                "support": "".join(known.get(name, "u") for name in clients),
            }
            for slug, (title, known) in sorted(found.items())
        },
    }


if __name__ == "__main__":
    package = Path(sys.argv[1])
    said = json.loads((package / "package.json").read_text("utf-8"))
    data = json.loads((package / "data" / "caniemail.json").read_text("utf-8"))
    made = table(data, said["version"], (package / "LICENSE").read_text("utf-8").strip())
    OUT.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
