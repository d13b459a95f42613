import { remedySchema } from "../../src/base/remedy";
import type { Remedy } from "../../src/base/remedy";

/** One remedy of each kind, and more where they differ within one. */
export const everyRemedy: readonly Remedy[] = [
  { kind: "resume" },
  { kind: "new-run" },
  { kind: "choose-run" },
  { kind: "choose-model" },
  { kind: "download-model", id: "glm" },
  { kind: "verify-model" },
  { kind: "remove-model", id: "glm" },
  { kind: "name-model", model: "/m/my model.gguf" },
  { kind: "name-model", model: "/m/a.gguf", mmproj: "/m/b.gguf" },
  { kind: "add-backend", id: "cuda", libraries: "CUDA's libraries" },
  { kind: "other-registry", id: "cuda" },
  { kind: "get-bridge", state: "missing", canBuild: true, platform: "linux-x64" },
  { kind: "get-bridge", state: "broken", canBuild: true, platform: "linux-x64" },
  { kind: "get-bridge", state: "missing", canBuild: false, platform: "linux-x64" },
  { kind: "get-bridge", state: "broken", canBuild: false, platform: "linux-x64" },
  { kind: "name-browser" },
  { kind: "set-option", option: "gpu", value: "auto" },
  { kind: "set-option", option: "mmproj" },
  { kind: "name-server", model: "https://api.z.ai/api/paas/v4#glm-4.6v" },
  { kind: "name-components", file: "/p/mockloop.components.json" },
  { kind: "allow-host", host: "api.z.ai" },
  { kind: "check-machine" },
];

/** The kinds that the schema knows. */
export const remedyKinds: readonly string[] = remedySchema.anyOf.map(
  ({ properties }) => properties.kind.const,
);
