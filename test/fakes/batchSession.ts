import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Model } from "../../src/model/model";
import type { Session } from "../../src/run/session";
import { fakeMockup } from "./fakeMockup";
import { fakeSession } from "./fakeSession";
import { ScriptedModel } from "./scriptedModel";

/** A model that writes a page, and then says that it is done. */
export const pageWriter = (delayMs = 0): ScriptedModel =>
  new ScriptedModel([
    { delayMs, calls: [{ name: "write_file", args: { path: "index.html", content: "<p>x</p>" } }] },
    { delayMs, calls: [{ name: "finish", args: { summary: "done" } }] },
  ]);

/** A fake session in which every mockup is known by its own bytes, and `createModel` makes the model of each run. */
export function batchSession(createModel: (mockup: string) => Model): Session {
  return {
    ...fakeSession(),
    load: async (source) => {
      if (source.kind !== "path") return fakeMockup();
      const hash = createHash("sha256")
        .update(await readFile(source.path))
        .digest("hex");
      return { ...fakeMockup(), name: basename(source.path), hash };
    },
    findModel: () => (run) => createModel(run.mockup.name),
  };
}
