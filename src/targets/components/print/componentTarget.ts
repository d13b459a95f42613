import { bundlePage, type Bundling } from "../../build/bundlePage";
import { STYLESHEET, type TargetCode } from "../../targetCode";
import { printComponents, type ComponentFiles } from "./componentFiles";
import { createView } from "../createView";
import { importLine } from "./importLine";

/** A framework whose pages are components: how their files are written, and how they are compiled and bundled. */
export interface Framework {
  readonly files: ComponentFiles;
  readonly bundling: Bundling;
}

/** The framework's pages, with the style sheet that plain HTML has. */
export function componentTarget({ files, bundling }: Framework): TargetCode {
  return {
    write: async (page) =>
      new Map([
        [STYLESHEET, page.css],
        ...(await printComponents(createView(page, files.nameComponent), files)),
      ]),
    build: (snapshot, project) => bundlePage(snapshot, bundling, project),
    buildComponents: (components, project) => {
      const lines = components.map((one, at) => {
        const what = one.isDefault ? `Part${at}` : `{ ${one.name} as Part${at} }`;
        return importLine(what, one.import);
      });
      const names = components.map((_, at) => `Part${at}`);
      // What is not used would not be looked for.
      const main = `${lines.join("")}globalThis.parts = [${names.join(", ")}];\n`;
      return bundlePage(new Map(), { ...bundling, main }, project);
    },
  };
}
