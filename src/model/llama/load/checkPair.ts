import { EngineError } from "../bridge/bridge";
import type { PictureRule } from "../../../protocol/schemas/modelHost";
import { findPictureRule } from "../pictures/pictureRule";
import type { GgufFacts } from "./readGguf";

/** llama.cpp's names of the architectures whose vision files are known (its conversion/, which writes both). */
const textFamilies: readonly (readonly [names: RegExp, family: PictureRule["family"]])[] = [
  [/^glm4/, "glm"],
  [/^qwen(?:2vl|3vl|35)/, "qwen"],
  [/^gemma4/, "gemma"],
];

/**
 * Refuses files that cannot work, or that would load and then crash or see nonsense. Throws EngineError MODEL_LOAD,
 * MMPROJ_LOAD or MODEL_NO_MROPE; the message names the file and what is wrong with it.
 */
export function checkPair(text: GgufFacts, vision: GgufFacts | undefined): void {
  if (isVisionFile(text))
    throw new EngineError("MODEL_LOAD", `${text.path} is a vision file (mmproj), no text model`);
  requireWhole(text, "MODEL_LOAD");
  if (!vision) return;
  if (!isVisionFile(vision))
    throw new EngineError("MMPROJ_LOAD", `${vision.path} is no vision file (mmproj)`);
  requireWhole(vision, "MMPROJ_LOAD");
  if (
    vision.projectionWidth !== undefined &&
    text.embeddingLength !== undefined &&
    vision.projectionWidth !== text.embeddingLength
  )
    throw new EngineError(
      "MMPROJ_LOAD",
      `${vision.path} is made for a model of width ${vision.projectionWidth}, ${text.path} has ${text.embeddingLength}`,
    );
  if (vision.projector === "glm4v") checkGlm(text, vision);
  else checkFamily(text, vision);
}

/** Two models of different makers can have the same width (Qwen3.5-9B has GLM-4.6V-Flash's): llama.cpp would load such a pair silently. */
function checkFamily(text: GgufFacts, vision: GgufFacts): void {
  const wanted = textFamilies.find(([names]) => names.test(text.architecture))?.[1];
  const family = findPictureRule(vision)?.family;
  if (wanted === undefined || family === undefined || wanted === family) return;
  throw new EngineError(
    "MMPROJ_LOAD",
    `${vision.path} (${vision.projector ?? ""}) is not made for ${text.path}, which is ${text.architecture}`,
  );
}

const isVisionFile = (facts: GgufFacts): boolean =>
  facts.architecture === "clip" || facts.projector !== undefined;

function requireWhole(facts: GgufFacts, code: "MODEL_LOAD" | "MMPROJ_LOAD"): void {
  if (facts.fileBytes >= facts.neededBytes) return;
  throw new EngineError(
    code,
    `${facts.path} is cut short: ${facts.fileBytes} of ${facts.neededBytes} bytes are there`,
  );
}

function checkGlm(text: GgufFacts, vision: GgufFacts): void {
  if (!text.architecture.startsWith("glm4"))
    throw new EngineError(
      "MMPROJ_LOAD",
      `${vision.path} is made for a GLM model, ${text.path} is ${text.architecture}`,
    );
  // llama.cpp aborts the whole process when such a file meets a picture.
  if (!text.hasRopeSections)
    throw new EngineError("MODEL_NO_MROPE", `${text.path} has no M-RoPE sections`);
  // The large GLM-4.6V has the same width as Flash, and its vision file would load silently. What tells them apart is the
  // inner width, which the merger shares with its text model.
  if (
    vision.feedForwardLength !== undefined &&
    text.feedForwardLength !== undefined &&
    vision.feedForwardLength !== text.feedForwardLength
  )
    throw new EngineError(
      "MMPROJ_LOAD",
      `${vision.path} belongs to another GLM than ${text.path} (inner width ${vision.feedForwardLength} instead of ${text.feedForwardLength})`,
    );
}
