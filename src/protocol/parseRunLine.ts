import { describeMismatch, matches } from "../base/schema";
import type { RunLineUnion } from "./runProtocol";
import { runLineSchemas } from "./schemas/runLines";

/** A line of a run, or why a value is none, for people. */
export type ParsedLine =
  | { readonly line: RunLineUnion; readonly why?: never }
  | { readonly line?: never; readonly why: string };

/** A stranger's journal may name anything; this much of it is told. */
const MAX_WORDS = 200;

/** Reads one line of a run, checked whole. */
export function parseRunLine(value: unknown): ParsedLine {
  const type = typeof value === "object" && value !== null && "type" in value && value.type;
  if (typeof type !== "string") return { why: "it is no line of a run" };
  if (!isKnown(type))
    return { why: cut(`this version knows no lines of the kind ${JSON.stringify(type)}`) };
  const schema = runLineSchemas[type];
  if (matches(schema, value)) return { line: value };
  return { why: cut(`as a line of the kind "${type}", ${describeMismatch(schema, value)}`) };
}

function isKnown(type: string): type is keyof typeof runLineSchemas {
  return Object.hasOwn(runLineSchemas, type);
}

const cut = (words: string): string =>
  words.length > MAX_WORDS ? `${words.slice(0, MAX_WORDS)}…` : words;
