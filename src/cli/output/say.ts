import { EXIT } from "./exitCodes";

/** Where a command writes, and how. */
export interface Output {
  readonly json?: boolean;
  readonly write: (text: string) => void;
}

/** How often a download tells how far it is. */
export const PROGRESS_MS = 2000;

/** Writes a line, as JSON or as text; the exit code of a command that went well. */
export function say({ json, write }: Output, value: object, text: string): number {
  write(`${json ? JSON.stringify(value) : text}\n`);
  return EXIT.converged;
}
