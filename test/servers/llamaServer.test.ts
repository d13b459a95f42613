import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { examineServer } from "../../src/app/machine/examineServer";
import { createSession } from "../../src/app/session/createSession";
import { isAbort } from "../../src/base/async";
import { nullLogger } from "../../src/base/logger";
import { createBitmap } from "../../src/image/bitmap";
import { encodePng } from "../../src/image/codec";
import type { Message, ModelEvent, ToolSpec } from "../../src/model/model";
import { createOpenaiModel } from "../../src/model/openai/openaiModel";
import type { RunLineUnion, RunRequest } from "../../src/protocol/runProtocol";
import { runMockup } from "../../src/run/runMockup";
import { runCli } from "../fakes/cliProcess";
import { useTempFolder } from "../fakes/tempFolder";

const root = resolve(import.meta.dirname, "../..");
const binary = process.env["LLAMA_SERVER"] ?? join(root, "native/build/server/bin/llama-server");
const tiny = join(root, "test/fixtures/models/tiny-glm46v/tiny-glm46v");
const mockup = join(root, "test/fixtures/mockups/modal.png");
const CONTEXT = 16_384;
const never = new AbortController().signal;
const memory = { recall: () => Promise.resolve(undefined), remember: () => Promise.resolve() };

const tool = (name: string, field: string): ToolSpec => ({
  name,
  description: `Does ${name}.`,
  parameters: { type: "object", properties: { [field]: { type: "string" } }, required: [field] },
});
const tools = [tool("view_mockup", "region"), tool("finish", "summary")];

/**
 * A real llama-server with the tiny pair, whose random weights write nonsense: what counts is that every part of the wire is passed
 * through. Opt-in: `npm run test:server` builds the server first; LLAMA_SERVER names another one.
 */
describe("a real llama-server", () => {
  const temp = useTempFolder();
  let child: ChildProcess | undefined;
  let url = "";

  before(async function () {
    if (!existsSync(binary)) {
      console.log(`      There is no ${binary}: \`npm run test:server\` builds it.`);
      return this.skip();
    }
    const port = await freePort();
    const files = ["-m", `${tiny}-text-f16.gguf`, "--mmproj", `${tiny}-mmproj-f16.gguf`, "--jinja"];
    const sizes = ["-c", `${CONTEXT}`, "-b", "256", "-ub", "256", "-t", "1", "-np", "1"];
    const rest = ["-ngl", "0", "--no-mmproj-offload", "--no-warmup", "--port", `${port}`];
    child = spawn(binary, [...files, ...sizes, ...rest], { stdio: "ignore" });
    url = `http://127.0.0.1:${port}/v1`;
    while (!(await fetch(`http://127.0.0.1:${port}/health`).catch(() => undefined))?.ok) {
      assert.equal(child.exitCode, null, "it ended at once");
      await sleep(100);
    }
  });
  after(() => void child?.kill());

  const createModel = () =>
    createOpenaiModel({ name: "tiny", url, model: "", memory, logger: nullLogger });

  async function listen(
    messages: readonly Message[],
    signal = never,
    maxOutputTokens = 60,
  ): Promise<ModelEvent[]> {
    const model = createModel();
    const events: ModelEvent[] = [];
    try {
      const request = { messages, tools, toolChoice: "required", thinking: false } as const;
      for await (const event of model.generate({ ...request, maxOutputTokens }, signal))
        events.push(event);
      return events;
    } finally {
      await model.dispose();
    }
  }

  async function exchange(): Promise<readonly Message[]> {
    const picture = async (side: number) => ({
      ...({ type: "image", png: await encodePng(createBitmap(side, side, [9, side, 9])) } as const),
      ...({ width: side, height: side, role: "crop" } as const),
    });
    const call = { id: "c1", name: "view_mockup", argumentsJson: '{"region":"all"}' };
    return [
      { role: "system", text: "You rebuild a mockup. ".repeat(20) },
      { role: "user", content: [await picture(112), { type: "text", text: "Look at it." }] },
      { role: "assistant", text: "", reasoning: "I look.", toolCalls: [call] },
      {
        ...{ role: "tool", toolCallId: "c1", toolName: "view_mockup", isError: false },
        content: [{ type: "text", text: "This:" }, await picture(140)],
      },
    ];
  }

  it("is found out to take tools, pictures, and pictures in tool results", async () => {
    const lines = await examineServer(
      { model: { kind: "endpoint", url, model: "" }, memory },
      never,
    );
    const textOf = (subject: string): string =>
      lines.find((line) => line.subject === subject)?.text ?? "";
    assert.match(textOf("server"), /^llama-server at /);
    assert.match(textOf("context"), new RegExp(`^${CONTEXT} tokens`));
    assert.match(textOf("streaming"), /piece by piece/);
    assert.match(textOf("pictures"), /is shown pictures/);
    assert.match(textOf("pictures in tool results"), /^accepted/);
  });

  it("streams an answer to pictures in tool results, and caches what it has read", async () => {
    const transcript = await exchange();
    const first = (await listen(transcript)).at(-1);
    assert.ok(first?.type === "end", JSON.stringify(first));
    assert.ok(first.usage.promptTokens > 100, "words and two pictures");
    const events = await listen([
      ...transcript,
      { role: "user", content: [{ type: "text", text: "Go on." }] },
    ]);
    const second = events.at(-1);
    assert.ok(second?.type === "end", JSON.stringify(second));
    assert.ok(events.some(({ type }) => type === "progress"));
    assert.ok(events.length > 3, "piece by piece");
    const { promptTokens, cachedTokens } = second.usage;
    assert.ok(cachedTokens > promptTokens * 0.8, `${cachedTokens} of ${promptTokens} were cached`);
  });

  it("lets go of an answer that is aborted, and answers the next", async () => {
    const abort = new AbortController();
    const model = createModel();
    const heard = async (): Promise<void> => {
      const request = { messages: await exchange(), tools: [], toolChoice: "auto" } as const;
      const more = { maxOutputTokens: 8000, thinking: true };
      for await (const { type } of model.generate({ ...request, ...more }, abort.signal))
        if (type === "text" || type === "reasoning") abort.abort();
    };
    await assert.rejects(heard(), isAbort);
    await model.dispose();
    const slots = async (): Promise<boolean> => {
      const response = await fetch(url.replace("/v1", "/slots"));
      const all = (await response.json()) as readonly { readonly is_processing: boolean }[];
      return all.some((slot) => slot.is_processing);
    };
    while (await slots()) await sleep(20);
    const next = (await listen(await exchange())).at(-1);
    assert.equal(next?.type, "end");
  });

  it("fails with HTTP 500 on what it cannot read, which ends well all the same", async () => {
    // Of these, about every fourth answer is nonsense that its own reader refuses; some of them three times in a row.
    let [misread, whole] = [0, 0];
    for (let i = 0; i < 40; i++) {
      const content = [{ type: "text", text: `Go ${i}` }] as const;
      const events = await listen([{ role: "user", content }], never, 150);
      misread += events.filter(({ type }) => type === "notice").length;
      const last = events.at(-1);
      if (last?.type === "end") whole++;
      else assert.ok(last?.type === "failure" && last.failure.retryable, JSON.stringify(last));
    }
    assert.ok(whole > 20, `${whole} of 40`);
    console.log(`      ${misread} answers were asked for again, ${whole} of 40 came.`);
  });

  it("is gone through by a whole run, in this process and from the command line", async () => {
    const session = createSession({ browserPath: process.env["CHROME_PATH"] });
    const request: RunRequest = {
      ...{ mockup, runDir: join(temp(), "run"), target: "html", maxIterations: 2 },
      ...{ model: { kind: "endpoint", url, model: "" }, startFrom: "tracer", minFidelity: 1 },
      ...{ hardware: { contextTokens: CONTEXT }, tidy: false },
    };
    const lines: RunLineUnion[] = [];
    try {
      const end = await runMockup(session, request, (line) => void lines.push(line), never);
      assert.ok(end.files.includes("index.html"));
      assert.ok((end.fidelity ?? 0) > 0.9, "the draft is kept");
    } finally {
      await session.dispose();
    }
    const calls = lines.filter((line) => line.type === "call");
    assert.ok(calls.length > 0);
    for (const { usage } of calls) assert.ok(usage.promptTokens > 500);
    for (const [round, { usage }] of calls.entries())
      console.log(
        `      round ${round + 1}: ${usage.cachedTokens} of ${usage.promptTokens} tokens cached`,
      );

    const out = join(temp(), "out");
    const end = await runCli([
      ...["generate", mockup, "--out", out, "--json", "--model", "server:tiny", "--url", url],
      ...["--max-iterations", "1", "--start-from", "tracer", "--context", `${CONTEXT}`],
    ]);
    assert.equal(end.errors, "");
    assert.ok(
      end.lines.some((line) => line.type === "call"),
      end.text,
    );
    assert.match(readFileSync(join(out, "index.html"), "utf8"), /<html/);
  });

  it("is gone through by a whole run in a real VS Code", async () => {
    const run = promisify(execFile);
    await run(process.execPath, ["esbuild.mjs"], { cwd: root });
    const suite = ["scripts/integration.mjs", "--grep", "a real llama-server"];
    const env = { ...process.env, MOCKLOOP_LLAMA_URL: url };
    const { stdout } = await run(process.execPath, suite, { cwd: root, env });
    console.log(stdout.replaceAll(/^/gm, "      "));
    assert.match(stdout, /1 passing/);
    // It sets an editor up, and starts it.
  }).timeout(900_000);
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
