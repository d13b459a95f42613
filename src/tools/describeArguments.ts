import { createHash } from "node:crypto";

/** Characters of one text, and of all of it. */
const MAX_TEXT = 40;
const MAX_CHARS = 200;

/** What a tool was told, in one short line of JSON, with the hash of what the model wrote. */
export function describeArguments(argumentsJson: string): {
  readonly sha256: string;
  readonly summary: string;
} {
  const sha256 = createHash("sha256").update(argumentsJson).digest("hex");
  const short = JSON.stringify(JSON.parse(argumentsJson.trim() || "{}"), (_, value: unknown) =>
    typeof value === "string" ? cut(value, MAX_TEXT) : value,
  );
  return { sha256, summary: cut(short, MAX_CHARS) };
}

const cut = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most)}… (${text.length} characters)` : text;
