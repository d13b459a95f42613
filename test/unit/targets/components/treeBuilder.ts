import type { PageTree, TreeElement } from "../../../../src/targets/page/pageTree";

type Content = string | readonly (string | TreeElement)[];

/** An element: `el("a.link.link-nav", { href: "#" }, "Home")`; its name is its first class, children are elements, a text is one line. */
export function el(
  selector: string,
  attributes: Readonly<Record<string, string>> = {},
  content: Content = [],
): TreeElement {
  const [tag = "div", ...classes] = selector.split(".");
  const parts = typeof content === "string" ? [content] : content;
  const isText = parts.some((part) => typeof part === "string");
  return {
    ...{ tag, attributes, name: classes[0] ?? tag, classes: classes.join(" ") },
    declared: { style: [], narrow: [] },
    text: isText ? [parts] : [],
    children: isText ? [] : parts.filter((part) => typeof part !== "string"),
  };
}

export function page(...elements: readonly TreeElement[]): PageTree {
  return {
    title: "Page",
    elements,
    css: ".page {\n  margin: 0;\n}\n",
    ground: { fonts: "", colors: [], tags: [], body: [], narrowPx: 800, narrowBody: [] },
  };
}

/** Plans with a variant, a picture, a list of any length, and words. */
export function plan(
  name: string,
  price: string,
  features: readonly string[],
  variant = "",
): TreeElement {
  return el(`section.plan-card${variant}`, {}, [
    el("img.plan-icon", { src: `assets/${name.toLowerCase()}.png`, alt: "" }),
    el("h2.plan-name", {}, name),
    el("p.plan-price", {}, price),
    el(
      "ul.feature-list",
      {},
      features.map((feature) => el("li.feature", {}, feature)),
    ),
  ]);
}
