import type { ServerFamily } from "../../protocol/schemas/savedServer";

/** What a family of servers takes and how: data, so that no code asks which family it speaks to. */
export interface ServerProfile {
  /** For people. */
  readonly title: string;
  /** Whether pictures may stand in tool messages; "unknown": they are tried once, and sent after the results when refused. */
  readonly toolImages: "yes" | "no" | "unknown";
  /** Whether `tools` is understood; "text": they are described in the prompt, and calls are read from the text. */
  readonly tools: "native" | "text";
  /** The forms of `tool_choice` it takes; another one is left out, which every server takes for "auto". */
  readonly toolChoice: readonly ("auto" | "required" | "none")[];
  /** The names it has for what OpenAI's protocol has none for; undefined: it takes none. */
  readonly topK?: "top_k";
  readonly repetition?: "repeat_penalty" | "repetition_penalty";
  /** Whether it minds sampling at all: reasoning models of some hosts refuse a temperature. */
  readonly sampling: boolean;
  /** What the server would draw by, sent for models without known values where the protocol's defaults would override it. */
  readonly ownSampling?: { readonly temperature: number; readonly topP: number };
  /** How thinking is switched; undefined: it cannot be. */
  readonly thinking?: "template" | "z-ai" | "effort" | "openrouter";
  /** The field of a message that takes its reasoning back; both where a server's versions differ. */
  readonly reasoningFields: readonly ("reasoning_content" | "reasoning")[];
  readonly maxTokens: "max_tokens" | "max_completion_tokens";
  /** Whether it takes `parallel_tool_calls: false`: one call an answer, whose effect is seen before the next. */
  readonly oneCall: boolean;
  /** Whether text after a picture begins with a line break: some templates glue the two together. */
  readonly breakAfterImage: boolean;
  /** Whether it pads a picture to whole tiles instead of stretching it, so that it is stretched before. */
  readonly padsImages: boolean;
  readonly maxImageBytes: number;
  /** Of the longer side, px. */
  readonly maxImageSide: number;
  /** Further fields of every request. */
  readonly extra: Readonly<Record<string, unknown>>;
  /** Context in tokens where nobody says more. */
  readonly contextTokens: number;
}

const MB = 1_000_000;

const PLAIN: ServerProfile = {
  title: "OpenAI-compatible server",
  toolImages: "unknown",
  tools: "native",
  toolChoice: ["auto"],
  sampling: true,
  reasoningFields: [],
  maxTokens: "max_tokens",
  oneCall: false,
  breakAfterImage: false,
  padsImages: false,
  maxImageBytes: 20 * MB,
  maxImageSide: 8000,
  extra: {},
  contextTokens: 32_768,
};

const SELF_HOSTED = {
  thinking: "template",
  reasoningFields: ["reasoning_content", "reasoning"],
  topK: "top_k",
  repetition: "repetition_penalty",
} as const;

/**
 * Sources: llama-server: tools/server and tools/server/README.md of the llama.cpp release that the vision bridge is built from. vLLM:
 * entrypoints/openai/protocol.py and serving_chat.py. SGLang: entrypoints/openai/protocol.py. transformers: commands/serving.py.
 * Ollama: openai/openai.go and docs/openai.md (images are refused in tool messages: issue 16038). LM Studio: lmstudio.ai/docs. Z.ai:
 * docs.z.ai (images below 5 MB and 6000 px; tool_choice "auto" alone; tool_stream). Novita: novita.ai/docs. OpenRouter:
 * openrouter.ai/docs. OpenAI: platform.openai.com/docs/api-reference/chat.
 */
export const PROFILES: Readonly<Record<ServerFamily, ServerProfile>> = {
  plain: PLAIN,
  "llama-server": {
    ...PLAIN,
    ...SELF_HOSTED,
    title: "llama-server",
    toolImages: "yes",
    toolChoice: ["auto", "required", "none"],
    reasoningFields: ["reasoning_content"],
    repetition: "repeat_penalty",
    oneCall: true,
    breakAfterImage: true,
    padsImages: true,
    extra: { cache_prompt: true, return_progress: true },
  },
  vllm: { ...PLAIN, ...SELF_HOSTED, title: "vLLM", toolChoice: ["auto", "none"] },
  sglang: { ...PLAIN, ...SELF_HOSTED, title: "SGLang", toolImages: "yes" },
  transformers: {
    ...PLAIN,
    title: "transformers serve",
    toolImages: "no",
    tools: "text",
    contextTokens: 16_384,
  },
  ollama: {
    ...PLAIN,
    title: "Ollama",
    toolImages: "no",
    reasoningFields: ["reasoning"],
    thinking: "effort",
    ownSampling: { temperature: 0.8, topP: 0.9 },
  },
  "lm-studio": {
    ...PLAIN,
    title: "LM Studio",
    reasoningFields: ["reasoning_content"],
    topK: "top_k",
    repetition: "repeat_penalty",
  },
  "z-ai": {
    ...PLAIN,
    title: "Z.ai",
    toolImages: "no",
    thinking: "z-ai",
    reasoningFields: ["reasoning_content"],
    maxImageBytes: 5 * MB,
    maxImageSide: 6000,
    extra: { tool_stream: true },
    contextTokens: 65_536,
  },
  novita: { ...PLAIN, ...SELF_HOSTED, title: "Novita", reasoningFields: ["reasoning_content"] },
  openrouter: {
    ...PLAIN,
    title: "OpenRouter",
    toolChoice: ["auto", "required", "none"],
    topK: "top_k",
    repetition: "repetition_penalty",
    thinking: "openrouter",
    reasoningFields: ["reasoning"],
    maxImageBytes: 5 * MB,
    extra: { usage: { include: true } },
    contextTokens: 65_536,
  },
  openai: {
    ...PLAIN,
    title: "OpenAI",
    toolImages: "no",
    toolChoice: ["auto", "required", "none"],
    sampling: false,
    maxTokens: "max_completion_tokens",
    oneCall: true,
    contextTokens: 128_000,
  },
};

/** Hosts that are one family's alone. */
const HOSTS: readonly (readonly [RegExp, ServerFamily])[] = [
  [/(^|\.)(z\.ai|bigmodel\.cn)$/, "z-ai"],
  [/(^|\.)novita\.ai$/, "novita"],
  [/(^|\.)openrouter\.ai$/, "openrouter"],
  [/(^|\.)openai\.com$/, "openai"],
];

/** The ports that programs listen on unless told otherwise; what a server says of itself counts for more. */
const PORTS: Readonly<Record<string, ServerFamily>> = { "11434": "ollama", "1234": "lm-studio" };

/** The family an address tells; undefined: it may be any. */
export function familyOfUrl(url: string): ServerFamily | undefined {
  if (!URL.canParse(url)) return undefined;
  const { hostname, port } = new URL(url);
  return HOSTS.find(([pattern]) => pattern.test(hostname))?.[1] ?? PORTS[port];
}
