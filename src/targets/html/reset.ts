import type { PageElement } from "./pageElement";

/** What browsers do to tags by default, taken back: for all of a page, and for those tags that it has. */
const FOR_ALL = `*,
*::before,
*::after {
  box-sizing: border-box;
  min-width: 0;
  margin: 0;
  padding: 0;
}`;

const PLACEHOLDER = `::placeholder {
  color: inherit;
  opacity: 1;
}`;

const BY_TAGS: readonly (readonly [tags: readonly string[], declarations: readonly string[]])[] = [
  [["h1", "h2", "h3", "h4", "h5", "h6", "th"], ["font: inherit"]],
  [
    ["button", "input", "select", "textarea"],
    ["font: inherit", "color: inherit"],
  ],
  [["th"], ["text-align: inherit"]],
  [["button"], ["border: 0", "background: none"]],
  [["hr"], ["border: 0"]],
  [["a"], ["color: inherit", "text-decoration: none"]],
  [["ul", "ol", "summary"], ["list-style: none"]],
  [["table"], ["width: 100%", "border-spacing: 0"]],
  [
    ["input", "select", "textarea"],
    ["appearance: none", "border: 0", "background: none"],
  ],
  [["textarea"], ["display: block", "resize: vertical"]],
  [["img"], ["display: block", "flex: none", "max-width: 100%", "height: auto"]],
];

/** The rules that take back what browsers do to the tags of this page. */
export function resetCss(root: PageElement): string {
  const tags = new Set<string>();
  const walk = (element: PageElement): void => {
    tags.add(element.tag);
    for (const part of element.text.flat()) if (typeof part !== "string") walk(part);
    element.children.forEach(walk);
  };
  walk(root);
  const rules = BY_TAGS.flatMap(([all, declarations]) => {
    const used = all.filter((tag) => tags.has(tag));
    const body = declarations.map((declaration) => `  ${declaration};\n`).join("");
    return used.length > 0 ? [`${used.join(",\n")} {\n${body}}`] : [];
  });
  const hasFields = tags.has("input") || tags.has("textarea");
  return [FOR_ALL, ...rules, ...(hasFields ? [PLACEHOLDER] : [])].join("\n\n");
}
