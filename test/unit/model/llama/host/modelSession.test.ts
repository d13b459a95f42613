import { platformName } from "../../../../../src/base/text/platformName";
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

  describe("with a bridge whose process dies over loading", () => {
    let plans: string[];
    const addBridge = (variant: string): void => {
      const bins = join(temp(), "native", "bins", variant);
      const libraries = join(temp(), "native", "node_modules");
      mkdirSync(bins, { recursive: true });
      mkdirSync(libraries, { recursive: true });
      writeFileSync(join(bins, "bridge.json"), '{"llamaRelease":"v1"}');
    };
    const openWith = async (gpu: "auto" | "vulkan"): Promise<void> => {
      session = createModelSession({
        model: join(root, "fixtures/models/tiny-glm46v/tiny-glm46v-text-f16.gguf"),
        ...{ contextSize: 2048, gpu, logger: nullLogger },
        nativeDirs: [join(temp(), "native")],
        hostEntry: join(root, "fakes/fakeModelHost.mjs"),
        patienceMs: 60_000,
      });
      plans = [];
      await session.open(ignore, never, ({ sentence }) => void plans.push(sentence));
    };
    beforeEach(() => {
      process.env["FAKE_HOST_DIES"] = "vulkan";
      writeFileSync(join(temp(), "log.end"), "");
      addBridge(`${platformName()}-vulkan`);
    });
    afterEach(() => delete process.env["FAKE_HOST_DIES"]);

    it("takes the next one, says why in the process's own words, and never tries it again", async () => {
      await openWith("auto");
      assert.match(
        plans.find((plan) => plan.includes("cannot load")) ?? "",
        /^Vulkan cannot load this model here\. The local model's process ended \((signal|exit)[^:]*: CUDA error: unsupported toolchain\)\. The CPU is tried now\.$/,
      );
      await session.close();
      plans = [];
      await session.open(ignore, never, ({ sentence }) => void plans.push(sentence));
      assert.ok(!plans.some((plan) => plan.includes("cannot load")), plans.join());
      assert.equal(log().filter((line) => line === "start").length, 3, "one died, two loaded");
    });

    it("fails with it when it was asked for by name", async () => {
      await assert.rejects(openWith("vulkan"), {
        name: "HostDiedError",
        message: /CUDA error: unsupported toolchain/,
      });
    });
  });

  it("starts nothing for who has gone meanwhile", async () => {
    await abortLoad();
    await assert.rejects(session.open(ignore, AbortSignal.abort()), { name: "AbortError" });
    await session.close();
    assert.deepEqual(log(), ["start", "end"]);
  });
});
