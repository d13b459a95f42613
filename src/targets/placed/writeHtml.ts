import type { PageElement } from "./pageElement";

/** Elements without content or end tag. */
const VOID_TAGS = new Set(["img", "meta", "link"]);

/** The element as indented HTML; `classesOf` names its classes. */
export function writeHtml(
  element: PageElement,
  classesOf: (element: PageElement) => string,
  depth = 0,
): string {
  const indent = "  ".repeat(depth);
  const classes = classesOf(element);
  const attributes = Object.entries({
    ...(classes === "" ? {} : { class: classes }),
    ...element.attributes,
  })
    .map(([name, value]) => ` ${name}="${escapeHtml(value).replaceAll('"', "&quot;")}"`)
    .join("");
  const open = `${indent}<${element.tag}${attributes}>`;
  if (VOID_TAGS.has(element.tag)) return open;
  const text = element.text
    .map((line) =>
      line
        .map((part) =>
          typeof part === "string" ? escapeHtml(part) : writeHtml(part, classesOf).trimStart(),
        )
        .join(""),
    )
    .join("<br>");
  if (element.children.length === 0) return `${open}${text}</${element.tag}>`;
  const children = element.children.map((child) => writeHtml(child, classesOf, depth + 1));
  return [open, ...children, `${indent}</${element.tag}>`].join("\n");
}

export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
