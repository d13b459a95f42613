import { fontFaceCss } from "../../fonts/fontFaceCss";
import { fontStack } from "../../fonts/fontStack";
import type { CodePlaces, PageCode } from "../page/pageCode";
import { nameClasses, printHtml, type Declared, type PageTree } from "../page/pageTree";
import { buildContent } from "./buildElements";
import { commonStyle } from "../../design/draft/commonStyle";
import type { Draft } from "../../design/draft/draft";
import type { LayoutNode } from "../../design/layout/layoutNode";
import {
  formatRule,
  formatTagRules,
  px,
  type Declaration,
  type TagRule,
} from "../page/declaration";
import type { PageElement } from "./pageElement";
import { Palette } from "../page/palette";
import { describePage } from "../../design/meaning/roles";
import { StyleSheet } from "./styleSheet";
import { wrapMain } from "./wrapMain";

/** What the tags used here do by default, taken back. */
const RESET: readonly TagRule[] = [
  {
    selectors: ["*", "*::before", "*::after"],
    declarations: [
      ["box-sizing", "border-box"],
      ["flex-shrink", "0"],
      ["margin", "0"],
      ["padding", "0"],
    ],
  },
  { selectors: ["h1", "h2", "h3", "button"], declarations: [["font", "inherit"]] },
  {
    selectors: ["button"],
    declarations: [
      ["border", "0"],
      ["background", "none"],
      ["color", "inherit"],
      ["text-align", "inherit"],
      ["white-space", "inherit"],
      ["cursor", "pointer"],
    ],
  },
  {
    selectors: ["a"],
    declarations: [
      ["color", "inherit"],
      ["text-decoration", "none"],
    ],
  },
  { selectors: ["ul"], declarations: [["list-style", "none"]] },
  { selectors: ["li", "tr"], declarations: [["display", "flex"]] },
  { selectors: ["table", "td"], declarations: [["display", "block"]] },
  { selectors: ["tbody"], declarations: [["display", "contents"]] },
  { selectors: ["img"], declarations: [["display", "block"]] },
];

/** `draft`, laid out as `tree`, as HTML and one stylesheet. Equal input gives equal text. */
export function writePlacedCode(
  draft: Draft,
  tree: LayoutNode | undefined,
  { stylesheetPath, assetPath }: CodePlaces,
): PageCode {
  return printHtml(createPlacedTree(draft, tree, assetPath), stylesheetPath);
}

/** The same as elements with named classes and the style sheet that goes with them. */
export function createPlacedTree(
  draft: Draft,
  tree: LayoutNode | undefined,
  assetPath: CodePlaces["assetPath"],
): PageTree {
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
  const elements = nameClasses(body.children, (element) => sheet.classesOf(element), declaredBy);
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
  const fonts = fontFaceCss(draft.blocks.map((block) => block.style));
  // Keeps what the body clips from widening the page.
  const html: TagRule = {
    selectors: ["html"],
    declarations: [
      ["overflow", "auto"],
      ["background", background],
    ],
  };
  const tags = [...RESET, html];
  const css = [
    fonts,
    formatRule(":root", palette.entries()),
    formatTagRules(tags),
    formatRule("body", bodyRule),
    sheet.toString(),
  ];
  return {
    title: titleOf(draft, page.titleId),
    elements,
    css: `${css.filter((part) => part !== "").join("\n\n")}\n`,
    ground: {
      ...{ fonts, colors: palette.entries(), tags, body: bodyRule },
      ...{ narrowPx: 0, narrowBody: [] },
    },
  };
}

function declaredBy({ look, place }: PageElement): Declared {
  return { style: [...look, ...place], narrow: [] };
}

function titleOf(draft: Draft, titleId: string | undefined): string {
  const title = draft.blocks.find((block) => block.id === titleId) ?? draft.blocks[0];
  return title ? title.lines.map((line) => line.text).join(" ") : "Page";
}
