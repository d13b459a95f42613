import { nullLogger } from "../../base/logger";
import { probeServer } from "../../model/openai/probeServer";
import type { Probe, ProbeResult } from "../../model/openai/probeServer";
import { PROFILES } from "../../model/openai/profiles";
import type { ServerMemory } from "../../model/openai/serverFacts";
import type { SecretSource } from "../../model/secretSource";
import type { ServerBook } from "../../model/serverBook";
import type { ServerModelRef } from "../../protocol/modelRef";
import type { ExaminedPart } from "../../protocol/schemas/models";
import type { SecretRef } from "../../protocol/schemas/secretRef";
import { resolveServer } from "../session/serverModels";
import { createSecretSource } from "./secretSource";
import { openServerBook } from "./serverBook";
import { openServerMemory } from "./serverMemory";

export interface ExamineServerOptions {
  readonly model: ServerModelRef;
  /** Where its key is; undefined: where the saved server says. */
  readonly modelKey?: SecretRef | undefined;
  /** Undefined: those of this machine. */
  readonly book?: Pick<ServerBook, "find">;
  readonly secrets?: SecretSource;
  readonly memory?: ServerMemory;
}

/** Tries a server out with small requests, and says in plain words what will work with it and what will not. @throws as resolveServer. */
export async function examineServer(
  { model, modelKey, book, secrets, memory }: ExamineServerOptions,
  signal: AbortSignal,
): Promise<ExaminedPart[]> {
  const server = await resolveServer(book ?? openServerBook(), model);
  const source = secrets ?? createSecretSource();
  const key = modelKey ?? server.key;
  const probe = await probeServer(
    {
      ...server,
      findKey: key && (() => source.find(key)),
      memory: memory ?? openServerMemory(nullLogger),
    },
    signal,
  );
  return describeProbe(server.url, probe);
}

/** The lines that are shown of a probe. */
export function describeProbe(url: string, probe: Probe): ExaminedPart[] {
  if (probe.type === "failure") {
    const { failure, models } = probe;
    const names = models.slice(0, 20).join(", ");
    return [
      {
        ...{ subject: "server", state: "problem", text: failure.message },
        ...(names !== "" && { advice: `Models that it lists: ${names}.` }),
        ...(failure.remedy && { remedies: [failure.remedy] }),
      },
    ];
  }
  const { look, words, streams, tools, vision, toolImages } = probe;
  const answer = words.type === "refused" ? "" : words.answer;
  return [
    {
      ...{ subject: "server", state: "good" },
      text: `${PROFILES[look.family].title} at ${url}, model ${look.model || "(unnamed)"}; it answers (${shorten(answer)})`,
    },
    look.contextTokens === undefined
      ? {
          ...{
            subject: "context",
            state: "note",
            text: "the server does not say how long a conversation may be",
          },
          advice: `${PROFILES[look.family].contextTokens} tokens are assumed; set another number where you know it.`,
        }
      : describeContext(look.contextTokens),
    {
      ...{ subject: "streaming", state: streams ? "good" : "note" },
      text: streams
        ? "answers come piece by piece"
        : "answers come whole, so nothing is seen on the way",
    },
    describe("tools", tools, {
      works: "the model calls tools by the protocol",
      ignored: "tools are accepted, but the model did not call the one it was told to",
      refused:
        "the server has no tools for this model; they are described to it in words, and its calls are read from its text",
    }),
    describe("pictures", vision, {
      works: "the model is shown pictures",
      ignored: "the model is shown pictures, though the server could not read what it wrote",
      refused: "the model takes no pictures; it works from the measurements alone, which is worse",
    }),
    ...(vision.type === "refused"
      ? []
      : [
          describe("pictures in tool results", toolImages, {
            works: "accepted",
            ignored: "accepted, though the server could not read what the model wrote",
            refused:
              "refused; they follow in a message of their own, which costs a little more reading",
          }),
        ]),
  ];
}

/** Fewer hold a mockup and a page only with luck. */
const LEAST_CONTEXT = 16_384;

function describeContext(tokens: number): ExaminedPart {
  const text = `${tokens} tokens for a conversation and its answer`;
  if (tokens >= LEAST_CONTEXT) return { subject: "context", state: "good", text };
  return {
    ...{ subject: "context", state: "problem", text },
    advice: `That is little: start the server with a context of ${LEAST_CONTEXT} or more.`,
  };
}

function describe(
  subject: string,
  result: ProbeResult,
  texts: Readonly<Record<ProbeResult["type"], string>>,
): ExaminedPart {
  const text = texts[result.type];
  if (result.type === "refused")
    return { subject, state: "note", text, advice: `It said: ${result.failure.message}` };
  return {
    ...{ subject, state: result.type === "works" ? "good" : "note" },
    text: `${text} (${shorten(result.answer)})`,
  };
}

function shorten(answer: string): string {
  const line = answer.replace(/\s+/g, " ").trim();
  return line === "" ? "without a word" : line.length > 60 ? `${line.slice(0, 60)}…` : line;
}
