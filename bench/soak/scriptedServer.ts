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
  const call = isLast
    ? { name: "finish", arguments: JSON.stringify({ summary: `Round ${answers}.` }) }
    : {
        name: "write_file",
        arguments: JSON.stringify({ path: "index.html", content: page(answers) }),
      };
  response.writeHead(200, { "content-type": "text/event-stream" });
  const tool = { index: 0, id: `call_${answers}`, type: "function", function: call };
  response.write(event(delta({ role: "assistant", content: null, tool_calls: [tool] })));
  response.write(event(delta({}, "tool_calls")));
  const [prompt, output] = [Math.round(text.length / 400), Math.round(call.arguments.length / 4)];
  const usage = { prompt_tokens: prompt, completion_tokens: output, total_tokens: prompt + output };
  response.write(event({ id: "c", object: "chat.completion.chunk", choices: [], usage }));
  response.end(DONE);
}

const page = (answers: number): string =>
  `<!doctype html><html lang="en"><title>Page</title><body style="margin:0;background:${answers < 2 ? "#fff" : "#f6f7f9"}"><h1>A page</h1><p>Written after ${answers} answers.</p></body></html>`;

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
