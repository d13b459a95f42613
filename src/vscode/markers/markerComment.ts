import * as l10n from "@vscode/l10n";
import { visibleText } from "../../base/text/visibleText";
import { partTemplateSigns } from "./templateSyntax";

/** How a language writes a comment; `close` is empty for line comments. */
interface CommentSyntax {
  readonly open: string;
  readonly close: string;
}

const MARKUP: CommentSyntax = { open: "<!--", close: "-->" };
const BLOCK: CommentSyntax = { open: "/*", close: "*/" };
const JSX: CommentSyntax = { open: "{/*", close: "*/}" };
const HASH: CommentSyntax = { open: "#", close: "" };
const DASHES: CommentSyntax = { open: "--", close: "" };
const PLAIN: CommentSyntax = { open: "[", close: "]" };

const SYNTAX: Readonly<Record<string, CommentSyntax>> = {
  ...byLanguage(
    MARKUP,
    "html,markdown,xml,xsl,svg,vue,svelte,astro,php,handlebars,erb,django-html,razor,aspnetcorerazor,mdx",
  ),
  ...byLanguage(JSX, "javascriptreact,typescriptreact"),
  ...byLanguage(
    BLOCK,
    "css,scss,less,stylus,javascript,typescript,java,kotlin,swift,dart,c,cpp,csharp,go,rust,json,jsonc,groovy,objective-c",
  ),
  ...byLanguage(HASH, "python,ruby,shellscript,yaml,toml,perl,r,dockerfile,makefile,elixir"),
  ...byLanguage(DASHES, "lua,sql,haskell"),
};

function byLanguage(syntax: CommentSyntax, languages: string): Record<string, CommentSyntax> {
  return Object.fromEntries(languages.split(",").map((language) => [language, syntax]));
}

/** Text that would end the comment early, start a new line, or begin code, is taken out of it. */
function harmless(languageId: string, text: string): string {
  return partTemplateSigns(languageId, visibleText(text.replace(/[\r\n\u2028\u2029]+/g, " ")))
    .replace(/-->|\*\/|--/g, "–")
    .replace(/\$\{/g, "$ {");
}

/** `text` as a comment in the language `languageId` (VS Code's id); square brackets where comments are unknown. */
export function comment(languageId: string, text: string): string {
  const { open, close } = SYNTAX[languageId] ?? PLAIN;
  return [open, harmless(languageId, text), close].filter((part) => part !== "").join(" ");
}

/**
 * The comment that holds the place of code on its way. `id` is unique, so the marker can be found again wherever it moved
 * to.
 */
export function createMarker(languageId: string, mockupName: string, id: string): string {
  return comment(languageId, l10n.t("mockloop:{0} generating code from {1} …", id, mockupName));
}

/** Where `marker` is in `text`, as offsets; undefined when it was edited or is gone. */
export function findMarker(
  text: string,
  marker: string,
): { readonly start: number; readonly end: number } | undefined {
  const start = text.indexOf(marker);
  return start < 0 ? undefined : { start, end: start + marker.length };
}
