import { ROLES_BY_TAG } from "../../project/components/projectComponent";
import type { TreeElement } from "../page/pageTree";

/** Attributes that one of several alike may have and another not. */
export const OPTIONAL_ATTRIBUTES: ReadonlySet<string> = new Set([
  "aria-current",
  "aria-label",
  "checked",
  "disabled",
  "selected",
]);

/** What lists may hold any number of. */
const LISTED = new Set(["li", "tr", "option"]);

/**
 * What an element is made of, whatever its words, pictures, addresses and classes: elements with equal shapes can be written once, with
 * data for what differs. Lists in it may be of any length.
 */
export function shapeOf(element: TreeElement): string {
  const attributes = Object.keys(element.attributes)
    .filter((name) => !OPTIONAL_ATTRIBUTES.has(name) && !isOptionalProp(element, name))
    .sort();
  const type = element.attributes["type"] ?? "";
  const lines = element.text.map((line) =>
    line.map((part) => (typeof part === "string" ? "_" : shapeOf(part))).join(","),
  );
  const children = runsOf(element.children).map(([shape, run]) =>
    run.length > 1 || isListed(run[0]) ? `${shape}+` : shape,
  );
  return `${element.tag} ${type} ${attributes.join(" ")}(${lines.join("/")})[${children.join(";")}]`;
}

/** Whether a component can do without being told it. */
function isOptionalProp({ component }: TreeElement, name: string): boolean {
  const prop = component?.props.find((one) => one.name === name);
  return prop?.isRequired === false && prop.type !== "string";
}

/**
 * Neighbours of equal shape, in order, with their shape. Only what lists may hold any number of makes a run of several; all others are
 * runs of one.
 */
export function runsOf(
  children: readonly TreeElement[],
): (readonly [shape: string, run: readonly TreeElement[]])[] {
  const runs: [string, TreeElement[]][] = [];
  for (const child of children) {
    const shape = shapeOf(child);
    const last = runs[runs.length - 1];
    if (last && last[0] === shape && isListed(child)) last[1].push(child);
    else runs.push([shape, [child]]);
  }
  return runs;
}

export function isListed(element: TreeElement | undefined): boolean {
  return element !== undefined && LISTED.has(tagOf(element));
}

/** The element's tag; of one of the person's own components the one that it stands for, where that is known. */
export function tagOf({ tag, component }: TreeElement): string {
  if (!component) return tag;
  const [meant = tag] =
    Object.entries(ROLES_BY_TAG).find(([, role]) => role === component.role) ?? [];
  return meant;
}

/** The elements in `element`, itself included. */
export function sizeOf(element: TreeElement): number {
  const parts = element.text.flat().filter((part) => typeof part !== "string");
  return [...parts, ...element.children].reduce((sum, child) => sum + sizeOf(child), 1);
}

/** What an element is called: its first class, which says where it stands, too, unless it has a label. */
export function nameOf({ name, classes, label }: TreeElement): string {
  if (label !== undefined) return label;
  const [first = ""] = classes.split(" ");
  return first === "" ? name : first;
}
