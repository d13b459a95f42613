import { formatText } from "../../../project/formatFiles";
import { nameAssets } from "../assetNames";
import type { NameComponent } from "../createView";
import { importLine } from "./importLine";
import type { MarkupLanguage } from "./language";
import { printInterface, printLists } from "./printData";
import { printMarkup } from "./printMarkup";
import { listNodes, type Component, type View, type ViewNode } from "../view";

/** The pieces of a component's file, each as code. */
export interface FileParts {
  readonly name: string;
  readonly isPage: boolean;
  /** Imports, a line each. */
  readonly imports: string;
  /** The exported interface of its props, `${name}Props`; "" when it has none. */
  readonly props: string;
  readonly fields: Component["fields"];
  /** Its typed data. */
  readonly lists: readonly string[];
  readonly root: readonly ViewNode[];
  /** The markup of its nodes, in order. */
  readonly markup: string;
}

/** How a framework keeps a component in a file. */
export interface ComponentFiles {
  /** How the files' names end: ".tsx". */
  readonly ending: string;
  readonly markup: MarkupLanguage;
  /** What of a component's file is imported, with the type of its props or without. */
  imported(name: string, withType: boolean): string;
  /** What the path of an import ends with. */
  readonly importEnding: string;
  readonly nameComponent?: NameComponent;
  print(parts: FileParts): string;
}

/** A view as the files of a framework, formatted: the page beside the style sheet, its components in a folder. */
export async function printComponents(
  { page, components }: View,
  files: ComponentFiles,
): Promise<ReadonlyMap<string, string>> {
  const all = [
    [`App${files.ending}`, printFile(page, "./", true, files)],
    ...components.map((one) => [
      `components/${one.name}${files.ending}`,
      printFile(one, "../", false, files),
    ]),
  ] as [string, string][];
  const formatted = new Map<string, string>();
  for (const [path, text] of all) formatted.set(path, await formatText(path, text));
  return formatted;
}

/** @param up How the run's folder is reached from the file. */
function printFile(
  component: Component,
  up: string,
  isPage: boolean,
  files: ComponentFiles,
): string {
  const { markup: language } = files;
  const assets = nameAssets(component, language.importsAssets);
  const { name, fields, root } = component;
  const imports = [
    ...[...assets].map(([path, own]) => importLine(own, `${up}${path}`)),
    ...ownImports(component, up),
    ...importsOf(component, isPage ? "./components/" : "./", files),
    ...(isPage ? [importLine("", "./styles.css")] : []),
  ];
  const scope = { language, item: undefined, assets, up };
  return files.print({
    ...{ name, isPage, fields, root },
    imports: imports.join(""),
    props: fields.length > 0 ? printInterface(`${name}Props`, fields, true) : "",
    lists: printLists(component, assets),
    markup: root.map((node) => printMarkup(node, scope)).join("\n"),
  });
}

function importsOf({ root, lists }: Component, folder: string, files: ComponentFiles): string[] {
  const used = listNodes(root).flatMap((node) => (node.kind === "use" ? [node.component] : []));
  const typed = new Set(lists.map(({ component }) => component));
  return [...new Set(used)]
    .sort()
    .map((name) =>
      importLine(files.imported(name, typed.has(name)), `${folder}${name}${files.importEnding}`),
    );
}

/** The imports of the person's own components, one for each module. @param up How the run's folder is reached from the file. */
function ownImports({ root }: Component, up: string): string[] {
  const modules = new Map<string, Map<string, boolean>>();
  for (const node of listNodes(root)) {
    if (node.kind !== "element" || !node.component) continue;
    const { name, isDefault } = node.component;
    const path = node.component.import;
    modules.set(path, (modules.get(path) ?? new Map<string, boolean>()).set(name, isDefault));
  }
  return [...modules].sort().map(([path, names]) => {
    const named = [...names].filter(([, isDefault]) => !isDefault).map(([name]) => name);
    const byDefault = [...names].filter(([, isDefault]) => isDefault).map(([name]) => name);
    const braces = named.length > 0 ? [`{ ${named.sort().join(", ")} }`] : [];
    const from = path.startsWith(".") && up !== "./" ? `${up}${path.replace(/^\.\//, "")}` : path;
    return importLine([...byDefault, ...braces].join(", "), from);
  });
}

/** Pieces of a file with a blank line between those that there are. */
export function joinPieces(pieces: readonly string[]): string {
  return pieces.filter((piece) => piece !== "").join("\n");
}
