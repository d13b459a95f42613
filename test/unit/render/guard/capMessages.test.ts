import assert from "node:assert/strict";
import { once } from "node:events";
import { PassThrough } from "node:stream";
import { capMessages } from "../../../../src/render/guard/capMessages";

describe("capMessages", () => {
  const pour = async (chunks: readonly string[]): Promise<{ ended: number; read: string }> => {
    const pipe = new PassThrough();
    const seen = { ended: 0, read: "" };
    pipe.on("data", (chunk: Buffer) => (seen.read += chunk.toString()));
    capMessages(pipe, 10, () => seen.ended++);
    for (const chunk of chunks) pipe.write(chunk);
    if (!pipe.destroyed) pipe.end();
    await once(pipe, "close");
    return seen;
  };

  it("lets messages of up to that many bytes through, however they are cut", async () => {
    const whole = "0123456789\0a\0\0" + "0123456789\0";
    for (const chunks of [[whole], [...whole], [whole.slice(0, 4), whole.slice(4)]])
      assert.deepEqual(await pour(chunks), { ended: 0, read: whole });
  });

  it("ends a longer one as soon as it is too long, once, and reads no further", async () => {
    const { ended, read } = await pour(["a\u00002345", "6789x", "y".repeat(99), "\0b\0"]);
    assert.equal(ended, 1);
    assert.ok(!read.includes("b"), read);
  });

  it("sees a message that ends in the chunk in which it grows too long", async () => {
    assert.equal((await pour([`${"x".repeat(11)}\0`])).ended, 1);
  });

  it("counts bytes, not characters", async () => {
    assert.equal((await pour(["€€€€\0"])).ended, 1);
  });
});
