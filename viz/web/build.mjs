// Bundles the pages' scripts and styles into dist/, each named by its content, and writes dist/manifest.json:
// {"site.js": "site-ABCD1234.js", …}. Python reads that manifest (viz/pages/assets.py).
import { build } from "esbuild";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "dist");
rmSync(out, { recursive: true, force: true });

const options = {
  absWorkingDir: here,
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
};

const manifest = {};
const packages = new Set(); // what the bundles hold of others
async function bundle(names, more) {
  const result = await build({ ...options, ...more, entryPoints: names.map((name) => `src/entries/${name}`) });
  for (const [path, made] of Object.entries(result.metafile.outputs)) {
    for (const input of Object.keys(made.inputs)) {
      const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(input);
      if (found) packages.add(found[1]);
    }
    if (made.entryPoint) manifest[basename(made.entryPoint).replace(/\.ts$/, ".js")] = basename(path);
  }
}

// the world's outlines first: the others load that file by its name when a map is opened
const LATE = "world.ts";
const entries = readdirSync(join(here, "src/entries")).filter((name) => /\.(ts|css)$/.test(name) && name !== LATE);
await bundle([LATE], {});
await bundle(entries, { define: { WORLD_FILE: JSON.stringify(manifest["world.js"]) } });
writeFileSync(join(out, "manifest.json"), JSON.stringify(manifest, Object.keys(manifest).sort(), 1) + "\n");

// their licences ask to come along
const texts = [...packages].sort().map((name) => {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = ["LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE", "license"].map((f) => join(folder, f)).find(existsSync);
  const text = file ? readFileSync(file, "utf8").trim() : `Licence: ${license}`;
  return `${name} ${version}\n${"=".repeat(name.length + version.length + 1)}\n${text}\n`;
});
writeFileSync(join(out, "LICENCES.txt"), `The scripts beside this file hold parts of these packages.\n\n${texts.join("\n")}`);
