import { parseModelRef } from "../../protocol/modelRef";

type Fields = Readonly<Record<string, unknown>>;

/** A line of a journal in the shape of this version, where an earlier one wrote it otherwise; anything else as it is. */
export function upgradeLine(value: unknown): unknown {
  if (!isRecord(value)) return value;
  if (value["type"] === "run-start") return withModelRef(value);
  if (value["type"] === "iteration") return withPlaces(value);
  return value;
}

/** Up to 0.1.0 a request named its model by a text, and the vision file beside it. */
function withModelRef(line: Fields): Fields {
  if (!isRecord(line["request"])) return line;
  const { mmproj, ...request } = line["request"];
  const { model } = request;
  if (typeof model !== "string") return line;
  const vision = typeof mmproj === "string" ? mmproj : undefined;
  return { ...line, request: { ...request, model: parseModelRef(model, vision) } };
}

/** Up to 0.1.0 a difference was its words alone. */
function withPlaces(line: Fields): Fields {
  const { differences } = line;
  if (!Array.isArray(differences) || !differences.some((one) => typeof one === "string"))
    return line;
  const upgraded = differences.map((one: unknown) =>
    typeof one === "string" ? { words: one } : one,
  );
  return { ...line, differences: upgraded };
}

function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}
