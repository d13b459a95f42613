/** What of an element is written, whatever else it knows of itself. */
export interface Markup<E> {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Lines, joined by `<br>`. */
  readonly text: readonly (readonly (string | E)[])[];
  readonly children: readonly E[];
}

/** Elements without content or end tag. */
const VOID_TAGS = new Set(["img", "meta", "link", "hr", "input", "br"]);

/** Attributes that are there or not and have no value. */
const BOOLEAN = new Set(["checked", "open", "disabled", "required"]);

/** The element as indented HTML; `classesOf` names its classes. */
export function writeHtml<E extends Markup<E>>(
  element: E,
  classesOf: (element: E) => string,
  depth = 0,
): string {
  const indent = "  ".repeat(depth);
  const classes = classesOf(element);
  const attributes = Object.entries({
    ...(classes === "" ? {} : { class: classes }),
    ...element.attributes,
  })
    .map(([name, value]) =>
      value === "" && BOOLEAN.has(name)
        ? ` ${name}`
        : ` ${name}="${escapeHtml(value).replaceAll('"', "&quot;")}"`,
    )
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

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
