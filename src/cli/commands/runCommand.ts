import type { Session } from "../../run/session";
import type { Reporter } from "../output/reporter";

/** Runs a command that needs no run of the loop and can be aborted; its result is the exit code. */
export type RunCommand = (
  options: { readonly json?: boolean },
  command: (write: (text: string) => void, signal: AbortSignal) => Promise<number>,
) => Promise<void>;

/** Runs a command with a session of its own; its result is the exit code. */
export type SessionCommand = (
  options: {
    readonly json?: boolean;
    readonly steer?: boolean;
    readonly allowHost?: readonly string[];
  },
  command: (session: Session, report: Reporter, signal: AbortSignal) => Promise<number>,
) => Promise<void>;
