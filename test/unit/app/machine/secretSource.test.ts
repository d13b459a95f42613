import assert from "node:assert/strict";
import { chmodSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createSecretSource } from "../../../../src/app/machine/secretSource";
import { describeError } from "../../../../src/base/errors";
import type { RunLineUnion, RunRequest } from "../../../../src/protocol/runProtocol";
import { runMockup } from "../../../../src/run/runMockup";
import { fakeSession } from "../../../fakes/fakeSession";
import { ScriptedModel } from "../../../fakes/scriptedModel";
import { useTempFolder } from "../../../fakes/tempFolder";

const KEY = "sk-0123456789";
const never = new AbortController().signal;

describe("createSecretSource", () => {
  const temp = useTempFolder();
  const valueOf = async (
    ref: Parameters<ReturnType<typeof createSecretSource>["find"]>[0],
    options = {},
  ): Promise<string> => (await createSecretSource(options).find(ref)).reveal();
  const unavailable = (message: RegExp) => ({ code: "SECRET_UNAVAILABLE", message });

  it("reads variables, the store, and files that nobody else may read", async () => {
    const path = join(temp(), "key");
    writeFileSync(path, `${KEY}\n`, { mode: 0o600 });
    assert.equal(await valueOf({ kind: "file", path }), KEY);
    assert.equal(await valueOf({ kind: "environment", name: "A" }, { env: { A: KEY } }), KEY);
    const store = (name: string): Promise<string | undefined> =>
      Promise.resolve(name === "a" ? KEY : undefined);
    assert.equal(await valueOf({ kind: "store", name: "a" }, { store }), KEY);
  });

  it("says where there is none", async () => {
    const env = { EMPTY: " " };
    for (const name of ["EMPTY", "NONE"])
      await assert.rejects(
        valueOf({ kind: "environment", name }, { env }),
        unavailable(new RegExp(`no key in the environment variable ${name}\\.`)),
      );
    await assert.rejects(
      valueOf({ kind: "store", name: "a" }),
      unavailable(/in an editor's store, which only that editor can read/),
    );
    await assert.rejects(
      valueOf({ kind: "store", name: "a" }, { store: () => Promise.resolve(undefined) }),
      unavailable(/no key for this server any more\. Add the server again/),
    );
    const path = join(temp(), "gone");
    await assert.rejects(valueOf({ kind: "file", path }), unavailable(/gone cannot be read/));
    await assert.rejects(valueOf({ kind: "file", path: temp() }), { code: "PATH_REFUSED" });
  });

  it("refuses a file that others may read or change", async function () {
    if (process.platform === "win32") this.skip();
    const path = join(temp(), "key");
    writeFileSync(path, KEY);
    for (const mode of [0o640, 0o604, 0o620, 0o610]) {
      chmodSync(path, mode);
      await assert.rejects(valueOf({ kind: "file", path }), (error: Error) => {
        assert.match(error.message, new RegExp(`mode ${mode.toString(8)}.*chmod 600`));
        return !error.message.includes(KEY);
      });
    }
  });
});

describe("a run with a key", () => {
  const temp = useTempFolder();

  it("writes and tells where the key is found, and never the key, whatever becomes of it", async () => {
    const env = { MODEL_KEY: KEY };
    const told: string[] = [];
    for (const fate of ["fails", "crashes"]) {
      const request: RunRequest = {
        ...{ mockup: "m.png", runDir: join(temp(), fate), target: "html", maxIterations: 1 },
        model: { kind: "installed", name: "far" },
        modelKey: { kind: "environment", name: "MODEL_KEY" },
      };
      const log = (message: string): void => void told.push(message);
      const session = {
        ...fakeSession(),
        logger: { debug: log, info: log, warn: log, error: log },
        findModel: async ({ modelKey }: Pick<RunRequest, "modelKey">) => {
          const key = await createSecretSource({ env }).find(modelKey ?? assert.fail());
          return () =>
            new ScriptedModel([], () => {
              log(`asking with ${String(key)} and ${JSON.stringify({ key })}`);
              if (fate === "crashes") throw new Error(`refused: ${String(key)}`, { cause: key });
              const message = `The key ${String(key)} is not known there.`;
              const failure = { code: "refused", message, retryable: false } as const;
              return Promise.resolve({ type: "failure", failure });
            });
        },
      };
      const take = (line: RunLineUnion): void => void told.push(JSON.stringify(line));
      await runMockup(session, request, take, never).catch((error: unknown) =>
        told.push(describeError(error), String((error as Error).stack)),
      );
    }
    const written = readdirSync(temp(), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"));
    assert.ok(
      written.some((text) => text.includes("<html")),
      "there is a report",
    );
    assert.ok(
      written.some((text) => text.includes('"name":"MODEL_KEY"')),
      "there is a journal",
    );
    assert.ok(told.some((text) => text.includes("The key [secret] is not known there.")));
    for (const text of [...written, ...told]) assert.ok(!text.includes(KEY), text.slice(0, 300));
  });
});
