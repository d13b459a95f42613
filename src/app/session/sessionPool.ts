import type { Logger } from "../../base/logger";
import { createSession, openLocalModels } from "./createSession";
import type { SessionOptions } from "./createSession";
import type { Session } from "../../run/session";
import { Lender } from "./lender";
import type { LocalModels } from "../machine/localModels";

/** What all sessions have in common. */
export interface SessionPoolOptions extends Pick<SessionOptions, "findEditorModel" | "secrets"> {
  readonly logger: Logger;
  /** Default: those of this machine. */
  readonly localModels?: LocalModels;
}

/**
 * The sessions of a long-lived process, one for each browser that runs ask for. The one asked for last stays open, another one is
 * closed as soon as no run has it. They share the local models: a loaded model outlives a change of the browser.
 */
export interface SessionPool {
  /** Runs `work` with a session whose browser is at `browserPath` (undefined: search). */
  use<T>(browserPath: string | undefined, work: (session: Session) => Promise<T>): Promise<T>;
  /** Ends browsers and models, also under a run that has them. */
  dispose(): Promise<void>;
}

export function createSessionPool({
  logger,
  localModels = openLocalModels(logger),
  ...shared
}: SessionPoolOptions): SessionPool {
  const sessions = new Lender<Session>();
  return {
    use: async (browserPath, work) => {
      const loan = sessions.borrow(browserPath ?? "", () =>
        createSession({ ...shared, logger, browserPath, localModels }),
      );
      try {
        return await work(loan.item);
      } finally {
        // What work came to is what counts.
        await loan.giveBack().catch((error: unknown) => logger.warn(String(error)));
      }
    },
    dispose: async () => {
      await Promise.allSettled([sessions.dispose(), localModels.dispose()]);
    },
  };
}
