// The engine process from the sources.
import { register } from "tsx/esm/api";

register();
await import("../../src/app/engine/engineHost.ts");
