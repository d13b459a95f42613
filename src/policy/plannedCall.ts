import type { Effect } from "../protocol/permissionProtocol";

/** A file that a call is about. */
export interface CallPath {
  /** What rules are matched with: relative to the run, or to the folder that was opened, "/"-separated. */
  readonly path: string;
  /** What people are shown; undefined: the same. */
  readonly full?: string;
}

/** A call that is to be decided. */
export interface PlannedCall {
  readonly tool: string;
  readonly effect: Effect;
  readonly paths: readonly CallPath[];
  /** Where something would be sent, "api.z.ai" or "10.0.0.2:8080"; undefined: nowhere. */
  readonly host?: string;
  /** Whether that host is this machine. What reaches no other one is no network, unless a rule names it. */
  readonly isOwnHost?: boolean;
  /** What the tool is told, in short; the hash is of all of it. */
  readonly args?: { readonly sha256: string; readonly summary: string };
  /** What it would change, as a diff; made for whoever is asked. */
  readonly diff?: () => string | undefined;
}

const WISHES: Readonly<Record<Effect, string>> = {
  "read-mockup": "look at the mockup",
  "read-run": "read the page's files",
  "read-project": "read from your project",
  "write-run": "write the page's files",
  "write-workspace": "write into your project",
  network: "send the mockup's pictures and texts over the network",
  execute: "run a program",
};

/** What a call would do, for the person who is asked: "read_file wants to read from your project: src/a.ts". */
export function describeCall({ tool, effect, paths, host }: PlannedCall): string {
  const about = [...paths.map(shownPath), ...(host === undefined ? [] : [host])];
  return `${tool} wants to ${WISHES[effect]}${about.length > 0 ? `: ${about.join(", ")}` : ""}`;
}

export const shownPath = ({ path, full = path }: CallPath): string => full;
