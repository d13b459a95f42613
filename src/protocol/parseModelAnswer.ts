import {
  isArrayOf,
  isBoolean,
  isNumber,
  isOneOf,
  isOptional,
  isShape,
  isString,
  parseTagged,
} from "./checkShape";
import type {
  BackendEntry,
  CheckedFile,
  ExaminedPart,
  ModelAnswer,
  ModelEntry,
} from "./modelsProtocol";

const isEntry = isShape<ModelEntry>({
  id: isString,
  title: isString,
  licence: isString,
  note: isString,
  state: isOneOf("installed", "partial", "absent"),
  bytes: isOptional(isNumber),
  partialBytes: isNumber,
  canDownload: isBoolean,
  memoryBytes: isOptional(isNumber),
});

const isBackend = isShape<BackendEntry>({
  id: isString,
  title: isString,
  libraries: isString,
  needs: isString,
  state: isOneOf("installed", "other version", "partial", "absent"),
  bytes: isNumber,
  loadedBytes: isNumber,
  unpackedBytes: isNumber,
});

const isCheckedFile = isShape<CheckedFile>({
  path: isString,
  state: isOneOf("good", "missing", "changed"),
});

const isExaminedPart = isShape<ExaminedPart>({
  subject: isString,
  state: isOneOf("good", "note", "problem"),
  text: isString,
  advice: isOptional(isString),
});

/** Whether a value is an answer to some question. */
export function isModelAnswer(value: unknown): value is ModelAnswer {
  const answer = parseTagged<ModelAnswer>(value, {
    "list-models": isShape<Extract<ModelAnswer, { type: "list-models" }>>({
      type: isOneOf("list-models"),
      dir: isString,
      models: isArrayOf(isEntry),
      hasBridge: isBoolean,
      platform: isString,
      totalMemoryBytes: isNumber,
      freeMemoryBytes: isNumber,
    }),
    "pull-model": isShape<Extract<ModelAnswer, { type: "pull-model" }>>({
      type: isOneOf("pull-model"),
      id: isString,
      title: isString,
      hasVision: isBoolean,
    }),
    "verify-model": isShape<Extract<ModelAnswer, { type: "verify-model" }>>({
      type: isOneOf("verify-model"),
      files: isArrayOf(isCheckedFile),
    }),
    "remove-model": isShape({ type: isOneOf("remove-model") }),
    "list-backends": isShape<Extract<ModelAnswer, { type: "list-backends" }>>({
      type: isOneOf("list-backends"),
      dir: isString,
      backends: isArrayOf(isBackend),
    }),
    "add-backend": isShape<Extract<ModelAnswer, { type: "add-backend" }>>({
      type: isOneOf("add-backend"),
      works: isBoolean,
      text: isString,
    }),
    "remove-backend": isShape({ type: isOneOf("remove-backend") }),
    examine: isShape<Extract<ModelAnswer, { type: "examine" }>>({
      type: isOneOf("examine"),
      parts: isArrayOf(isExaminedPart),
    }),
  });
  return answer !== undefined;
}
