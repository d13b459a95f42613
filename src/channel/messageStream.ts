import type { ChildProcess } from "node:child_process";
import { IPCMessageReader } from "vscode-jsonrpc/node";
import type { DataCallback, Disposable, Message } from "vscode-jsonrpc/node";

/**
 * Messages from another process over Node's IPC. Knows which of them are still to be handled: a connection handles one a turn of
 * the event loop, so that a process may have ended before its last words have been heard.
 */
export class MessageStream extends IPCMessageReader {
  private unheard = 0;
  private whenHeard: () => void = () => undefined;

  override listen(callback: DataCallback): Disposable {
    return super.listen((message) => {
      if (!isCancellation(message)) this.unheard++;
      callback(message);
    });
  }

  /** To be the connection's message strategy. */
  readonly strategy = {
    handleMessage: (
      message: Message,
      next: (message: Message) => void | Promise<void>,
    ): void | Promise<void> => {
      const answered = next(message);
      if (!isCancellation(message)) this.unheard--;
      if (this.unheard === 0) this.whenHeard();
      return answered;
    },
  };

  /** Resolves when all that has come has been handled. */
  async drain(): Promise<void> {
    if (this.unheard > 0) await new Promise<void>((resolve) => (this.whenHeard = resolve));
  }
}

/** These may overtake the others, and are not always handled in turn. */
function isCancellation(message: unknown): boolean {
  return (
    typeof message === "object" &&
    message !== null &&
    "method" in message &&
    message.method === "$/cancelRequest"
  );
}

/** Either end of an IPC connection. */
export type End = ChildProcess | NodeJS.Process;
