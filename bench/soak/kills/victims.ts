import { fork, spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { RunLineUnion, RunRequest } from "../../../src/protocol/runProtocol";
import { descendantsOf, listProcesses } from "../../../test/fakes/processList";
import type { ListedProcess } from "../../../test/fakes/processList";

/** What is killed: the browser, the local model's process, the editor's engine, a command, or the editor's window with all it owns. */
export const PARTS = ["browser", "model", "engine", "cli", "window"] as const;
export type Part = (typeof PARTS)[number];

/** A front end at work on one run, as a person would have started it, in a process of its own. */
export interface FrontEnd {
  readonly child: ChildProcess;
  /** What it has told so far. */
  readonly lines: RunLineUnion[];
  /** Resolves when its run is over: it told the last line, or it is gone. */
  readonly over: Promise<void>;
  readonly gone: Promise<void>;
  /** Ends it as a person does who closes the window; a command ends by itself. */
  close(): void;
}

const DIST = resolve(import.meta.dirname, "../../../dist");

/** Where a front end's files lie: nothing of this user's own is touched. */
export interface Place {
  /** For temporary files, the browser's profile among them. */
  readonly temp: string;
  readonly home: string;
  /** The bundle of test/fakes/engineOwner.ts. */
  readonly owner: string;
}

const environment = ({ temp, home }: Place): NodeJS.ProcessEnv => ({
  ...process.env,
  ...{ TMPDIR: temp, HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home, XDG_DATA_HOME: home },
});

/** The command line with these arguments. */
export function startCommand(place: Place, args: readonly string[]): FrontEnd {
  const child = spawn(process.execPath, [join(DIST, "cli.mjs"), ...args, "--json"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: environment(place),
  });
  const lines: RunLineUnion[] = [];
  createInterface({ input: child.stdout }).on("line", (text) => {
    // The last one may be cut off by a kill.
    if (text.endsWith("}")) lines.push(JSON.parse(text) as RunLineUnion);
  });
  child.stderr.resume();
  const gone = ended(child, "close");
  return { child, lines, gone, over: gone, close: () => undefined };
}

/** What the editor's extension host does for a run: it owns an engine that works on the request. */
export function startWindow(place: Place, request: RunRequest): FrontEnd {
  const child = fork(place.owner, [join(DIST, "engine.mjs")], {
    execArgv: [],
    env: environment(place),
  });
  const lines: RunLineUnion[] = [];
  const gone = ended(child, "exit");
  const over = new Promise<void>((settle) => {
    child.on("message", ({ line }: { readonly line: RunLineUnion | { readonly type: "over" } }) => {
      if (line.type === "over") settle();
      else lines.push(line);
    });
    void gone.then(settle);
  });
  child.send(request);
  const close = (): void => {
    if (child.connected) child.send("end");
  };
  return { child, lines, gone, over, close };
}

const ended = (child: ChildProcess, event: "close" | "exit"): Promise<void> =>
  new Promise((settle) => child.once(event, () => settle()));

/** The process that is to be killed, as soon as there is one. */
export function findVictim(part: Part, front: FrontEnd): ListedProcess | undefined {
  const { pid } = front.child;
  if (pid === undefined) return undefined;
  const all = listProcesses();
  if (part === "cli" || part === "window") return all.find((one) => one.pid === pid);
  const isIt: Readonly<Record<typeof part, (args: string) => boolean>> = {
    // A browser's own processes say what they are for; the first of them does not.
    browser: (args) => args.includes("--user-data-dir=") && !args.includes("--type="),
    model: (args) => args.includes("modelHost.mjs"),
    engine: (args) => args.includes("engine.mjs") && !args.includes("owner"),
  };
  return descendantsOf(pid, all).find(({ args }) => isIt[part](args));
}
