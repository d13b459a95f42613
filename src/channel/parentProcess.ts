import type { Logger } from "../base/logger";
import { connect } from "./connect";
import type { Channel, Contract, Handlers } from "./contract";

/** What the two sides of every channel say to each other besides their contract. */
export const READY = "ready";
export const SHUT_DOWN = "shutDown";

/**
 * In a child process: answers the process that started it, and says that it is ready. `shutDown` is called once, when the child is
 * asked to end or its parent is gone; the process ends when it resolves.
 */
export function serveParent<C extends Contract>(
  contract: C,
  handlers: Handlers<C["child"]>,
  { logger, shutDown }: { readonly logger: Logger; readonly shutDown: () => Promise<void> },
): Channel<C["parent"]> {
  const connection = connect<C["child"], C["parent"]>({
    ...{ end: process, hears: contract.child, handlers, says: contract.parent, logger },
  });
  let isEnding = false;
  const end = (): void => {
    if (isEnding) return;
    isEnding = true;
    const leave = (): never => process.exit(0);
    void shutDown().then(leave, leave);
  };
  connection.onPosted(SHUT_DOWN, end);
  process.on("disconnect", end);
  connection.listen();
  connection.post(READY);
  return connection;
}
