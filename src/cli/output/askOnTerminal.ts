import { createInterface } from "node:readline";
import { SerialQueue, throwIfAborted } from "../../base/async";
import { visibleLines, visibleText } from "../../base/text/visibleText";
import type {
  PermissionAnswer,
  PermissionQuestion,
  Scope,
} from "../../protocol/permissionProtocol";
import type { AskPermission } from "../../policy/answerMemory";

/**
 * Asks on a terminal, one question at a time, and shows what the call would change: y allows it, s all of its kind until the command
 * ends, w in this folder, a always, as far as the question offers that; anything else, and the end of the input, is no.
 */
export function createTerminalAsk(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): AskPermission {
  const questions = new SerialQueue();
  return (question, signal) => questions.run(() => ask(question, input, output, signal));
}

const LETTERS: readonly {
  readonly letter: string;
  readonly scope: Scope;
  readonly word: string;
}[] = [
  { letter: "y", scope: "once", word: "[y]es" },
  { letter: "s", scope: "session", word: "until this command end[s]" },
  { letter: "w", scope: "workspace", word: "al[w]ays in this folder" },
  { letter: "a", scope: "always", word: "[a]lways" },
];

async function ask(
  { summary, diff, scopes }: PermissionQuestion,
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
    const offered = LETTERS.filter(({ scope }) => scopes.includes(scope));
    const words = offered.map(({ word }) => word).join(", ");
    const change = diff === undefined ? "" : `${plain(visibleText(diff))}\n`;
    output.write(`\n${change}${plain(visibleLines(summary))}. Allow? ${words}, [N]o: `);
    const answer = await typed;
    throwIfAborted(signal);
    const said = offered.find(({ letter }) => letter === answer.trim().slice(0, 1).toLowerCase());
    return { allow: said !== undefined, scope: said?.scope ?? "once" };
  } finally {
    signal.removeEventListener("abort", close);
    lines.close();
  }
}

/** What is said yes to holds nothing unseen: a letter of no width makes one file's name look like another's. */
const plain = (text: string): string => text.replace(/\p{Cf}/gu, "\ufffd");
