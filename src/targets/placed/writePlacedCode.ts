import { fontFaceCss } from "../../fonts/fontFaceCss";
import { fontStack } from "../../fonts/fontStack";
import { htmlDocument, type CodePlaces, type PageCode } from "../page/pageCode";
import { buildContent } from "./buildElements";
import { commonStyle } from "../../design/draft/commonStyle";
import type { Draft } from "../../design/draft/draft";
import type { LayoutNode } from "../../design/layout/layoutNode";
import { formatRule, px, type Declaration } from "../page/declaration";
import type { PageElement } from "./pageElement";
import { Palette } from "../page/palette";
import { describePage } from "../../design/meaning/roles";
import { StyleSheet } from "./styleSheet";
import { wrapMain } from "./wrapMain";
import { writeHtml } from "../page/writeHtml";

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

function titleOf(draft: Draft, titleId: string | undefined): string {
  const title = draft.blocks.find((block) => block.id === titleId) ?? draft.blocks[0];
  return title ? title.lines.map((line) => line.text).join(" ") : "Page";
}
