import { parseModelRef } from "../../protocol/modelRef";

/**
 * A line of a journal in the shape of this version, where an earlier one wrote it otherwise; anything else as it is. Up to 0.1.0 a
 * request named its model by a text, and the vision file beside it.
 */
export function upgradeLine(value: unknown): unknown {
  if (!isRecord(value) || value["type"] !== "run-start" || !isRecord(value["request"]))
    return value;
  const { mmproj, ...request } = value["request"];
  const { model } = request;
  if (typeof model !== "string") return value;
  const vision = typeof mmproj === "string" ? mmproj : undefined;
  return { ...value, request: { ...request, model: parseModelRef(model, vision) } };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
