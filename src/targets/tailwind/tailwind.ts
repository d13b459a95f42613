import { formatText } from "../../project/formatFiles";
import type { TreeElement } from "../page/pageTree";
import type { TargetCode } from "../targetCode";
import { withProject } from "../build/projectSources";
import { compileStyles, createClassOrder, StylesError } from "./engine";
import { withUtilities } from "./utilityTree";

/** A target with Tailwind's classes in the place of its own, compiled in memory before it is built. */
export function withTailwind(target: TargetCode): TargetCode {
  const { buildComponents } = target;
  return {
    ...(buildComponents && { buildComponents }),
    write: async (page) => {
      const written = withUtilities(page);
      const css = await formatText("styles.css", written.css);
      const order = await createClassOrder(css);
      return target.write({ ...written, css, elements: inOrder(written.elements, order) });
    },
    build: async (files, project) => {
      try {
        return await target.build(await compileStyles(withProject(files, project)), project);
      } catch (error) {
        if (!(error instanceof StylesError)) throw error;
        return { ok: false, message: `The page does not compile.\n${error.message}` };
      }
    },
  };
}

function inOrder(
  elements: readonly TreeElement[],
  order: (classes: string) => string,
): TreeElement[] {
  return elements.map((element) => inOrderBelow(element, order));
}

function inOrderBelow(element: TreeElement, order: (classes: string) => string): TreeElement {
  const { classes, text, children } = element;
  return {
    ...element,
    classes: classes === "" ? "" : order(classes),
    text: text.map((line) =>
      line.map((part) => (typeof part === "string" ? part : inOrderBelow(part, order))),
    ),
    children: inOrder(children, order),
  };
}
