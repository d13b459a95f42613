import { componentTarget } from "../components/print/componentTarget";
import { importLine } from "../components/print/importLine";
import type { TargetCode } from "../targetCode";
import { compileSvelte } from "./compileSvelte";
import { SVELTE_FILE } from "./svelteFile";

/** Puts the page into its element at once, so that what is drawn first is the page. */
const MAIN = [
  importLine("{ flushSync, mount }", "svelte"),
  importLine("App", "./App.svelte"),
  'mount(App, { target: document.getElementById("app") });\n',
  "flushSync();\n",
].join("");

/** Svelte 5 with TypeScript and runes. */
export async function loadSvelte(): Promise<TargetCode> {
  const compiler = await import("svelte/compiler");
  return componentTarget({
    files: SVELTE_FILE,
    bundling: {
      main: MAIN,
      mountId: "app",
      library: {
        packages: ["svelte"],
        told: 'only "svelte" and files of the page can.',
      },
      compilers: { ".svelte": compileSvelte(compiler) },
    },
  });
}
