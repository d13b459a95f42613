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

/** Shows a run as a notification with its state and a cancel button, until `task` has ended. */
export async function showProgress(
  work: Work,
  onDidChange: vscode.Event<Work | undefined>,
  task: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: `Mockloop: ${work.state.mockupName}`,
    cancellable: true,
  };
  await vscode.window.withProgress(options, async (progress, token) => {
    const report = (): void => progress.report({ message: describeState(work) });
    const listener = onDidChange((changed) => {
      if (changed === work) report();
    });
    report();
    try {
      await task(toAbortSignal(token));
    } finally {
      listener.dispose();
    }
  });
}

/** "Iteration 2: rendering — best fidelity 0.931" */
function describeState(work: Work): string {
  const fidelity = findBest(work.state)?.line.scores?.fidelity;
  if (fidelity === undefined) return work.state.status;
  return l10n.t("{0} — best fidelity {1}", work.state.status, formatScore(fidelity));
}
