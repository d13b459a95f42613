import { platformName } from "../../../../../src/base/platformName";
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { nullLogger } from "../../../../../src/base/logger";
import {
  createModelSession,
  type ModelSession,
} from "../../../../../src/model/llama/host/modelSession";
import { useTempFolder } from "../../../../fakes/tempFolder";

const root = resolve(import.meta.dirname, "../../../..");
const never = new AbortController().signal;
const ignore = (): void => undefined;

describe("createModelSession", () => {
  const temp = useTempFolder();
  let session: ModelSession;
  const log = (): string[] => readFileSync(join(temp(), "log"), "utf8").trim().split("\n");
  beforeEach(() => {
    process.env["FAKE_HOST_LOG"] = join(temp(), "log");
    const bins = join(temp(), "native", "bins", platformName());
    mkdirSync(bins, { recursive: true });
    writeFileSync(join(bins, "bridge.json"), '{"llamaRelease":"v1"}');
    session = createModelSession({
      model: join(root, "fixtures/models/tiny-glm46v/tiny-glm46v-text-f16.gguf"),
      ...{ contextSize: 2048, gpu: "cpu", logger: nullLogger },
      nativeDirs: [join(temp(), "native")],
      hostEntry: join(root, "fakes/fakeModelHost.mjs"),
      patienceMs: 60_000, // it ends by itself, however busy the machine is
    });
  });
  afterEach(async () => {
    await session.dispose();
    delete process.env["FAKE_HOST_LOG"];
  });

  /** Begins to load a model, and is stopped in the middle of it. */
  async function abortLoad(): Promise<void> {
    const controller = new AbortController();
    const loading = session.open(() => controller.abort(), controller.signal);
    await assert.rejects(loading, { name: "AbortError" });
    assert.deepEqual(log(), ["start"], "whoever aborts does not wait for the process");
    writeFileSync(join(temp(), "log.end"), "");
  }

  it("starts no process before one that was stopped has given its memory back", async () => {
    await abortLoad();
    await session.open(ignore, never);
    assert.deepEqual(log(), ["start", "end", "start"]);
  });

  it("is closed when the last process has ended, also one that was stopped", async () => {
    await abortLoad();
    await session.close();
    assert.deepEqual(log(), ["start", "end"]);
  });

  it("starts nothing for who has gone meanwhile", async () => {
    await abortLoad();
    await assert.rejects(session.open(ignore, AbortSignal.abort()), { name: "AbortError" });
    await session.close();
    assert.deepEqual(log(), ["start", "end"]);
  });
});
