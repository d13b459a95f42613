import { escapeAttribute } from "./printMarkup";

/** What the languages whose markup is HTML have in common. */
export const HTML_MARKUP = {
  attributeName: (_tag: string, name: string): string => name,
  attribute: (name: string, text: string | undefined): string =>
    text === undefined ? name : `${name}="${escapeAttribute(text)}"`,
  numberAttribute: (name: string, digits: string): string => `${name}="${digits}"`,
  breakTag: "<br />",
  closesEmpty: false,
};
