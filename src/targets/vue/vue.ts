import { componentTarget } from "../components/print/componentTarget";
import { importLine } from "../components/print/importLine";
import type { TargetCode } from "../targetCode";
import { compileVue } from "./compileVue";
import { SFC } from "./sfc";

const MAIN = [
  importLine("{ createApp }", "vue"),
  importLine("App", "./App.vue"),
  'createApp(App).mount("#app");\n',
].join("");

/** Vue with TypeScript: single-file components with script setup. */
export async function loadVue(): Promise<TargetCode> {
  // One file with all that the compiler is made of; the one for Node needs a dozen packages, and asks for fifty more.
  const compiler = await import("@vue/compiler-sfc/dist/compiler-sfc.esm-browser.js");
  return componentTarget({
    files: SFC,
    bundling: {
      main: MAIN,
      mountId: "app",
      library: {
        packages: ["vue"],
        files: { vue: "vue/dist/vue.runtime.esm-browser.prod.js" },
        told: 'only "vue" and files of the page can.',
      },
      compilers: { ".vue": compileVue(compiler) },
    },
  });
}
