import { HTML_MARKUP } from "../components/print/htmlMarkup";
import type { MarkupLanguage } from "../components/print/language";
import { escapeAttribute, escapeMarkup } from "../components/print/printMarkup";

/** An ampersand is itself there, unless it begins what HTML takes for a sign's name. */
const bound = (name: string, expression: string): string =>
  `:${name}="${expression.replace(/&(?=[#\w])/g, "&amp;").replaceAll('"', "&quot;")}"`;

/** The order of attributes in Vue's style guide, as far as these are written: loops, what is unique, what is left. */
const ORDER = [/^v-for=/, /^:?id=/, /^:key=/];

/** Vue's templates. */
export const TEMPLATE: MarkupLanguage = {
  ...HTML_MARKUP,
  boundAttribute: bound,
  // Vue's compiler imports what a fixed address leads to.
  asset: (attribute, _name, path) => `${attribute}="${escapeAttribute(path)}"`,
  importsAssets: false,
  classes: (fixed, variant) => {
    const always = fixed === "" ? [] : [`class="${fixed}"`];
    if (!variant) return always;
    const { field, prefix, isOptional } = variant;
    const named = prefix === "" ? field : `\`${prefix}\${${field}}\``;
    return [
      ...always,
      bound("class", isOptional && named !== field ? `${field} && ${named}` : named),
    ];
  },
  spread: (item) => `v-bind="${item}"`,
  arrange: (attributes) => {
    const rank = (attribute: string): number => {
      const at = ORDER.findIndex((one) => one.test(attribute));
      return at < 0 ? ORDER.length : at;
    };
    return [...attributes].sort((a, b) => rank(a) - rank(b));
  },
  text: (text) => {
    // A blank alone between two elements would be lost where a line ends.
    if (/^ +$/.test(text)) return `{{ ${JSON.stringify(text)} }}`;
    return escapeMarkup(text).replaceAll("{{", "&#123;&#123;");
  },
  expression: (expression) => `{{ ${expression} }}`,
  loop: ({ source, item, key }, body) => {
    const items = key === undefined ? `(${item}, index)` : item;
    return body([`v-for="${items} in ${source}"`, bound("key", key ?? "index")]);
  },
};
