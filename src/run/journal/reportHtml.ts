import { dirname, join, relative, sep } from "node:path";
import { CODE_PARTS } from "../../craft/codeQuality";
import type { Mockup } from "../../mockup/mockup";
import type { IterationLine, RunLine, ViewLine } from "../../protocol/runProtocol";
import { COLUMNS, formatScore } from "../../protocol/views/measures";
import { standingOf } from "../../protocol/views/standing";
import { mockupName } from "./runPaths";

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

/** A run as one HTML page: the table of iterations, then mockup, render and diff of each, best first. No scripts. */
export function reportHtml(
  mockup: Mockup,
  iterations: readonly IterationLine[],
  run: RunLine,
  notices: readonly string[] = [],
): string {
  const order = [...iterations].sort(
    (a, b) => Number(b.number === run.best) - Number(a.number === run.best) || a.number - b.number,
  );
  const { width, height } = mockup.cssSize;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escape(mockup.name)} – Mockloop report</title>
<style>${STYLE}</style>
<main>
<h1>${escape(mockup.name)}</h1>
<p class="dim">${width} × ${height} px at ${mockup.deviceScaleFactor}× · ${escape(run.message)}</p>
${notices.map((notice) => `<p>${escape(notice)}</p>\n`).join("")}<table>
<tr><th>Iteration${COLUMNS.map(({ name }) => `<th>${name}`).join("")}</tr>
${iterations.map((line) => row(line, run)).join("\n")}
</table>
${order.map((line) => section(line, run)).join("\n")}
</main>
</html>
`;
}

function row(line: IterationLine, run: RunLine): string {
  const cells = COLUMNS.map(({ read }) => `<td>${read(line) ?? "–"}`);
  return `<tr${line.number === run.best ? ' class="best"' : ""}><td>${title(line, run)}${cells.join("")}</tr>`;
}

function title(line: IterationLine, run: RunLine): string {
  const name = line.number === 0 ? "Start" : String(line.number);
  const standing = standingOf(line, line.number === run.best);
  const drawn = line.scores ? [] : ["not drawn"];
  const notes = standing === "better" ? drawn : [...drawn, standing];
  return notes.length > 0 ? `${name} (${notes.join(", ")})` : name;
}

function section(line: IterationLine, run: RunLine): string {
  const url = (path: string): string =>
    relative(dirname(run.report), path).split(sep).map(encodeURIComponent).join("/");
  const figure = (caption: string, path: string): string =>
    `<figure><figcaption>${caption}</figcaption><img loading="lazy" src="${url(path)}" alt="${caption}"></figure>`;
  /** The main view is shown above. */
  const describeView = (view: ViewLine, index: number): string => {
    const { name, width, height, scores, renderPng, diffPng } = view;
    const words = `<p class="dim">${escape(name)}, ${width} × ${height} px: fidelity ${scores.fidelity.toFixed(3)}</p>\n`;
    if (index === 0) return words;
    const kept = join(dirname(run.report), mockupName(index));
    return `${words}<div class="views">
${figure("Mockup", kept)}
${figure("Render", renderPng)}
${figure("Difference", diffPng)}
</div>
`;
  };
  const differences = line.differences.map(({ words }) => words);
  const notes = [...differences, ...line.facts, ...(line.problem ? [line.problem] : [])];
  return `<section>
<h2>Iteration ${title(line, run)}</h2>
${line.summary ? `<p>${escape(line.summary)}</p>` : ""}
<div class="views">
${figure("Mockup", join(dirname(run.report), "mockup.png"))}
${line.renderPng ? figure("Render", line.renderPng) : ""}
${line.diffPng ? figure("Difference", line.diffPng) : ""}
</div>
${(line.views ?? []).map((view, index) => describeView(view, index)).join("")}${line.code ? describeCode(line.code) : ""}
${notes.length > 0 ? `<ul>${notes.map((note) => `<li>${escape(note)}</li>`).join("")}</ul>` : ""}
</section>`;
}

function describeCode(code: NonNullable<IterationLine["code"]>): string {
  const parts = CODE_PARTS.map((part) => `${part} ${code[part].toFixed(2)}`).join(", ");
  const counted = `${code.declarations} declarations for ${code.elements} elements`;
  const faults = code.faults.map((fault) => `<li>${escape(fault)}</li>`).join("");
  return `<details><summary>Code ${formatScore(code.score)}</summary>
<p class="dim">${parts}; ${counted}.</p>
${faults && `<ul>${faults}</ul>`}
</details>`;
}

function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
