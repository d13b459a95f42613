import type { Design, DesignNode } from "../../design/design";
import { fontFaceCss } from "../../fonts/fontFaceCss";
import type { Picture } from "../../inspect/inspection";
import { buildElement } from "./buildElements";
import { inheritType } from "./inherit";
import { paintCss } from "./lookOf";
import type { Declaration, PageElement, TextLineContent } from "./pageElement";
import { px } from "./pageElement";
import { Palette } from "./palette";
import { resetCss } from "./reset";
import { formatRule, StyleSheet } from "./styleSheet";
import { writeHtml } from "./writeHtml";

/** The two files a page is made of; pictures are stored apart. */
export interface PageCode {
  readonly html: string;
  readonly css: string;
}

/** Where the pieces of a page are stored. */
export interface CodePlaces {
  readonly stylesheetPath: string;
  readonly assetPath: (picture: Picture) => string;
}

/** Windows up to this wide show columns below each other (CSS px), if the mockup itself is wider. */
const NARROW_PX = 800;

/** `design` as HTML and one stylesheet. Equal input gives equal text. */
export function writeCode(design: Design, { stylesheetPath, assetPath }: CodePlaces): PageCode {
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
  const styled = inheritType(body, {
    "font-family": "",
    "font-size": "16px",
    "font-weight": "400",
    "font-style": "normal",
    "line-height": "normal",
    "letter-spacing": "normal",
    "text-align": "start",
    color: "",
  });
  const sheet = new StyleSheet(styled);
  const bodyHtml = writeHtml(styled, (element) => sheet.classesOf(element), 1);
  const narrow = sheet.narrowRules();
  const breakpoint = Math.min(NARROW_PX, Math.round(design.size.width) - 1);
  const rules = [
    resetCss(styled),
    formatRule("body", styled.style),
    sheet.toString(),
    narrow === "" ? "" : `@media (max-width: ${px(breakpoint)}) {\n${indent(narrow)}\n}`,
  ];
  const { root: tokensCss, css: rulesCss } = shareColors(rules, palette);
  const css = [fontFaceCss(textsOf(root).map(({ style }) => style)), tokensCss, ...rulesCss];
  return {
    html: htmlDocument(design.title, stylesheetPath, bodyHtml),
    css: `${css.filter((part) => part !== "").join("\n\n")}\n`,
  };
}

/** Colours that come again stay custom properties; what is used once is written where it is used. */
function shareColors(
  rules: readonly string[],
  palette: Palette,
): { readonly root: string; readonly css: readonly string[] } {
  let css = [...rules];
  const shared = palette.entries().filter(([name, hex]) => {
    const use = `var(${name})`;
    const count = css.reduce((sum, rule) => sum + rule.split(use).length - 1, 0);
    if (count > 1) return true;
    css = css.map((rule) => rule.replace(use, hex));
    return false;
  });
  return { root: shared.length > 0 ? formatRule(":root", shared) : "", css };
}

const EMPTY = { attributes: {}, style: [], type: {}, narrow: [], text: [], children: [] } as const;

function bodyCss({ layout }: DesignNode, background: string | undefined): Declaration[] {
  const css: Declaration[] = [["min-height", "100vh"]];
  if (background !== undefined) css.push(["background", background]);
  if (!layout) return css;
  if (layout.justify === "center") css.push(["align-content", "center"]);
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
  return { ...EMPTY, tag, name: tag, attributes, text, children };
}
