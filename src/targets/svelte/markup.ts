import { HTML_MARKUP } from "../components/print/htmlMarkup";
import type { MarkupLanguage } from "../components/print/language";
import { escapeMarkup } from "../components/print/printMarkup";

const bound = (name: string, expression: string): string =>
  name === expression ? `{${name}}` : `${name}={${expression}}`;

const escapeBraces = (text: string): string =>
  text.replaceAll("{", "&#123;").replaceAll("}", "&#125;");

/** Svelte's markup. */
export const SVELTE_MARKUP: MarkupLanguage = {
  ...HTML_MARKUP,
  attribute: (name, text) => {
    // Where a link leads is not known; Svelte's checks allow a mere "#" nowhere.
    if (name === "href" && text === "#") return 'href="#/"';
    return HTML_MARKUP.attribute(name, text && escapeBraces(text));
  },
  boundAttribute: bound,
  asset: (attribute, name) => bound(attribute, name),
  importsAssets: true,
  classes: (fixed, variant) => {
    if (!variant) return fixed === "" ? [] : [`class="${fixed}"`];
    const { field, prefix, isOptional } = variant;
    if (!isOptional || (fixed === "" && prefix === "")) {
      const before = (fixed === "" ? "" : `${fixed} `) + prefix;
      return [before === "" ? bound("class", field) : `class="${before}{${field}}"`];
    }
    const named = prefix === "" ? field : `${field} && \`${prefix}\${${field}}\``;
    return [`class={[${fixed === "" ? "" : `${JSON.stringify(fixed)}, `}${named}]}`];
  },
  spread: (item) => `{...${item}}`,
  arrange: (attributes) => attributes,
  text: (text) => escapeBraces(escapeMarkup(text)),
  expression: (expression) => `{${expression}}`,
  loop: ({ source, item, key }, body) => {
    const items = key === undefined ? `${item}, index` : item;
    return `{#each ${source} as ${items} (${key ?? "index"})}\n${body([])}\n{/each}`;
  },
};
