import { formatScore, formatShare } from "../../protocol/views/measures";
import { escapeHtml, htmlPage } from "../../run/journal/htmlPage";
import type { BatchResult } from "../ledger/batchLines";
import { describeAggregate, describeCounts } from "./describeSummary";
import type { Summary } from "./summarize";

const OWN_STYLE = `
td.words { text-align: left; max-width: 40em; overflow-wrap: anywhere; }
.failed { color: light-dark(#b3261e, #f2b8b5); } td img { width: 120px; max-height: 90px; object-fit: cover; object-position: top; }`;

const HEADS = [
  "fidelity",
  "draft",
  "pixels",
  "code",
  "iterations",
  "better",
  "calls",
  "tokens",
  "s",
];

/** A batch as one HTML page: its numbers, then a row for each mockup with its render and its own report. No scripts. */
export function summaryHtml(summary: Summary): string {
  const { models, notes, missing, results, all } = summary;
  const title = `${results.length} of ${summary.total} mockups`;
  const body = `<h1>${title}</h1>
<p class="dim">${escapeHtml(models.join(", "))}</p>
<p>${escapeHtml(describeCounts(summary))}</p>
<p>${escapeHtml(describeAggregate(all))}</p>
${notes.map((note) => `<p class="failed">${escapeHtml(note)}</p>\n`).join("")}<table>
<tr><th>Mockup<th>${HEADS.map((head) => `<th>${head}`).join("")}<th>
${results.map(row).join("\n")}
${missing.map((id) => `<tr class="failed"><td>${escapeHtml(id)}<td colspan="${HEADS.length + 2}">no result`).join("\n")}
</table>`;
  return htmlPage({ title: `${title} – Mockloop summary`, style: OWN_STYLE, body });
}

function row(result: BatchResult): string {
  const { id, report, render, state, reason, message } = result;
  const name = escapeHtml(id);
  const link = report === undefined ? name : `<a href="${placeUrl(report)}">${name}</a>`;
  const picture =
    render === undefined ? "" : `<img loading="lazy" src="${placeUrl(render)}" alt="">`;
  const { fidelity, draft, mismatchRatio, code, iterations, improved, calls, usage, ms } = result;
  const cells = [
    ...[fidelity, draft].map((score) => formatScore(score ?? undefined)),
    mismatchRatio === null ? "–" : formatShare(mismatchRatio),
    formatScore(code ?? undefined),
    String(iterations),
    String(improved),
    `${calls.valid}/${calls.made}`,
    String(usage.promptTokens + usage.outputTokens),
    (ms / 1000).toFixed(1),
  ].map((cell) => `<td>${cell}`);
  const words = state === "failed" ? `${reason}: ${message}` : message;
  const failed = state === "failed" ? ' class="failed"' : "";
  return `<tr${failed}><td>${link}<td>${picture}${cells.join("")}<td class="words">${escapeHtml(words)}`;
}

/** A place relative to the page, as an address. */
export const placeUrl = (place: string): string =>
  place.split("/").map(encodeURIComponent).join("/");
