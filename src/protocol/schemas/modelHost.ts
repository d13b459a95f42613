import * as Type from "typebox";
import type { Shape } from "../../base/schema";
import {
  engineEventSchema,
  engineRequestSchema,
  engineResultSchema,
  loadedModelFactsSchema,
  loadOptionsSchema,
} from "./nativeEngine";

/** How a vision encoder wants its pictures: each side a multiple of `factor` px, `factor`² px a token. */
const pictureRuleSchema = Type.Object({
  /** Whose processor is followed. */
  family: Type.Enum(["glm", "qwen", "gemma"]),
  factor: Type.Number(),
  minTokens: Type.Number(),
  maxTokens: Type.Number(),
});
export type PictureRule = Shape<typeof pictureRuleSchema>;

/** A compute device as llama.cpp sees it. */
const deviceSchema = Type.Object({
  name: Type.String(),
  description: Type.String(),
  type: Type.Enum(["cpu", "gpu", "igpu", "accelerator"]),
  freeBytes: Type.Number(),
  totalBytes: Type.Number(),
});
export type EngineDevice = Shape<typeof deviceSchema>;

/** A built bridge and the llama.cpp libraries it is linked to. */
const bridgeFilesSchema = Type.Object({
  /** "linux-x64-vulkan" */
  variant: Type.String(),
  /** Path of bridge.node. */
  addon: Type.String(),
  /** The folder with llama.cpp's libraries and backends. */
  libraries: Type.String(),
  llamaRelease: Type.String(),
});
export type BridgeFiles = Shape<typeof bridgeFilesSchema>;

const hostReadySchema = Type.Object({
  variant: Type.String(),
  devices: Type.Array(deviceSchema),
  /** Why better candidates were not taken, for people. */
  problems: Type.Array(Type.String()),
});
export type HostReady = Shape<typeof hostReadySchema>;

/**
 * What a process that wants answers and the child process that hosts a local model say to each other. `init` comes first, once.
 * Serialization is "advanced", so that pictures stay bytes.
 */
export const modelHostContract = {
  child: {
    requests: {
      init: {
        params: Type.Object({ candidates: Type.Array(bridgeFilesSchema) }),
        result: hostReadySchema,
      },
      load: {
        params: Type.Object({
          options: loadOptionsSchema,
          /** Undefined: pictures go to the engine as they are. */
          pictures: Type.Optional(pictureRuleSchema),
        }),
        progress: engineEventSchema,
        result: loadedModelFactsSchema,
      },
      generate: {
        params: engineRequestSchema,
        progress: engineEventSchema,
        result: engineResultSchema,
      },
    },
    notifications: {},
  },
  parent: { requests: {}, notifications: {} },
};
