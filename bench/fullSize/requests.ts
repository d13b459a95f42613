import type { ContentPart, ImagePart, Message, ModelRequest } from "../../src/model/model";
import { benchTools, patternPng } from "../llamaRounds";

const vocabulary =
  "text width px color button header div class the page left margin login card font size row label input line".split(
    " ",
  );

/** Words as measurements of a page have them, always the same for a seed; about one and a half tokens each. */
export function words(count: number, seed: number): string {
  let state = seed;
  const next = (): string => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fff_ffff;
    return vocabulary[state % vocabulary.length] ?? "";
  };
  return Array.from({ length: count }, next).join(" ");
}

export function picture(
  width: number,
  height: number,
  kind: number,
  role: ImagePart["role"] = "mockup",
): ImagePart {
  return { type: "image", png: patternPng(width, height, kind), width, height, role };
}

/** One question, with or without tools. */
export function question(
  content: string | readonly ContentPart[],
  maxOutputTokens: number,
  toolChoice: ModelRequest["toolChoice"] = "none",
  thinking = true,
): ModelRequest {
  const parts = typeof content === "string" ? [{ type: "text" as const, text: content }] : content;
  const messages: readonly Message[] = [{ role: "user", content: parts }];
  return { messages, tools: benchTools, toolChoice, maxOutputTokens, thinking };
}

/** A run's transcript after none, one and two answers, of the size that a page of 1280×800 has. */
export function rounds(maxOutputTokens: number): ModelRequest[] {
  const opening: Message[] = [
    { role: "system", text: words(300, 1) },
    { role: "user", content: [picture(1280, 800, 8), { type: "text", text: words(1200, 2) }] },
  ];
  const draft = [
    call("call_1_0", "write_file", { path: "index.html", content: words(700, 3) }),
    render("call_1_0", "write_file", 9),
  ];
  const repair = [
    call("call_2_0", "edit_file", {
      path: "index.html",
      old_text: words(20, 4),
      new_text: words(25, 5),
    }),
    render("call_2_0", "edit_file", 10),
  ];
  return [opening, [...opening, ...draft], [...opening, ...draft, ...repair]].map((messages) => ({
    messages,
    tools: benchTools,
    toolChoice: "auto",
    maxOutputTokens,
    thinking: false,
  }));
}

function call(id: string, name: string, args: Readonly<Record<string, string>>): Message {
  const toolCalls = [{ id, name, argumentsJson: JSON.stringify(args) }];
  return { role: "assistant", text: "", reasoning: "", toolCalls };
}

function render(toolCallId: string, toolName: string, kind: number): Message {
  const content = [
    { type: "text" as const, text: words(250, kind) },
    picture(1280, 800, kind, "render"),
  ];
  return { role: "tool", toolCallId, toolName, content, isError: false };
}
