import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { readSteering } from "../../../../src/cli/input/readSteering";
import { Inbox } from "../../../../src/converge/inbox";

describe("readSteering", () => {
  /** What is posted and warned of until the input has ended. */
  async function read(text: string) {
    const [input, inbox, warned]: [PassThrough, Inbox, string[]] = [
      new PassThrough(),
      new Inbox(),
      [],
    ];
    const stop = readSteering(input, inbox, (words) => void warned.push(words));
    input.end(text);
    await new Promise((resolve) => input.once("close", resolve));
    await new Promise(setImmediate);
    stop();
    return { messages: inbox.take().map(({ type }) => type), warned };
  }

  it("posts every line in order, and warns of one that says nothing", async () => {
    const { messages, warned } = await read("Use a nav.\n/nonsense\n\n/more 2\n/stop");
    assert.deepEqual(messages, ["say", "more", "stop"]);
    assert.equal(warned.length, 1);
    assert.match(warned[0] ?? "", /nonsense/);
  });

  it("lets a paused run go on when nobody can say so any more", async () => {
    assert.deepEqual((await read("/pause\n")).messages, ["pause", "go-on"]);
    assert.deepEqual((await read("/pause\n/go\n")).messages, ["pause", "go-on"]);
  });

  it("posts nothing after its end", async () => {
    const [input, inbox] = [new PassThrough(), new Inbox()];
    readSteering(input, inbox, () => undefined)();
    input.end("/stop\n");
    await new Promise(setImmediate);
    assert.deepEqual(inbox.take(), []);
  });
});
