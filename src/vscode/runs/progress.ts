import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { formatScore } from "../../protocol/views/measures";
import { findBest } from "./runState";
import type { Work } from "./work";

/** The editor cancels, the core aborts: this is the one place where the first becomes the second. */
export function toAbortSignal(token: vscode.CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}

/** More would push what else is in the status bar out of sight. */
const MOST_LETTERS = 60;

/**
 * Shows a run's state in the status bar until `task` has ended. Not as a notification: that would lie over the panel, which shows the
 * run and can cancel it.
 */
export async function showProgress(
  work: Work,
  onDidChange: vscode.Event<Work | undefined>,
  task: () => Promise<void>,
): Promise<void> {
  const options = {
    location: vscode.ProgressLocation.Window,
    title: `Mockloop: ${work.state.mockupName}`,
  };
  await vscode.window.withProgress(options, async (progress) => {
    const report = (): void => progress.report({ message: describeState(work) });
    const listener = onDidChange((changed) => {
      if (changed === work) report();
    });
    report();
    try {
      await task();
    } finally {
      listener.dispose();
    }
  });
}

/** "Iteration 2: rendering — best fidelity 0.931" */
function describeState(work: Work): string {
  const { status } = work.state;
  const short = status.length > MOST_LETTERS ? `${status.slice(0, MOST_LETTERS - 1)}…` : status;
  const fidelity = findBest(work.state)?.line.scores?.fidelity;
  if (fidelity === undefined) return short;
  return l10n.t("{0} — best fidelity {1}", short, formatScore(fidelity));
}
