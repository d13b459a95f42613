import { dirname, join, relative, sep } from "node:path";
import { CODE_PARTS } from "../../craft/codeQuality";
import type { JournalChain } from "./chain";
import type { Mockup } from "../../mockup/mockup";
import type { DecisionLine, IterationLine, RunLine, ViewLine } from "../../protocol/runProtocol";
import { viewDecision } from "../../protocol/views/decisions";
import { COLUMNS, formatScore } from "../../protocol/views/measures";
import { standingOf } from "../../protocol/views/standing";
import { escapeHtml, htmlPage } from "./htmlPage";
import { mockupName } from "./runPaths";

/** What a report says of the journal. */
export interface Trail {
  readonly decisions: readonly DecisionLine[];
  readonly head: JournalChain["head"];
}

/** A run as one HTML page: the table of iterations, then mockup, render and diff of each, best first. No scripts. */
export function reportHtml(
  mockup: Mockup,
  iterations: readonly IterationLine[],
  run: RunLine,
  notices: readonly string[] = [],
  trail?: Trail,
): string {
  const order = [...iterations].sort(
    (a, b) => Number(b.number === run.best) - Number(a.number === run.best) || a.number - b.number,
  );
  const { width, height } = mockup.cssSize;
  const body = `<h1>${escapeHtml(mockup.name)}</h1>
<p class="dim">${width} × ${height} px at ${mockup.deviceScaleFactor}× · ${escapeHtml(run.message)}</p>
${notices.map((notice) => `<p>${escapeHtml(notice)}</p>\n`).join("")}<table>
<tr><th>Iteration${COLUMNS.map(({ name }) => `<th>${name()}`).join("")}</tr>
${iterations.map((line) => row(line, run)).join("\n")}
</table>
${order.map((line) => section(line, run)).join("\n")}${trail ? describeTrail(trail) : ""}`;
  return htmlPage({ title: `${mockup.name} – Mockloop report`, body });
}

/** What was decided about the model's calls, by which rules, and where the journal stood when the report was written. */
function describeTrail({ decisions, head }: Trail): string {
  const cell = (text: string): string => `<td>${escapeHtml(text)}`;
  const rows = decisions.map((line) => {
    const { time, tool, about, decided } = viewDecision(line);
    const said = line.args ? `${line.args.summary} (${line.args.sha256.slice(0, 12)})` : "";
    return `<tr>${[time, tool, about, decided, said].map(cell).join("")}`;
  });
  return `
<details><summary>${decisions.length} decisions about what the model did</summary>
<table>
<tr><th>Time (UTC)<th>Tool<th>About<th>Decision<th>Told
${rows.join("\n")}
</table>
<p class="dim">Journal: line ${head.line}, hash ${head.hash}.</p>
</details>`;
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
    const words = `<p class="dim">${escapeHtml(name)}, ${width} × ${height} px: fidelity ${scores.fidelity.toFixed(3)}</p>\n`;
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
${line.summary ? `<p>${escapeHtml(line.summary)}</p>` : ""}
<div class="views">
${figure("Mockup", join(dirname(run.report), "mockup.png"))}
${line.renderPng ? figure("Render", line.renderPng) : ""}
${line.diffPng ? figure("Difference", line.diffPng) : ""}
</div>
${(line.views ?? []).map((view, index) => describeView(view, index)).join("")}${line.code ? describeCode(line.code) : ""}
${notes.length > 0 ? `<ul>${notes.map((note) => `<li>${escapeHtml(note)}</li>`).join("")}</ul>` : ""}
</section>`;
}

function describeCode(code: NonNullable<IterationLine["code"]>): string {
  const parts = CODE_PARTS.map((part) => `${part} ${code[part].toFixed(2)}`).join(", ");
  const counted = `${code.declarations} declarations for ${code.elements} elements`;
  const faults = code.faults.map((fault) => `<li>${escapeHtml(fault)}</li>`).join("");
  return `<details><summary>Code ${formatScore(code.score)}</summary>
<p class="dim">${parts}; ${counted}.</p>
${faults && `<ul>${faults}</ul>`}
</details>`;
}
