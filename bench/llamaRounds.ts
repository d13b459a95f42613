import { deflateSync, crc32 } from "node:zlib";
import type { ImagePart, Message, ToolSpec } from "../src/model/model";

/** The tools the transcript speaks of. */
export const benchTools: readonly ToolSpec[] = [
  {
    name: "write_file",
    description: "Writes a file of the page.",
    parameters: {
      type: "object",
      properties: { path: { type: "string" }, content: { type: "string" } },
      required: ["path", "content"],
    },
  },
  {
    name: "edit_file",
    description: "Replaces a part of a file.",
    parameters: {
      type: "object",
      properties: {
        path: { type: "string" },
        old_text: { type: "string" },
        new_text: { type: "string" },
      },
      required: ["path", "old_text", "new_text"],
    },
  },
];

const grounding = Array.from(
  { length: 60 },
  (_, i) => `text ${i} "Item ${i}" at 24,${i * 22} 180×18 14px 400 #1f2937`,
).join("\n");

const draft = Array.from({ length: 40 }, (_, i) => `<p class="item">Item ${i}</p>`).join("\n");

/**
 * A run's transcript after one, two and three rounds: the mockup with its measurements; a draft, its render and differences;
 * an edit, its render and differences. Pictures are 672×448.
 */
export function benchRounds(): (readonly Message[])[] {
  const opening: Message[] = [
    { role: "system", text: "You turn a picture of a page into its code. ".repeat(20) },
    { role: "user", content: [picture(1, "mockup"), { type: "text", text: grounding }] },
  ];
  const first = [
    call("call_1_0", "write_file", { path: "index.html", content: draft }),
    result("call_1_0", "write_file", 2),
  ];
  const second = [
    call("call_2_0", "edit_file", { path: "index.html", old_text: "Item 3", new_text: "Item 4" }),
    result("call_2_0", "edit_file", 3),
  ];
  return [opening, [...opening, ...first], [...opening, ...first, ...second]];
}

function call(id: string, name: string, args: Readonly<Record<string, string>>): Message {
  const toolCalls = [{ id, name, argumentsJson: JSON.stringify(args) }];
  return { role: "assistant", text: "", reasoning: "", toolCalls };
}

function result(id: string, name: string, kind: number): Message {
  const differences = Array.from(
    { length: 8 },
    (_, i) => `text "Item ${i}": ${i + 2} px too low, 2 px too large, #374151 instead of #1f2937`,
  ).join("\n");
  return {
    role: "tool",
    toolCallId: id,
    toolName: name,
    content: [{ type: "text", text: differences }, picture(kind, "render")],
    isError: false,
  };
}

function picture(kind: number, role: ImagePart["role"]): ImagePart {
  const [width, height] = [672, 448];
  return { type: "image", png: patternPng(width, height, kind), width, height, role };
}

/** An RGB pattern as PNG. */
export function patternPng(width: number, height: number, kind: number): Uint8Array {
  const row = width * 3 + 1;
  const pixels = Buffer.alloc(row * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width * 3; x++) pixels[y * row + 1 + x] = (x * kind + y * 7) & 255;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  header[9] = 2;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(pixels)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const bytes = Buffer.alloc(8 + body.length);
  bytes.writeUInt32BE(data.length, 0);
  body.copy(bytes, 4);
  bytes.writeUInt32BE(crc32(body), 4 + body.length);
  return bytes;
}
