import type { Static, TObject } from "typebox";
import { Convert } from "typebox/value";
import { describeMismatch, matches } from "../base/schema";

/**
 * The arguments of a call of `tool`, checked against the tool's schema. Small models write numbers as text and the like: what only was
 * written otherwise is converted. Else a sentence for the model that names every argument that is wrong.
 */
export function readArguments<Parameters extends TObject>(
  tool: string,
  parameters: Parameters,
  json: string,
): { readonly args: Static<Parameters> } | string {
  let value: unknown;
  try {
    value = JSON.parse(json.trim() === "" ? "{}" : json);
  } catch {
    return "The arguments are not complete JSON (cut off or badly escaped). Call the tool again; split long files into several edits.";
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return "The arguments must be one JSON object.";
  const args = matches(parameters, value) ? value : Convert(parameters, value);
  if (matches(parameters, args)) return { args };
  return `${tool} was not run: ${describeMismatch(parameters, args)}. Call it again with all arguments.`;
}
