import { nameAssets } from "../components/assetNames";
import { importLine } from "../components/importLine";
import { printInterface, printLists } from "../components/printData";
import { listNodes, type Component, type View } from "../components/view";
import { printJsx } from "./printJsx";

/** A view as TypeScript React: `App.tsx` and a file for each component, not yet formatted. */
export function printReact({ page, components }: View): ReadonlyMap<string, string> {
  return new Map([
    ["App.tsx", printFile(page, "./", true)],
    ...components.map(
      (component) =>
        [`components/${component.name}.tsx`, printFile(component, "../", false)] as const,
    ),
  ]);
}

/** @param up How the run's folder is reached from the file. */
function printFile(component: Component, up: string, isPage: boolean): string {
  const assets = nameAssets(component);
  const imports = [
    ...[...assets].map(([path, name]) => importLine(name, `${up}${path}`)),
    ...importsOf(component, isPage ? "./components/" : "./"),
    ...(isPage ? [importLine("", "./styles.css")] : []),
  ];
  const { name, fields } = component;
  const props = fields.length > 0 ? [printInterface(`${name}Props`, fields, true)] : [];
  const lists = printLists(component, assets);
  return [imports.join(""), ...props, ...lists, printFunction(component, assets, isPage)]
    .filter((part) => part !== "")
    .join("\n");
}

function importsOf({ root, lists }: Component, folder: string): string[] {
  const used = listNodes(root).flatMap((node) => (node.kind === "use" ? [node.component] : []));
  const typed = new Set(lists.map(({ component }) => component));
  return [...new Set(used)].sort().map((name) => {
    const type = typed.has(name) ? `, type ${name}Props` : "";
    return importLine(`{ ${name}${type} }`, `${folder}${name}`);
  });
}

function printFunction(
  { name, fields, root }: Component,
  assets: ReadonlyMap<string, string>,
  isPage: boolean,
): string {
  const props = fields.map((field) => field.name).join(", ");
  const parameters = fields.length > 0 ? `{ ${props} }: ${name}Props` : "";
  const body = root.map((node) => printJsx(node, { item: undefined, assets })).join("\n");
  const isOne = root.length === 1 && root[0]?.kind !== "repeat";
  const markup = isOne ? body : `<>${body === "" ? "" : `\n${body}\n`}</>`;
  return `export ${isPage ? "default " : ""}function ${name}(${parameters}) {\n  return (\n${markup}\n  );\n}\n`;
}
