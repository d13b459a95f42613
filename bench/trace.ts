/**
 * Traces a folder of mockups the way a run does, but without comparing: inspect, draft, correct, render. Writes
 * `OUT/<id>/index.html` with stylesheet, assets and fonts, and `OUT/<id>/render.png`, ready for a scorer.
 *
 *   npx tsx bench/trace.ts --set DIR --out OUT [--ids d01,d02] [--rounds 1] [--inspections CACHE] [--infer]
 *     [--form understood|placed]
 *
 * DIR holds `<id>.json` with `deviceScaleFactor` and, where the mockup is not `<id>.png`, its name as `mockup`. With --infer the scale
 * is found out as in a run. CACHE keeps inspections as JSON between runs, so that work on the tracer does not wait for the reading.
 */
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { createSession } from "../src/app/session/createSession";
import type { Session } from "../src/run/session";
import { wait } from "../src/base/async";
import { provideFonts } from "../src/fonts/fontFiles";
import { encodePng } from "../src/image/codec";
import type { Inspection } from "../src/inspect/inspection";
import type { Mockup } from "../src/mockup/mockup";
import type { Message } from "../src/model/model";
import { SourceFiles } from "../src/project/sourceFiles";
import type { Render, Renderer } from "../src/render/renderer";
import { createCompareTool } from "../src/tools/compareTool";
import { createEditFileTool } from "../src/tools/edit/editFile";
import { createExtractAssetTool } from "../src/tools/extractAsset";
import { createFinishTool } from "../src/tools/finish";
import { PermissionDesk } from "../src/policy/permissionDesk";
import { runTurn } from "../src/tools/runTurn";
import { toolError } from "../src/tools/tool";
import { Toolbox } from "../src/tools/toolbox";
import { createWriteFileTool } from "../src/tools/writeFile";
import type { FormName } from "../src/trace/tracer";
import { createTracerModel } from "../src/trace/tracerModel";

const { values: options } = parseArgs({
  options: {
    set: { type: "string" },
    out: { type: "string" },
    ids: { type: "string" },
    rounds: { type: "string", default: "1" },
    inspections: { type: "string" },
    infer: { type: "boolean", default: false },
    form: { type: "string" },
  },
});

/** Answers a round may hold, as in a run. */
const MAX_TURNS = 12;

await main();

async function main(): Promise<void> {
  const { set, out } = options;
  if (!set || !out) throw new Error("Say --set DIR and --out DIR.");
  const signal = new AbortController().signal;
  const session = createSession();
  try {
    for (const id of await chooseIds(set)) {
      try {
        const mockup = await readMockup(session, set, id, signal);
        const started = performance.now();
        const inspection = await cached(id, () => session.inspect(mockup, signal));
        const inspected = performance.now();
        const { renders, pictureShare } = await trace(
          mockup,
          inspection,
          session.renderer,
          join(out, id),
        );
        const seconds = (from: number, to: number): string => ((to - from) / 1000).toFixed(1);
        console.log(
          id,
          `lines ${inspection.textLines.length} boxes ${inspection.boxes.length} pictures ${inspection.pictures.length}`,
          `crops ${(pictureShare * 100).toFixed(1)} % renders ${renders}`,
          `inspect ${seconds(started, inspected)} s trace ${seconds(inspected, performance.now())} s`,
        );
      } catch (error) {
        console.log(id, "FAILED", error);
        process.exitCode = 1;
      }
    }
  } finally {
    await session.dispose();
  }
}

async function chooseIds(set: string): Promise<string[]> {
  if (options.ids) return options.ids.split(",");
  const names = await readdir(set);
  return names.filter((name) => /^[a-z]\d+\.png$/.test(name)).map((name) => name.slice(0, -4));
}

async function readMockup(
  session: Session,
  set: string,
  id: string,
  signal: AbortSignal,
): Promise<Mockup> {
  const facts = JSON.parse(await readFile(join(set, `${id}.json`), "utf8")) as {
    deviceScaleFactor: number;
    mockup?: string;
  };
  const source = { kind: "path", path: join(set, facts.mockup ?? `${id}.png`) } as const;
  return session.load(source, options.infer ? undefined : facts.deviceScaleFactor, signal);
}

async function cached(id: string, inspect: () => Promise<Inspection>): Promise<Inspection> {
  if (!options.inspections) return inspect();
  const path = join(options.inspections, `${id}.json`);
  try {
    return JSON.parse(await readFile(path, "utf8")) as Inspection;
  } catch {
    const inspection = await inspect();
    await mkdir(options.inspections, { recursive: true });
    await writeFile(path, JSON.stringify(inspection));
    return inspection;
  }
}

async function trace(
  mockup: Mockup,
  inspection: Inspection,
  renderer: Renderer,
  folder: string,
): Promise<{ renders: number; pictureShare: number }> {
  const signal = new AbortController().signal;
  const files = new SourceFiles();
  let renders = 0;
  let lastRender: Render | undefined;
  const draw = async (): Promise<Render | string> => {
    renders++;
    const request = {
      files: await provideFonts(files.snapshot()),
      entry: "index.html",
      viewport: mockup.cssSize,
      deviceScaleFactor: mockup.deviceScaleFactor,
    };
    const outcome = await renderer.render(request, signal);
    lastRender = outcome.ok ? outcome.render : undefined;
    return outcome.ok ? outcome.render : outcome.message;
  };
  const measure = async () => {
    const render = await draw();
    if (typeof render === "string") return toolError(render);
    const { width, height } = render.bitmap;
    return {
      content: [{ type: "text", text: "drawn" } as const],
      isError: false,
      details: { kind: "image", path: undefined, width, height } as const,
    };
  };
  const tools = [
    createWriteFileTool(files),
    createEditFileTool(files),
    createExtractAssetTool(mockup, files),
    createCompareTool(measure),
    createFinishTool(),
  ];
  const toolbox = new Toolbox(tools, new PermissionDesk({ policy: [], ask: undefined }));
  const form = options.form as FormName | undefined;
  const model = createTracerModel({ mockup, inspection, target: "html", form });
  const room = { now: () => performance.now(), timeUp: signal, wait, emit: () => undefined };
  const messages: Message[] = [];
  for (let round = 0; round < Number(options.rounds); round++) {
    messages.push({ role: "user", content: [{ type: "text", text: "Write the page." }] });
    for (let turn = 0; turn < MAX_TURNS; turn++) {
      const request = {
        messages,
        tools: toolbox.specs,
        toolChoice: "auto",
        maxOutputTokens: 100_000,
        thinking: false,
        facts: { instruction: undefined, startsFromFiles: false, lastRender },
      } as const;
      const outcome = await runTurn(model, request, toolbox, room, signal);
      if (!outcome.ok) throw new Error(outcome.failure.message);
      const { message, toolMessages, ending } = outcome.turn;
      for (const result of toolMessages)
        if (result.isError)
          console.log("tool error:", result.toolName, JSON.stringify(result.content));
      messages.push(message, ...toolMessages);
      if (ending !== "tools") break;
    }
  }
  await save(files, draw, folder);
  const area = inspection.pictures.reduce((sum, { box }) => sum + box.width * box.height, 0);
  return { renders, pictureShare: area / (mockup.cssSize.width * mockup.cssSize.height) };
}

async function save(
  files: SourceFiles,
  draw: () => Promise<Render | string>,
  folder: string,
): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  for (const [path, bytes] of await provideFonts(files.snapshot())) {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, bytes);
  }
  const render = await draw();
  if (typeof render !== "string")
    await writeFile(join(folder, "render.png"), await encodePng(render.bitmap));
}
