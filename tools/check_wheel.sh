#!/usr/bin/env bash
# Build the wheel, install it in an environment of its own outside the checkout, and do the main job with it.
# What only the checkout has (a data file left out of package-data, say) fails here.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root"
.venv/bin/python -m build --no-isolation --wheel -o "$work/dist" . >"$work/build.log" 2>&1 || { cat "$work/build.log"; exit 1; }
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install -q --require-hashes -r requirements/runtime.lock
"$work/venv/bin/python" -m pip install -q --no-deps "$work"/dist/*.whl
cp -r examples/news "$work/news"
cd "$work"
status=0
venv/bin/newsgraph --quiet ingest news --project p || status=$?
[ "$status" = 0 ] || [ "$status" = 3 ]
venv/bin/newsgraph query events-by-type --project p
venv/bin/newsgraph draw --project p --out p.html
venv/bin/newsgraph export --project p --out p.jsonld
venv/bin/newsgraph validate --project p
unzip -l dist/*.whl | awk '{print $4}' | grep -vE '^(newsgraph/|newsgraph-[0-9])' | grep / && { echo "the wheel installs modules outside newsgraph"; exit 1; }
echo "the wheel works"
