import type { Picture } from "../../inspect/inspection";
import { writeHtml, type Markup } from "./writeHtml";

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

/** A whole document around its written body. */
export function htmlDocument(title: string, stylesheetPath: string, body: string): string {
  const head = element("head", {}, [
    element("meta", { charset: "utf-8" }),
    element("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    element("title", {}, [], [[title]]),
    element("link", { rel: "stylesheet", href: stylesheetPath }),
  ]);
  const written = writeHtml(head, () => "", 1);
  return `<!doctype html>\n<html lang="en">\n${written}\n${body}\n</html>\n`;
}

interface PlainElement extends Markup<PlainElement> {
  readonly children: readonly PlainElement[];
}

function element(
  tag: string,
  attributes: Readonly<Record<string, string>>,
  children: readonly PlainElement[] = [],
  text: readonly (readonly string[])[] = [],
): PlainElement {
  return { tag, attributes, text, children };
}
