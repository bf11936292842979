// Bundles the pages' scripts and styles into dist/, each named by its content, and writes dist/manifest.json:
// {"site.js": "site-ABCD1234.js", …}. Python reads that manifest (viz/pages/assets.py).
import { build } from "esbuild";
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "dist");
rmSync(out, { recursive: true, force: true });

const entries = readdirSync(join(here, "src/entries")).filter((name) => /\.(ts|css)$/.test(name));
const result = await build({
  absWorkingDir: here,
  entryPoints: entries.map((name) => `src/entries/${name}`),
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  outdir: "dist",
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2022"],
  charset: "utf8",
  legalComments: "linked",
  loader: { ".json": "json", ".woff2": "file", ".svg": "text" },
  metafile: true,
  logLevel: "warning",
});

const manifest = {};
for (const [path, made] of Object.entries(result.metafile.outputs)) {
  if (made.entryPoint) {
    manifest[basename(made.entryPoint).replace(/\.ts$/, ".js")] = basename(path);
  }
}
writeFileSync(join(out, "manifest.json"), JSON.stringify(manifest, Object.keys(manifest).sort(), 1) + "\n");
