import type { AtRule, Root, Rule } from "postcss";
import { plainSelectors } from "../measureStyles";
import { plainSelector } from "../plainSelector";
import type { TidySource } from "./tidySource";

/**
 * Takes out what nothing uses: rules, selectors of rules, custom properties, keyframes. `unmatched` are the plain selectors that
 * match nothing. Returns how many declarations went. Does nothing to a page with scripts: they may need it.
 */
export function removeUnused(source: TidySource, unmatched: ReadonlySet<string>): number {
  if (source.hasScripts) return 0;
  let gone = 0;
  for (const rule of source.rules) {
    const selectors = plainSelectors(rule);
    if (selectors.length === 0) continue;
    const used = rule.selectors.filter((selector) => {
      const plain = plainSelector(selector);
      return plain === undefined || !unmatched.has(plain);
    });
    if (used.length === rule.selectors.length) continue;
    if (used.length > 0) rule.selectors = used;
    else {
      gone += countDeclarations(rule);
      removeWithGroups(rule);
    }
  }
  for (let again = true; again;) {
    again = false;
    const text = everythingWritten(source);
    for (const { root } of source.sheets) {
      root.walkDecls(/^--/, (declaration) => {
        if (mentions(text, declaration.prop)) return;
        const { parent } = declaration;
        declaration.remove();
        gone++;
        again = true;
        if (parent?.type === "rule" && parent.nodes.length === 0) removeWithGroups(parent);
      });
    }
  }
  return gone + removeKeyframes(source);
}

function removeKeyframes(source: TidySource): number {
  let gone = 0;
  const names = source.sheets.flatMap(({ root }) => animationsIn(root)).join(" ");
  for (const { root } of source.sheets)
    root.walkAtRules(/keyframes$/i, (rule) => {
      if (names.includes(rule.params.trim()) || source.html.includes(rule.params.trim())) return;
      gone += countDeclarations(rule);
      rule.remove();
    });
  return gone;
}

function animationsIn(root: Root): string[] {
  const values: string[] = [];
  root.walkDecls(/animation|^--/i, ({ value }) => void values.push(value));
  return values;
}

/** All of the page's text, in which a custom property may be used: of files that are left alone, too. */
function everythingWritten({ files, sheets, html }: TidySource): string {
  const own = new Set(sheets.map(({ path }) => path));
  const decoder = new TextDecoder();
  const others = [...files]
    .filter(([path]) => /\.(css|html?|svg|m?js)$/i.test(path) && !own.has(path))
    .map(([, bytes]) => decoder.decode(bytes));
  const styles = sheets.map(({ root }) => root.toString());
  return [html, ...others, ...styles].join("\n");
}

/** Whether a custom property is used somewhere, not only set. */
function mentions(text: string, property: string): boolean {
  const name = property.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?:var\\(\\s*|["'\`])${name}(?![\\w-])`).test(text);
}

function countDeclarations(node: Rule | AtRule): number {
  let count = 0;
  node.walkDecls(() => void count++);
  return count;
}

function removeWithGroups(rule: Rule): void {
  const parent = rule.parent;
  rule.remove();
  if (parent?.type !== "atrule") return;
  const group = parent as AtRule;
  if ((group.nodes ?? []).every(({ type }) => type === "comment")) group.remove();
}
