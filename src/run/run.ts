import type { IterationMs } from "../converge/events";
import type { Inbox } from "../converge/inbox";
import type { Mockup } from "../mockup/mockup";
import type { FilesSnapshot } from "../project/sourceFiles";
import type { Target } from "../project/target";
import type { IterationLine, RunLineUnion, RunRequest } from "../protocol/runProtocol";
import type { ProjectFiles } from "../project/files/projectFiles";
import type { Reuse } from "../targets/reuse/loadReuse";
import type { ModelFactory } from "./findModel";
import type { RunArchive } from "./journal/runArchive";
import type { Session } from "./session";

/** Sees every line of a run in order. Must not throw. */
export type OnLine = (line: RunLineUnion) => void;

/** The page a run begins with. */
export interface RunStart {
  readonly files: FilesSnapshot;
  /** What it is, for people, and the time that was spent on it; told where it becomes iteration 0. */
  readonly summary?: string;
  readonly ms?: IterationMs;
  /** Whether nobody need work on it when it is near enough. */
  readonly mayBeEnough?: boolean;
}

/** A run on its way: what it was asked, what it works on, and what was kept of it so far. */
export interface Run {
  readonly session: Session;
  readonly request: RunRequest;
  readonly target: Target;
  readonly openModel: ModelFactory;
  /** What the model may ask to read of the person's project. */
  readonly project: ProjectFiles | undefined;
  /** The person's own components that the page may be made of; known once the mockup is measured. */
  readonly reuse?: Reuse | undefined;
  readonly mockup: Mockup;
  /** What the page has to look like besides, at other sizes. */
  readonly furtherMockups: readonly Mockup[];
  readonly archive: RunArchive;
  /** Iterations on the disk, those of an earlier process included. */
  readonly kept: IterationLine[];
  readonly start: RunStart | undefined;
  /** The number of the last iteration of an earlier process; 0: there was none, and where this one starts is iteration 0. */
  readonly iterationsBefore: number;
  readonly onLine: OnLine;
  /** What people say to the run. */
  readonly inbox: Inbox;
  /** What people were told of it, in order. */
  readonly notices: readonly string[];
  /** `performance.now()` when it began, and how long its beginning took. */
  readonly started: number;
  readonly ms: { readonly mockup: number; inspect: number };
}
