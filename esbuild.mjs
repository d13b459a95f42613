// Builds everything that runs: node esbuild.mjs [--production] [--watch]
import { existsSync } from "node:fs";
import { build, context } from "esbuild";

const production = process.argv.includes("--production");
const common = {
  bundle: true,
  // Not minified: names are kept, so that stack traces in reports can be read; the packages weigh a hundred times more.
  minify: false,
  sourcemap: production ? false : "linked",
  logLevel: "warning",
  target: "node20",
  platform: "node",
};

/** The core's own bundles keep packages outside: they resolve from node_modules, beside dist or above it. */
const core = { ...common, format: "esm", packages: "external" };

const bundles = [
  {
    ...core,
    entryPoints: { cli: "src/cli/main.ts" },
    outdir: "dist",
    outExtension: { ".js": ".mjs" },
    banner: { js: "#!/usr/bin/env node" },
  },
  {
    ...core,
    entryPoints: { engine: "src/app/engineHost.ts", modelHost: "src/model/llama/modelHost.ts" },
    outdir: "dist",
    outExtension: { ".js": ".mjs" },
  },
  {
    ...common,
    format: "cjs",
    external: ["vscode"],
    entryPoints: { extension: "src/vscode/extension.ts" },
    outdir: "dist",
    outExtension: { ".js": ".cjs" },
  },
  {
    ...common,
    platform: "browser",
    target: "es2022",
    format: "iife",
    entryPoints: { panel: "webview/main.ts" },
    outdir: "dist/webview",
  },
].filter((bundle) => Object.values(bundle.entryPoints).every((entry) => existsSync(entry)));

if (process.argv.includes("--watch"))
  for (const bundle of bundles) await (await context(bundle)).watch();
else await Promise.all(bundles.map((bundle) => build(bundle)));
