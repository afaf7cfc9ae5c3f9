// Bundles src/ into a folder: editor, figures, tables and type with hashed names, what they share and load later
// in chunks, manifest.json (name → file) and the licences of everything that went in.
// Usage: node build.mjs FOLDER
import { build } from "esbuild";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

const folder = process.argv[2] ?? "built";
const entries = {
  editor: "src/editor.ts",
  figures: "src/figures.ts",
  tables: "src/tables.ts",
  validating: "src/validating.ts",
  type: "src/type.css",
};

mkdirSync(folder, { recursive: true });
const { metafile } = await build({
    entryPoints: entries,
    outdir: folder,
    entryNames: "[name]-[hash]",
    chunkNames: "part-[hash]",
    assetNames: "[name]-[hash]",
    loader: { ".woff2": "file" },
    bundle: true,
    splitting: true,
    format: "esm",
    target: "es2022",
    minify: true,
    charset: "utf8",
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
});

const manifest = {};
for (const [file, output] of Object.entries(metafile.outputs)) {
    const name = Object.keys(entries).find((key) => entries[key] === output.entryPoint);
    if (name) manifest[name] = basename(file);
    if (file.endsWith(".woff2")) manifest.typeface = basename(file);
}
writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifest) + "\n");

// The licences ask that their text goes along with the code.
const packages = new Set();
for (const input of Object.keys(metafile.inputs)) {
    const found = /^(node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (found) packages.add(found[1]);
}
const texts = [...packages].sort().map((path) => {
    const { name, version, license } = JSON.parse(readFileSync(join(path, "package.json"), "utf8"));
    const file = readdirSync(path).find((each) => /^licen[cs]e/i.test(each));
    const text = file ? readFileSync(join(path, file), "utf8").trim() : "";
    return `${name} ${version} (${license})\n\n${text}\n`;
});
writeFileSync(join(folder, "licences.txt"), texts.join("\n" + "-".repeat(72) + "\n\n"));
