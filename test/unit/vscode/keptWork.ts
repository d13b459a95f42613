import { mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import * as vscode from "vscode";
import { applyLine, beginRun, createRunState } from "../../../src/vscode/runs/runState";
import type { Work } from "../../../src/vscode/runs/work";
import { iteration, runEnd, runStart } from "./lines";

/** What an iteration holds: paths and texts. */
export type Page = Readonly<Record<string, string>>;

/**
 * A work whose run has ended, with its files on the disk: one iteration for each of `pages`, each better than the one before.
 *
 * @param mockup the mockup's path in the workspace.
 */
export function keepWork(runDir: string, mockup: string, pages: readonly Page[]): Work {
  const id = basename(runDir);
  const lines = pages.map((page, index) => {
    const dir = join(runDir, "iterations", String(index + 1));
    for (const [path, text] of Object.entries(page)) {
      mkdirSync(dirname(join(dir, "files", path)), { recursive: true });
      writeFileSync(join(dir, "files", path), text);
    }
    return { ...iteration(index + 1, 0.5 + index / 10), dir, files: Object.keys(page) };
  });
  const all = [runStart(runDir), ...lines, runEnd(pages.length)];
  return {
    id,
    source: vscode.Uri.file(mockup).toString(),
    mockupPath: mockup,
    furtherPaths: [],
    runDirs: [runDir],
    place: undefined,
    state: all.reduce(applyLine, beginRun(createRunState(id, basename(mockup)))),
  };
}
