import * as vscode from "vscode";
import { isAbort } from "../base/async";
import { toAbortSignal } from "./runs/progress";

/** Does something that takes a moment behind a notification; undefined: the person cancelled it. @throws what `work` throws. */
export async function showWork<T>(
  title: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: `Mockloop: ${title}`,
    cancellable: true,
  };
  return vscode.window
    .withProgress(options, async (_, token) => work(toAbortSignal(token)))
    .then(undefined, (error: unknown) => {
      if (isAbort(error)) return undefined;
      throw error;
    });
}
