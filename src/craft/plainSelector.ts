import selectorParser from "postcss-selector-parser";

/** States that elements get into, and parts of elements: what is left of a selector without them says whom it can concern. */
const STATES =
  /^::?(before|after|placeholder|marker|selection|backdrop|file-selector-button|first-line|first-letter|hover|focus|focus-visible|focus-within|active|visited|target|disabled|enabled|checked|indeterminate|default|required|optional|valid|invalid|user-valid|user-invalid|in-range|out-of-range|read-only|read-write|placeholder-shown|autofill|open|popover-open|fullscreen|modal)$/i;

/**
 * One selector, without commas, as it reads whatever state the page is in: "a:hover > b::before" → "a > b". Vendors' own
 * pseudo-elements go, too. Undefined when it is no selector.
 */
export function plainSelector(selector: string): string | undefined {
  try {
    const plain = selectorParser((root) => {
      root.walkPseudos((pseudo) => {
        if (STATES.test(pseudo.value) || /^::?-(webkit|moz|ms)-/i.test(pseudo.value))
          pseudo.remove();
      });
    }).processSync(selector);
    // What stood alone ("::selection") concerns every element; so does what a combinator is left without.
    const text = plain.trim().replace(/^$|[>+~]\s*$/, (tail) => `${tail} *`);
    return text.trim().replace(/^([>+~])/, "* $1");
  } catch {
    return undefined;
  }
}
