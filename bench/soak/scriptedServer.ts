// A server that speaks as OpenAI's does and answers from a script, late by chance and sometimes badly: to try many runs against.
//   npx tsx bench/soak/scriptedServer.ts [--failures 0.05] [--latency 300]
import { parseArgs } from "node:util";
import { fileURLToPath } from "node:url";
import type { ServerResponse } from "node:http";
import { delta, DONE, event, startFakeServer } from "../../test/fakes/fakeServer";
import type { FakeServer, Received } from "../../test/fakes/fakeServer";

export interface ScriptOptions {
  /** The share of answers that fail, 0–1: an HTTP 500, a 429 with Retry-After, or a stream that is cut off, in turn. */
  readonly failures: number;
  /** Mean time to an answer, ms; exponentially distributed, so that some take many times as long. */
  readonly latencyMs: number;
}

/** Starts it. What it counts of itself is at `counts`. */
export async function startScriptedServer({
  failures,
  latencyMs,
}: ScriptOptions): Promise<
  FakeServer & { readonly counts: { answers: number; failed: number; most: number } }
> {
  const random = createRandom(1);
  const counts = { answers: 0, failed: 0, most: 0 };
  let under = 0;
  const reply = async (response: ServerResponse, received: Received): Promise<void> => {
    counts.most = Math.max(counts.most, ++under);
    try {
      await new Promise((resolve) => setTimeout(resolve, -Math.log(1 - random()) * latencyMs));
      counts.answers++;
      if (random() < failures) fail(response, counts.failed++);
      else answer(response, received);
    } finally {
      under--;
    }
  };
  const pages = {
    "/v1/models": {
      object: "list",
      data: [{ id: "scripted", object: "model", max_model_len: 65536 }],
    },
  };
  return { ...(await startFakeServer([reply], pages)), counts };
}

function fail(response: ServerResponse, index: number): void {
  if (index % 3 === 0)
    response.writeHead(500, JSON_TYPE).end('{"error":{"message":"out of luck"}}');
  else if (index % 3 === 1)
    response
      .writeHead(429, { ...JSON_TYPE, "retry-after": "1" })
      .end('{"error":{"message":"busy"}}');
  else {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(event(delta({ role: "assistant", content: "Let me" })));
    setTimeout(() => response.destroy(), 20);
  }
}

/** A page at the first request of a run, a better one later; each is followed by the call that ends the iteration. */
function answer(response: ServerResponse, { body, text }: Received): void {
  const messages = body?.messages ?? [];
  const answers = messages.filter(({ role }) => role === "assistant").length;
  const isLast = messages.at(-1)?.role === "tool" && answers % 2 === 1;
  const write = (): string =>
    JSON.stringify({ path: "index.html", content: page(measuredIn(messages), answers >= 2) });
  const call = isLast
    ? { name: "finish", arguments: JSON.stringify({ summary: `Round ${(answers + 1) / 2}.` }) }
    : { name: "write_file", arguments: write() };
  response.writeHead(200, { "content-type": "text/event-stream" });
  const tool = { index: 0, id: `call_${answers}`, type: "function", function: call };
  response.write(event(delta({ role: "assistant", content: null, tool_calls: [tool] })));
  response.write(event(delta({}, "tool_calls")));
  // About what a tokenizer makes of it; pictures are not counted.
  const prompt = Math.round(text.replaceAll(/data:image[^"]*/g, "").length / 4);
  const output = Math.round(call.arguments.length / 4);
  const usage = { prompt_tokens: prompt, completion_tokens: output, total_tokens: prompt + output };
  response.write(event({ id: "c", object: "chat.completion.chunk", choices: [], usage }));
  response.end(DONE);
}

/** All texts of a chat. */
function measuredIn(messages: readonly { readonly content: unknown }[]): string {
  return messages
    .flatMap(({ content }) => (Array.isArray(content) ? (content as unknown[]) : [content]))
    .map((part) =>
      typeof part === "string" ? part : ((part as { text?: string } | null)?.text ?? ""),
    )
    .join("\n");
}

/** The texts that were measured, each at its place; in a second round with the boxes behind them. */
function page(measured: string, withBoxes: boolean): string {
  const [, ground = "#fff"] = /background (#\w+)/.exec(measured) ?? [];
  const place = (at: readonly string[], more: string): string => {
    const [left, top, width, height] = at;
    return `position:absolute;left:${left}px;top:${top}px;width:${width}px;height:${height}px;${more}`;
  };
  const boxes = [...measured.matchAll(/^\[(\d+) (\d+) (\d+) (\d+)\] (#\w{6})\b/gm)].map(
    ([, x = "", y = "", w = "", h = "", color = ""]) =>
      `<div style="${place([x, y, w, h], `background:${color}`)}"></div>`,
  );
  const texts = [
    ...measured.matchAll(/^\[(\d+) (\d+) (\d+) (\d+)\] ("(?:[^"\\]|\\.)*")(.*)$/gm),
  ].map(([, x = "", y = "", w = "", h = "", quoted = '""', style = ""]) => {
    const [, color = "#000"] = /(#\w{6})/.exec(style) ?? [];
    const words = String(JSON.parse(quoted)).replaceAll("<", "&lt;");
    const size = Math.max(8, Math.round(Number(h) * 1.3));
    return `<div style="${place([x, y, w, h], `white-space:nowrap;font:${size}px/${h}px sans-serif;color:${color}`)}">${words}</div>`;
  });
  return `<!doctype html><html lang="en"><title>Page</title><body style="margin:0;background:${ground}">${withBoxes ? boxes.join("") : ""}${texts.join("")}</body></html>`;
}

const JSON_TYPE = { "content-type": "application/json" };

/** A number from 0 to 1 at each call, the same ones each time (mulberry32, Tommy Ettinger). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      failures: { type: "string", default: "0" },
      latency: { type: "string", default: "300" },
    },
  });
  const server = await startScriptedServer({
    failures: Number(values.failures),
    latencyMs: Number(values.latency),
  });
  console.log(server.url);
}
