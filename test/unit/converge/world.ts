import assert from "node:assert/strict";
import { converge } from "../../../src/converge/converge";
import { Inbox } from "../../../src/converge/inbox";
import type { ConvergeOptions, Rooms, Round } from "../../../src/converge/rooms";
import type { Iteration, RunEvent } from "../../../src/converge/events";
import { PageMeter } from "../../../src/converge/pageMeter";
import type { Eyes } from "../../../src/converge/pageMeter";
import { DEFAULT_STOP_OPTIONS } from "../../../src/converge/stopPolicy";
import { createModelOptions } from "../../../src/converge/workOnPage";
import { SourceFiles } from "../../../src/project/sourceFiles";
import { createCompareTool } from "../../../src/tools/compareTool";
import { createFinishTool } from "../../../src/tools/finish";
import { PermissionDesk } from "../../../src/policy/permissionDesk";
import { Toolbox } from "../../../src/tools/toolbox";
import { createWriteFileTool } from "../../../src/tools/writeFile";
import { FakeEyes, fakePage } from "../../fakes/fakeEyes";
import { ScriptedModel } from "../../fakes/scriptedModel";
import type { ScriptedAnswer } from "../../fakes/scriptedModel";

/** An answer that writes a page of some fidelity, and code as good as said, and finishes. */
export const write = (fidelity: number, code?: number): ScriptedAnswer => ({
  calls: [
    { name: "write_file", args: fakePage(fidelity, code) },
    { name: "finish", args: { summary: `wrote ${fidelity}` } },
  ],
});

export interface World {
  readonly script?: ConstructorParameters<typeof ScriptedModel>[0];
  readonly eyes?: Eyes;
  readonly stop?: Partial<ConvergeOptions["stop"]>;
  readonly start?: ConvergeOptions["start"];
  readonly iterationsBefore?: number;
  readonly keep?: Rooms["keep"];
  readonly timeUp?: AbortSignal;
  readonly tidy?: Rooms["tidy"];
  readonly showsPreviews?: boolean;
  readonly onEvent?: (event: RunEvent) => void;
  readonly signal?: AbortSignal;
  readonly inbox?: Inbox;
}

export async function run(world: World) {
  const files = new SourceFiles();
  const model = new ScriptedModel(world.script ?? []);
  const meter = new PageMeter(world.eyes ?? new FakeEyes(), () => 0);
  const events: RunEvent[] = [];
  const kept: Iteration[] = [];
  const rounds: Round[] = [];
  const toolbox = new Toolbox(
    [
      createWriteFileTool(files),
      createFinishTool(),
      createCompareTool(async (_, signal) => {
        const { measured } = await meter.measure(files.snapshot(), signal);
        const fidelity = measured?.comparison.fidelity ?? 0;
        return {
          content: [{ type: "text", text: String(fidelity) }],
          isError: false,
          details: { kind: "comparison", fidelity, mismatchRatio: 0 },
        };
      }),
    ],
    new PermissionDesk({ policy: [], ask: undefined }),
  );
  const outcome = await converge(
    {
      model,
      toolbox,
      files,
      meter,
      giveFeedback: (round) => {
        rounds.push(round);
        return Promise.resolve({ role: "user", content: [{ type: "text", text: "go on" }] });
      },
      ...(world.tidy && { tidy: world.tidy }),
      inbox: world.inbox ?? new Inbox(),
      now: () => 0,
      timeUp: world.timeUp ?? new AbortController().signal,
      wait: () => Promise.resolve(),
      emit: (event) => {
        events.push(event);
        world.onEvent?.(event);
      },
      showsPreviews: world.showsPreviews ?? false,
      keep:
        world.keep ??
        ((iteration) => {
          kept.push(iteration);
          return Promise.resolve();
        }),
    },
    {
      prepare: (info) => ({
        opening: [
          { role: "system", text: "system" },
          {
            role: "user",
            content: [{ type: "text", text: `task for ${info.contextTokens} tokens` }],
          },
        ],
        model: createModelOptions(info),
      }),
      stop: { ...DEFAULT_STOP_OPTIONS, ...world.stop },
      start: world.start,
      iterationsBefore: world.iterationsBefore ?? 0,
    },
    world.signal ?? new AbortController().signal,
  ).then(
    (value) => ({ value, error: undefined }),
    (error: unknown) => ({ value: undefined, error }),
  );
  return { ...outcome, files, model, events, kept, rounds, page: files.readText("index.html") };
}

/** Every start event has its end, nested. */
export function assertPaired(events: readonly RunEvent[]): void {
  const open: string[] = [];
  for (const { type } of events) {
    const [, name, edge] = /^(\w+?)(Start|End)$/.exec(type) ?? [];
    if (edge === "Start") open.push(name ?? "");
    if (edge === "End") assert.equal(open.pop(), name, `${type} without its start`);
  }
  assert.deepEqual(open, []);
}
