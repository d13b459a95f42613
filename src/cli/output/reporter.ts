import { relative } from "node:path";
import { visibleLine, visibleLines, visibleText } from "../../base/text/visibleText";
import { comparisonText } from "../../batch/compareModels/comparisonText";
import type { ModelRow } from "../../batch/compareModels/modelRow";
import type { BatchResult } from "../../batch/ledger/batchLines";
import { describeAggregate, describeCounts, formatMean } from "../../batch/summary/describeSummary";
import type { Summary } from "../../batch/summary/summarize";
import type { IterationLine, RunLine, RunLineUnion } from "../../protocol/runProtocol";
import { COLUMNS, formatScore } from "../../protocol/views/measures";
import { standingOf } from "../../protocol/views/standing";
import { withRemedy } from "./describeRemedy";

/** Where a reporter writes, and what it may assume of it. */
export interface Terminal {
  readonly write: (text: string) => void;
  /** Whether lines can be rewritten. */
  readonly live: boolean;
  /** Columns; long status lines are cut. */
  readonly columns: number;
}

/** What is told of a batch besides the lines of its runs. */
export type BatchLine =
  /** A mockup that an earlier process finished. */
  | { readonly type: "kept"; readonly result: BatchResult }
  | { readonly type: "summary"; readonly summary: Summary; readonly page: string }
  /** A model of several that are compared has done all its mockups. */
  | { readonly type: "model"; readonly row: ModelRow }
  | { readonly type: "models"; readonly rows: readonly ModelRow[]; readonly page: string };

/** Shows the lines of runs. `label` names the run where several go on at once. */
export type Reporter = (line: RunLineUnion | BatchLine, label?: string) => void;

/** JSON lines, as they are. */
export function createJsonReporter(write: (text: string) => void): Reporter {
  return (line) => write(visibleText(`${JSON.stringify(line)}\n`));
}

/** Widths of a table's columns; the first measures have the longest words. */
const widthOf = (index: number): number => (index === 0 ? 9 : index === 1 ? 8 : 6);

const HEAD = tableRow(
  "it.",
  COLUMNS.map(({ column }) => column),
);
const ERASE_LINE = "\r\u001b[2K";

/** A table that grows by one row an iteration; on a live terminal a status line below it. */
export function createTextReporter(terminal: Terminal): Reporter {
  let status = "";
  let headed = false;
  const print = (text: string): void => {
    terminal.write(`${status ? ERASE_LINE : ""}${visibleText(text)}\n`);
    status = "";
  };
  /** Says something over the status line, which stays: what goes on then may take minutes. */
  const printAbove = (text: string): void => {
    const below = status;
    print(text);
    if (below) showStatus(below);
  };
  const showStatus = (text: string): void => {
    status = text;
    terminal.write(`${ERASE_LINE}${visibleText(text).slice(0, terminal.columns - 1)}`);
  };
  return (line, label) => {
    const prefix = label === undefined ? "" : `[${visibleLine(label)}] `;
    switch (line.type) {
      case "run-start":
        print(
          `${prefix}${visibleLine(line.mockup.name)}: ${line.mockup.width} × ${line.mockup.height} px, model ${line.modelName}`,
        );
        break;
      case "progress":
        if (!terminal.live) break;
        showStatus(
          `${prefix}${line.iteration > 0 ? `iteration ${line.iteration}: ` : ""}${line.stage} …`,
        );
        break;
      case "notice":
        printAbove(`${prefix}${visibleLines(withRemedy(line))}`);
        break;
      // What was called and decided is in the journal.
      case "call":
      case "policy":
      case "decision":
        break;
      case "tool":
        if (!line.ok) print(`${prefix}  ${line.name}: ${firstLine(line.summary)}`);
        break;
      case "steer":
        if (line.refused !== undefined) print(`${prefix}  not done: ${visibleLine(line.refused)}`);
        else if (line.message.type === "pause") print(`${prefix}  paused`);
        break;
      case "iteration":
        if (!headed) print(HEAD);
        headed = true;
        print(`${prefix}${describeIteration(line)}`);
        for (const fact of line.facts.slice(0, 3)) print(`${prefix}       ${visibleLine(fact)}`);
        break;
      case "run":
        print(describeRun(line, prefix));
        break;
      case "error":
        print(`${prefix}Error: ${visibleLines(withRemedy(line))}`);
        break;
      case "kept":
        print(`${prefix}done before: fidelity ${formatMean(line.result.fidelity)}`);
        break;
      case "model":
        print(`${line.row.model}: ${describeAggregate(line.row.all)}`);
        break;
      case "models":
        print(`\n${comparisonText(line.rows)}\n\nReport: ${pathFromHere(line.page)}`);
        break;
      case "summary":
        print(describeSummary(line.summary, pathFromHere(line.page)));
        break;
    }
  };
}

function describeIteration(line: IterationLine): string {
  const number = String(line.number);
  if (!line.scores) return `${number.padStart(4)}   not drawn: ${line.problem ?? "unknown"}`;
  const row = tableRow(
    number,
    COLUMNS.map(({ read }) => read(line) ?? "–"),
  );
  const standing = standingOf(line, false);
  return standing === "rolled back" ? `${row}  ${standing}` : row;
}

function tableRow(number: string, cells: readonly string[]): string {
  const padded = cells.map((cell, index) => cell.padStart(widthOf(index)));
  return `${number.padStart(4)} ${padded.join("  ")}`;
}

function pathFromHere(path: string): string {
  const short = relative(process.cwd(), path);
  return short === "" ? "." : short.startsWith("..") ? path : short;
}

/** What a batch came to; `page` is where all of it can be read. */
function describeSummary(summary: Summary, page: string): string {
  const { notes, all } = summary;
  return [describeCounts(summary), describeAggregate(all), ...notes, `Summary: ${page}`].join("\n");
}

function describeRun(line: RunLine, prefix: string): string {
  const best =
    line.best === null
      ? "No page could be drawn."
      : `Best: iteration ${line.best}${line.fidelity === null ? "" : `, fidelity ${formatScore(line.fidelity)}`}.`;
  return [
    `${prefix}${withRemedy(line)} ${best}`,
    ...(line.files.length > 0
      ? [`${prefix}Code:   ${pathFromHere(line.out)} (${line.files.filter(isCode).join(", ")})`]
      : []),
    `${prefix}Report: ${pathFromHere(line.report)}`,
  ].join("\n");
}

function isCode(path: string): boolean {
  return /\.(html|css|jsx?|tsx?|vue|svelte)$/.test(path);
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}
