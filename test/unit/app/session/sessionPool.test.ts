import { platformName } from "../../../../src/base/text/platformName";
import assert from "node:assert/strict";
import { Lender } from "../../../../src/app/session/lender";
import { createLocalModels } from "../../../../src/app/machine/localModels";
import { createSessionPool } from "../../../../src/app/session/sessionPool";
import type { Session } from "../../../../src/run/session";
import { nullLogger } from "../../../../src/base/logger";
import { createModelStore } from "../../../../src/model/llama/models/modelStore";
import { ScriptedModel } from "../../../fakes/scriptedModel";
import { useTempFolder } from "../../../fakes/tempFolder";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const text = resolve(
  import.meta.dirname,
  "../../../fixtures/models/tiny-glm46v/tiny-glm46v-text-f16.gguf",
);

describe("createSessionPool", () => {
  const temp = useTempFolder();

  function createPool() {
    const bins = join(temp(), "native", "bins", platformName());
    mkdirSync(bins, { recursive: true });
    writeFileSync(join(bins, "bridge.json"), '{"llamaRelease":"v1"}');
    const opened: ScriptedModel[] = [];
    const localModels = createLocalModels({
      store: createModelStore(join(temp(), "models")),
      nativeDirs: [join(temp(), "native")],
      open: () => {
        const model = new ScriptedModel([]);
        opened.push(model);
        return model;
      },
    });
    return { pool: createSessionPool({ logger: nullLogger, localModels }), opened };
  }
  const work = async (session: Session): Promise<Session> => {
    const open = await session.findModel({ model: { kind: "file", path: text } });
    await open({} as never).dispose();
    return session;
  };

  it("keeps one model for runs that ask for different browsers", async () => {
    const { pool, opened } = createPool();
    const first = await pool.use(undefined, work);
    const second = await pool.use("/opt/chrome", work);
    assert.notEqual(first, second);
    assert.equal(opened.length, 1);
    assert.equal(opened[0]?.disposed, 0, "it outlives the first browser's session");
    await pool.dispose();
    assert.equal(opened[0]?.disposed, 1);
  });

  it("keeps the session of a browser from run to run", async () => {
    const { pool } = createPool();
    assert.equal(await pool.use("/opt/chrome", work), await pool.use("/opt/chrome", work));
    await pool.dispose();
  });

  it("closes the session of another browser when its last run is done", async () => {
    const { pool } = createPool();
    const closed = async (session: Session): Promise<boolean> => {
      const files = new Map([["index.html", new Uint8Array()]]);
      const request = { files, entry: "index.html", viewport: { width: 1, height: 1 } };
      const drawing = session.renderer.render(
        { ...request, deviceScaleFactor: 1 },
        new AbortController().signal,
      );
      return drawing.then(
        () => false,
        (error: unknown) => /closed already/.test(String(error)),
      );
    };
    let finish: () => void = () => undefined;
    let first: Session | undefined;
    const running = pool.use("/no/such/browser", async (session) => {
      first = session;
      await new Promise<void>((done) => (finish = done));
    });
    const second = await pool.use("/no/such/browser either", work);
    assert.ok(first);
    assert.equal(await closed(first), false, "a run has it");
    finish();
    await running;
    assert.equal(await closed(first), true);
    assert.equal(await closed(second), false, "it stays for the next run");
    await pool.dispose();
    assert.equal(await closed(second), true);
  });
});

describe("Lender", () => {
  const open = (log: string[], name: string, failure?: Error) => () => ({
    dispose: () => {
      log.push(name);
      return failure ? Promise.reject(failure) : Promise.resolve();
    },
  });

  it("closes all when one is hard to close, and says so", async () => {
    const log: string[] = [];
    const lender = new Lender();
    lender.borrow("a", open(log, "a", new Error("stuck")));
    lender.borrow("b", open(log, "b"));
    await assert.rejects(lender.dispose(), /stuck/);
    assert.deepEqual(log, ["a", "b"]);
  });

  it("lets those who cannot be side by side have it one after the other, in the order they came", async () => {
    const log: string[] = [];
    const lender = new Lender();
    const names = ["a", "b", "c"] as const;
    const loans = names.map((name) => lender.borrow(name, open(log, name)));
    const again = lender.borrow("a", open(log, "another a"));
    const work = loans.map(async ({ alone, giveBack }, index) => {
      await alone();
      log.push(`with ${names[index]}`);
      await giveBack();
    });
    await again.alone();
    assert.deepEqual(
      loans.map(({ mustWait }) => mustWait()),
      [false, true, true],
    );
    await work[0];
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual(log, ["with a"], "somebody has it still");
    await again.giveBack();
    await Promise.all(work);
    // "a" was asked for last and would have stayed; "b" cannot be beside it.
    assert.deepEqual(log, ["with a", "a", "with b", "b", "with c", "c"]);
  });

  it("takes back what was lent once", async () => {
    const log: string[] = [];
    const lender = new Lender();
    const first = lender.borrow("a", open(log, "a"));
    lender.borrow("a", open(log, "second a"));
    lender.borrow("b", open(log, "b"));
    await first.giveBack();
    await first.giveBack();
    assert.deepEqual(log, [], "another borrower has it still");
  });
});
