import { visibleText } from "../../base/text/visibleText";

const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d8dde3, #3a414a); --soft: light-dark(#f5f7f9, #1d2126);
  --text: light-dark(#1c2430, #e4e8ee); --dim: light-dark(#5a6675, #98a3b1); --good: light-dark(#0a7d3f, #4cc38a); }
body { margin: 0; font: 14px/1.5 system-ui, sans-serif; color: var(--text); background: light-dark(#fff, #14171b); }
main { max-width: 1500px; margin: 0 auto; padding: 24px; }
h1 { font-size: 20px; margin: 0 0 4px; overflow-wrap: anywhere; } h2 { font-size: 16px; margin: 32px 0 8px; }
p { margin: 0 0 8px; } .dim { color: var(--dim); } .best { color: var(--good); font-weight: 600; }
table { border-collapse: collapse; margin: 16px 0; font-variant-numeric: tabular-nums; }
th, td { padding: 4px 16px 4px 0; text-align: right; border-bottom: 1px solid var(--line); } th:first-child, td:first-child { text-align: left; }
.views { display: grid; grid-template-columns: repeat(auto-fit, minmax(320px, 1fr)); gap: 16px; }
figure { margin: 0; border: 1px solid var(--line); border-radius: 6px; overflow: hidden; background: var(--soft); }
figcaption { padding: 6px 10px; font-weight: 600; } img { display: block; width: 100%; }
li { overflow-wrap: anywhere; }`;

export interface HtmlPage {
  /** A plain text. */
  readonly title: string;
  /** CSS besides that of all pages. */
  readonly style?: string;
  /** HTML. */
  readonly body: string;
}

/** A page of numbers and pictures for people, whole and without scripts. */
export function htmlPage({ title, style = "", body }: HtmlPage): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>${STYLE}${style}</style>
<main>
${body}
</main>
</html>
`;
}

/** A text as it is seen in HTML, also in an attribute in double quotes. */
export function escapeHtml(text: string): string {
  return visibleText(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
