import type { TargetId } from "../project/target";
import { printHtml } from "./page/pageTree";
import { STYLESHEET, type TargetCode } from "./targetCode";

/** How a target is written and built; what only it needs is loaded when it is used. */
export async function loadTargetCode(id: TargetId): Promise<TargetCode> {
  switch (id) {
    case "html":
      return HTML;
    case "react":
      return (await import("./react/react")).REACT;
    case "vue":
      return (await import("./vue/vue")).loadVue();
    case "svelte":
      return (await import("./svelte/svelte")).loadSvelte();
    case "tailwind":
      return (await import("./tailwind/tailwind")).withTailwind(HTML);
    case "react-tailwind":
      return (await import("./tailwind/tailwind")).withTailwind(await loadTargetCode("react"));
  }
}

const HTML: TargetCode = {
  write: (page) => {
    const { html, css } = printHtml(page, STYLESHEET);
    return Promise.resolve(
      new Map([
        [STYLESHEET, css],
        ["index.html", html],
      ]),
    );
  },
  build: (files) => Promise.resolve({ ok: true, files, entry: "index.html", root: "" }),
};
