import { createInterface } from "node:readline";
import { SerialQueue, throwIfAborted } from "../../base/async";
import type { PermissionAnswer, PermissionQuestion } from "../../protocol/permissionProtocol";
import type { AskPermission } from "../../tools/permissions";

/**
 * Asks on a terminal, one question at a time: y allows the call, a all of its kind in this run, or for good where the question is about
 * that; anything else, and the end of the input, is no.
 */
export function createTerminalAsk(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): AskPermission {
  const questions = new SerialQueue();
  return (question, signal) => questions.run(() => ask(question, input, output, signal));
}

async function ask(
  { summary, lasting }: PermissionQuestion,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  signal: AbortSignal,
): Promise<PermissionAnswer> {
  throwIfAborted(signal);
  // Line by line as the terminal gives them, so that Ctrl+C stays the terminal's.
  const lines = createInterface({ input, terminal: false });
  const close = (): void => lines.close();
  signal.addEventListener("abort", close, { once: true });
  try {
    const typed = new Promise<string>((resolve) => {
      lines.once("line", resolve);
      lines.once("close", () => resolve(""));
    });
    const all = lasting === undefined ? "[a]lways in this run" : `[a]lways for ${lasting}`;
    output.write(`\n${summary}. Allow? [y]es, ${all}, [N]o: `);
    const answer = await typed;
    throwIfAborted(signal);
    const always = lasting === undefined ? "run" : "always";
    const letter = answer.trim().slice(0, 1).toLowerCase();
    return { allow: letter === "y" || letter === "a", scope: letter === "a" ? always : "once" };
  } finally {
    signal.removeEventListener("abort", close);
    lines.close();
  }
}
