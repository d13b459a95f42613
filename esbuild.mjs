// Builds everything that runs in a checkout: node esbuild.mjs [--watch]
import { build, context } from "esbuild";
import { checkoutBundles } from "./scripts/bundles.mjs";

if (process.argv.includes("--watch"))
  for (const bundle of checkoutBundles) await (await context(bundle)).watch();
else await Promise.all(checkoutBundles.map((bundle) => build(bundle)));
