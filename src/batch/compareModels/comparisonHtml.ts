import { escapeHtml, htmlPage } from "../../run/journal/htmlPage";
import { RUN_NAMES } from "../../run/journal/runPaths";
import type { BatchResult } from "../ledger/batchLines";
import { formatMean } from "../summary/describeSummary";
import { placeUrl } from "../summary/summaryHtml";
import { MODEL_COLUMNS } from "./modelRow";
import type { ModelRow } from "./modelRow";

const STYLE = `
.renders { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(240px, 1fr); gap: 12px; overflow-x: auto; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; } dd { margin: 0; }`;

/** Models side by side as one HTML page: the table, then each mockup with what every model made of it. No scripts. */
export function comparisonHtml(rows: readonly ModelRow[]): string {
  const ids = [...new Set(rows.flatMap(({ results }) => results.map(({ id }) => id)))].sort();
  const body = `<h1>Models compared on ${ids.length} mockups</h1>
<table>
<tr><th>Model${MODEL_COLUMNS.map(({ name }) => `<th>${name}`).join("")}</tr>
${rows.map((row) => `<tr><td>${escapeHtml(row.model)}${MODEL_COLUMNS.map(({ read }) => `<td>${read(row)}`).join("")}`).join("\n")}
</table>
<details><summary>What the columns are</summary>
<dl>${MODEL_COLUMNS.map(({ name, words }) => `<dt>${name}<dd>${words}`).join("")}</dl>
</details>
${ids.map((id) => section(id, rows)).join("\n")}`;
  return htmlPage({ title: "Mockloop models compared", style: STYLE, body });
}

function section(id: string, rows: readonly ModelRow[]): string {
  const found = rows.flatMap((row) => {
    const result = row.results.find((one) => one.id === id);
    return result ? [{ row, result }] : [];
  });
  const report = found.find(({ result }) => result.report !== undefined);
  const mockup = report?.result.report?.replace(/[^/]+$/, RUN_NAMES.mockup);
  const shown =
    report && mockup !== undefined ? picture("Mockup", `${report.row.folder}/${mockup}`) : "";
  return `<section>
<h2>${escapeHtml(id)}</h2>
<div class="renders">${shown}${found.map(({ row, result }) => render(row, result)).join("")}</div>
</section>`;
}

function render({ model, folder }: ModelRow, result: BatchResult): string {
  const caption = `${escapeHtml(model)}: ${formatMean(result.fidelity)}`;
  const linked =
    result.report === undefined
      ? caption
      : `<a href="${placeUrl(`${folder}/${result.report}`)}">${caption}</a>`;
  if (result.render === undefined)
    return `<figure><figcaption>${linked}</figcaption><p>${escapeHtml(result.message)}</p></figure>`;
  return picture(linked, `${folder}/${result.render}`);
}

const picture = (caption: string, place: string): string =>
  `<figure><figcaption>${caption}</figcaption><img loading="lazy" src="${placeUrl(place)}" alt=""></figure>`;
