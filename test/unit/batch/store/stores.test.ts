import assert from "node:assert/strict";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { openStore } from "../../../../src/app/batch/openStore";
import { loadOptional } from "../../../../src/batch/loadOptional";
import type { ResultStore } from "../../../../src/batch/store/resultStore";
import { startFakeS3 } from "../../../fakes/fakeS3";
import type { FakeS3 } from "../../../fakes/fakeS3";
import { useTempFolder } from "../../../fakes/tempFolder";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("a store", () => {
  const temp = useTempFolder();
  let s3: FakeS3;
  beforeEach(async () => {
    s3 = await startFakeS3("bucket");
  });
  afterEach(() => s3.close());

  const environment = (): NodeJS.ProcessEnv => ({
    AWS_ENDPOINT_URL_S3: s3.endpoint,
    AWS_ACCESS_KEY_ID: s3.accessKeyId,
    AWS_SECRET_ACCESS_KEY: s3.secretAccessKey,
    AWS_REGION: "eu-central-1",
  });
  const kinds: readonly (readonly [string, () => Promise<ResultStore>])[] = [
    ["a folder", () => openStore(join(temp(), "store"))],
    ["a bucket", () => openStore("s3://bucket", environment())],
    ["a folder of a bucket", () => openStore("s3://bucket/team/run 7/", environment())],
  ];
  for (const [name, open] of kinds)
    it(`in ${name} keeps what is put there`, async () => {
      const store = await open();
      assert.equal(await store.get("results/none.json", 100), undefined);
      assert.deepEqual(await store.list("results"), []);
      for (const id of ["a", "b c", "ü", "d", "e"])
        await store.put(`results/${id}.json`, bytes(id), "application/json");
      await store.put("results/a.json", bytes("again"), "application/json");
      await store.put("results/deeper/x.json", bytes("x"), "application/json");
      await store.put("jobs/a.json", bytes("job"), "application/json");
      assert.equal(new TextDecoder().decode(await store.get("results/a.json", 5)), "again");
      assert.equal(new TextDecoder().decode(await store.get("results/ü.json", 5)), "ü");
      await assert.rejects(store.get("results/a.json", 4), { code: "PATH_REFUSED" });
      const names = (await store.list("results")).filter((one) => !one.includes("deeper"));
      assert.deepEqual(
        [...names].sort(),
        ["a", "b c", "d", "e", "ü"].map((id) => `results/${id}.json`),
      );
    });

  it("in a bucket is asked again when it is busy, and says so when it stays so", async () => {
    const store = await openStore("s3://bucket/x", environment());
    s3.fail.push(503, 500);
    await store.put("a.png", bytes("1"), "image/png");
    assert.equal(s3.objects.get("x/a.png")?.type, "image/png");
    s3.fail.push(403);
    await assert.rejects(store.put("b.png", bytes("1"), "image/png"), {
      code: "SERVICE_UNAVAILABLE",
    });
  });

  it("in a bucket wants keys, and the right ones", async () => {
    await assert.rejects(openStore("s3://bucket", {}), { code: "SECRET_UNAVAILABLE" });
    const wrong = { ...environment(), AWS_SECRET_ACCESS_KEY: "another" };
    await assert.rejects(
      openStore("s3://bucket", wrong).then((store) => store.list("results")),
      (error: Error) => {
        assert.doesNotMatch(error.message, /another/);
        return /did not answer as it should/.test(error.message);
      },
    );
  });

  it("in a folder follows no link out of it", async () => {
    const store = await openStore(join(temp(), "store"));
    symlinkSync(temp(), join(temp(), "store", "results"));
    await assert.rejects(store.put("results/a.json", bytes("1"), ""), { code: "PATH_REFUSED" });
  });
});

describe("an optional package", () => {
  it("that is missing is told of in a sentence with what to do", async () => {
    const name = "mockloop-no-such-package";
    await assert.rejects(
      loadOptional(name, () => import(name)),
      { code: "SERVICE_UNAVAILABLE", message: /npm install mockloop-no-such-package/ },
    );
    await assert.rejects(
      loadOptional("x", () => Promise.reject(new Error("broken inside"))),
      /broken inside/,
    );
  });
});
