import * as Type from "typebox";
import type { Shape } from "./schema";

/**
 * What a person can do about a failure, as data: each front end has its own words for it, and buttons. A sentence of the core says
 * what happened, and what helps wherever one is; what names a command, an option or a setting is a remedy.
 */
export const remedySchema = Type.Union([
  /** Go on with a run from the best that is kept of it. */
  Type.Object({ kind: Type.Literal("resume") }),
  /** A run cannot be gone on with: make another one. */
  Type.Object({ kind: Type.Literal("new-run") }),
  /** What was named is no run's folder. */
  Type.Object({ kind: Type.Literal("choose-run") }),
  /** See which models there are, and take one. */
  Type.Object({ kind: Type.Literal("choose-model") }),
  Type.Object({ kind: Type.Literal("download-model"), id: Type.String() }),
  Type.Object({ kind: Type.Literal("verify-model") }),
  Type.Object({ kind: Type.Literal("remove-model"), id: Type.String() }),
  /** Name the files of a model that a run's folder names, if they are known. Paths. */
  Type.Object({
    kind: Type.Literal("name-model"),
    model: Type.String(),
    mmproj: Type.Optional(Type.String()),
  }),
  /** Download libraries for a kind of graphics card; `libraries` is what they are called within a sentence. */
  Type.Object({ kind: Type.Literal("add-backend"), id: Type.String(), libraries: Type.String() }),
  /** Download them from elsewhere. */
  Type.Object({ kind: Type.Literal("other-registry"), id: Type.String() }),
  /** Get the vision bridge, or another one where there is one that does not work. */
  Type.Object({
    kind: Type.Literal("get-bridge"),
    state: Type.Enum(["missing", "broken"]),
    /** Whether it can be built here: a checkout has what that takes, an installed package has not. */
    canBuild: Type.Boolean(),
    /** "linux-x64" */
    platform: Type.String(),
  }),
  /** Name a browser to draw with. */
  Type.Object({ kind: Type.Literal("name-browser") }),
  /** Give an option another value; undefined: none. */
  Type.Object({
    kind: Type.Literal("set-option"),
    option: Type.Enum(["gpu", "mmproj"]),
    value: Type.Optional(Type.String()),
  }),
  /** Name the server's model that a run's folder names. */
  Type.Object({ kind: Type.Literal("name-server"), model: Type.String() }),
  /** Name the components file that a run's folder names. A path. */
  Type.Object({ kind: Type.Literal("name-components"), file: Type.String() }),
  /** Let pictures go to a host. */
  Type.Object({ kind: Type.Literal("allow-host"), host: Type.String() }),
  /** Look at what this machine has and lacks. */
  Type.Object({ kind: Type.Literal("check-machine") }),
]);
export type Remedy = Shape<typeof remedySchema>;
