import { isAsset, listNodes, type Component, type Datum, type Item } from "./view";
import { camelCase, takeName } from "./words";

/**
 * The pictures a component's file uses, in its data and, if `inMarkup`, in its markup, each with the name of its import:
 * "assets/icon-1.png" → "icon1".
 */
export function nameAssets(component: Component, inMarkup: boolean): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const path of assetsIn(component, inMarkup)) {
    const base = path.slice(path.lastIndexOf("/") + 1).replace(/\.\w+$/, "");
    if (!names.has(path)) names.set(path, takeName([camelCase(base)], taken));
  }
  return names;
}

/** The paths of the pictures, in order; some more than once. */
function assetsIn({ root, lists }: Component, inMarkup: boolean): string[] {
  const nodes = inMarkup ? listNodes(root) : [];
  const named = nodes.flatMap((node) =>
    node.kind === "element"
      ? node.attributes.flatMap(([, value]) => (value.kind === "asset" ? [value.path] : []))
      : [],
  );
  return [...named, ...lists.flatMap(({ items }) => items.flatMap(assetsOf))];
}

function assetsOf(datum: Datum | Item): string[] {
  if (typeof datum !== "object") return [];
  if (isAsset(datum)) return [datum.path];
  if (Array.isArray(datum)) return (datum as readonly Item[]).flatMap(assetsOf);
  return Object.values(datum as Readonly<Record<string, Datum>>).flatMap(assetsOf);
}
