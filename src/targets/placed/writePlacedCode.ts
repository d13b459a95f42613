import type { Rgb } from "../../base/color";
import { fontFaceCss } from "../../fonts/fontFaceCss";
import { fontStack } from "../../fonts/fontStack";
import type { CodePlaces, PageCode } from "../html/writeCode";
import { buildContent } from "./buildElements";
import type { Draft } from "../../design/draft/draft";
import type { LayoutNode } from "../../design/layout/layoutNode";
import type { InheritedStyle } from "./lookOf";
import type { Declaration, PageElement, TextLineContent } from "./pageElement";
import { px } from "./pageElement";
import { Palette } from "../html/palette";
import { describePage } from "../../design/meaning/roles";
import { formatRule, StyleSheet } from "./styleSheet";
import { wrapMain } from "./wrapMain";
import { writeHtml } from "../html/writeHtml";

/** What the tags used here do by default, taken back. */
const RESET = `*,
*::before,
*::after {
  box-sizing: border-box;
  flex-shrink: 0;
  margin: 0;
  padding: 0;
}

h1,
h2,
h3,
button {
  font: inherit;
}

button {
  border: 0;
  background: none;
  color: inherit;
  text-align: inherit;
  white-space: inherit;
  cursor: pointer;
}

a {
  color: inherit;
  text-decoration: none;
}

ul {
  list-style: none;
}

li,
tr {
  display: flex;
}

table,
td {
  display: block;
}

tbody {
  display: contents;
}

img {
  display: block;
}`;

/** `draft`, laid out as `tree`, as HTML and one stylesheet. Equal input gives equal text. */
export function writePlacedCode(
  draft: Draft,
  tree: LayoutNode | undefined,
  { stylesheetPath, assetPath }: CodePlaces,
): PageCode {
  const palette = new Palette(0);
  const inherited = commonStyle(draft);
  const background = palette.use(draft.background);
  const color = palette.use(inherited.color);
  const page = describePage(draft);
  const frame = { x: 0, y: 0, ...draft.size };
  const content = buildContent(tree, frame, {
    page,
    palette,
    inherited,
    assetPath,
    inControl: false,
  });
  const body: PageElement = {
    tag: "body",
    name: "page",
    look: [],
    place: [],
    attributes: {},
    text: [],
    children: wrapMain(content.children, content.place),
  };
  const sheet = new StyleSheet(body);
  const bodyHtml = writeHtml(body, (element) => sheet.classesOf(element), 1);
  const bodyRule: Declaration[] = [
    ...content.place,
    ["width", px(draft.size.width)],
    ["height", px(draft.size.height)],
    ["overflow", "hidden"],
    ["background", background],
    ["color", color],
    ["font-family", fontStack(inherited.family)],
    ["white-space", "nowrap"],
  ];
  const css = [
    fontFaceCss(draft.blocks.map((block) => block.style)),
    formatRule(":root", palette.entries()),
    RESET,
    // Keeps what the body clips from widening the page.
    formatRule("html", [
      ["overflow", "auto"],
      ["background", background],
    ]),
    formatRule("body", bodyRule),
    sheet.toString(),
  ];
  return {
    html: htmlDocument(titleOf(draft, page.titleId), stylesheetPath, bodyHtml),
    css: `${css.filter((part) => part !== "").join("\n\n")}\n`,
  };
}

function htmlDocument(title: string, stylesheetPath: string, body: string): string {
  const head = writeHtml(
    element("head", {}, [
      element("meta", { charset: "utf-8" }),
      element("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
      element("title", {}, [], [[title]]),
      element("link", { rel: "stylesheet", href: stylesheetPath }),
    ]),
    () => "",
    1,
  );
  return `<!doctype html>\n<html lang="en">\n${head}\n${body}\n</html>\n`;
}

function element(
  tag: string,
  attributes: Readonly<Record<string, string>>,
  children: readonly PageElement[] = [],
  text: readonly TextLineContent[] = [],
): PageElement {
  return { tag, name: tag, look: [], place: [], attributes, text, children };
}

/** The family and colour most characters have. */
function commonStyle(draft: Draft): InheritedStyle {
  const counts = new Map<string, { count: number; family: string; color: Rgb }>();
  for (const { style, lines } of draft.blocks) {
    const key = `${style.family} ${style.color.join()}`;
    const entry = counts.get(key) ?? { count: 0, family: style.family, color: style.color };
    entry.count += lines.reduce((sum, line) => sum + line.text.length, 0);
    counts.set(key, entry);
  }
  const [most] = [...counts.values()].sort((a, b) => b.count - a.count);
  return most ?? { family: "sans-serif", color: [0, 0, 0] };
}

function titleOf(draft: Draft, titleId: string | undefined): string {
  const title = draft.blocks.find((block) => block.id === titleId) ?? draft.blocks[0];
  return title ? title.lines.map((line) => line.text).join(" ") : "Page";
}
