import type { Design, DesignNode } from "../../design/design";
import { fontFaceCss } from "../../fonts/fontFaceCss";
import { buildElement } from "./buildElements";
import { inheritType, type InheritedValues } from "./inherit";
import { leanLinks, leanStyles } from "./leanStyles";
import { paintCss } from "../page/paintCss";
import type { CodePlaces, PageCode } from "../page/pageCode";
import type { ProjectComponents } from "../../project/components/projectComponent";
import { reuseComponents } from "../reuse/reuseComponents";
import { nameClasses, printHtml, type Declared, type PageTree } from "../page/pageTree";
import { formatRule, formatTagRules, px, type Declaration } from "../page/declaration";
import type { PageElement } from "./pageElement";
import { Palette } from "../page/palette";
import { resetRules } from "./reset";
import { StyleSheet } from "./styleSheet";

/** Windows up to this wide show columns below each other (CSS px), if the mockup itself is wider. */
const NARROW_PX = 800;

/** A long word breaks where a narrow window ends, instead of making the page wider. */
const LONG_WORDS: Declaration = ["overflow-wrap", "break-word"];

/** What a browser's root has. */
const INITIAL: InheritedValues = {
  "font-family": "",
  "font-size": "16px",
  "font-weight": "400",
  "font-style": "normal",
  "line-height": "normal",
  "letter-spacing": "normal",
  "text-align": "start",
  color: "",
};

/** `design` as HTML and one stylesheet. Equal input gives equal text. */
export function writeCode(design: Design, { stylesheetPath, assetPath }: CodePlaces): PageCode {
  return printHtml(createPageTree(design, assetPath), stylesheetPath);
}

/**
 * `design` as elements with named classes and the style sheet that goes with them: what every target prints.
 *
 * @param components The person's own ones, where the target can import them.
 */
export function createPageTree(
  design: Design,
  assetPath: CodePlaces["assetPath"],
  components?: ProjectComponents,
): PageTree {
  const palette = new Palette();
  const { root } = design;
  const background = root.look.fill ? paintCss(root.look.fill, palette) : undefined;
  const shop = { palette, assetPath, inControl: false };
  const body: PageElement = {
    ...EMPTY,
    tag: "body",
    name: "page",
    style: bodyCss(root, background),
    children: root.children.map((child) => buildElement(child, root, shop)),
  };
  const page = components ? reuseComponents(body, components) : body;
  const lean = leanStyles(inheritType(page, INITIAL), INITIAL);
  const reset = resetRules(lean);
  const styled = leanLinks(lean);
  const sheet = new StyleSheet(styled);
  const elements = nameClasses(styled.children, (element) => sheet.classesOf(element), declaredBy);
  const narrow = [formatRule("body", [LONG_WORDS]), sheet.narrowRules()].filter(Boolean);
  const breakpoint = Math.min(NARROW_PX, Math.round(design.size.width) - 1);
  const rules = [
    formatTagRules(reset),
    formatRule("body", styled.style),
    sheet.toString(),
    `@media (width <= ${px(breakpoint)}) {\n${indent(narrow.join("\n\n"))}\n}`,
  ];
  const { root: tokensCss, css: rulesCss } = shareColors(rules, palette);
  const fonts = fontFaceCss(textsOf(root).map(({ style }) => style));
  const css = [fonts, tokensCss, ...rulesCss];
  return {
    title: design.title,
    elements,
    css: `${css.filter((part) => part !== "").join("\n\n")}\n`,
    ground: {
      ...{ fonts, colors: palette.entries(), tags: reset },
      ...{ body: styled.style, narrowPx: breakpoint, narrowBody: [LONG_WORDS] },
    },
  };
}

function declaredBy({ style, narrow }: PageElement): Declared {
  return { style, narrow };
}

/** Colours are custom properties from this many uses on. */
const MIN_USES = 3;

/** Their names say no more than they do. */
const PLAIN = new Set(["#fff", "#000"]);

/** Colours that come again and again stay custom properties; others are written where they are used. */
function shareColors(
  rules: readonly string[],
  palette: Palette,
): { readonly root: string; readonly css: readonly string[] } {
  let css = [...rules];
  const shared = palette.entries().filter(([name, hex]) => {
    const use = `var(${name})`;
    const count = css.reduce((sum, rule) => sum + rule.split(use).length - 1, 0);
    if (count >= MIN_USES && !PLAIN.has(hex)) return true;
    css = css.map((rule) => rule.replaceAll(use, hex));
    return false;
  });
  return { root: shared.length > 0 ? formatRule(":root", shared) : "", css };
}

const EMPTY = { attributes: {}, style: [], type: {}, narrow: [], text: [], children: [] } as const;

function bodyCss({ layout }: DesignNode, background: string | undefined): Declaration[] {
  const css: Declaration[] = [];
  if (background !== undefined) css.push(["background", background]);
  if (!layout) return css;
  if (layout.justify === "center") css.push(["min-height", "100vh"], ["align-content", "center"]);
  const { top } = layout.padding;
  if (top > 0) css.push(["padding-top", px(top)]);
  return css;
}

function textsOf(node: DesignNode): NonNullable<DesignNode["text"]>[] {
  return [...(node.text ? [node.text] : []), ...node.children.flatMap(textsOf)];
}

function indent(css: string): string {
  return css.replace(/^(?=.)/gm, "  ");
}
