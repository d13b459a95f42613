import assert from "node:assert/strict";
import { DraftStream } from "../../../../src/run/lines/draftStream";

describe("a file that is being written", () => {
  let time = 0;
  let stream: DraftStream;
  beforeEach(() => {
    time = 0;
    stream = new DraftStream(() => time);
  });
  const take = (delta: string, name = "") => {
    time += 1000;
    return stream.take({ type: "toolCallDelta", index: 0, name, argumentsDelta: delta });
  };
  const content = (text: string): string => JSON.stringify(text).slice(1, -1);

  it("shows as far as it is written, as it will be", () => {
    assert.equal(take("{", "write_file"), undefined);
    assert.equal(take('"path":"a.html"'), undefined);
    assert.deepEqual(take(`,"content":"${content('<p class="x">')}`), {
      path: "a.html",
      tail: '<p class="x">',
    });
    assert.deepEqual(take(`${content("\n\tHé ")}\\u00e9`)?.tail, '<p class="x">\n\tHé é');
    assert.equal(take('","encoding":"x"}')?.tail, '<p class="x">\n\tHé é', "not what follows it");
  });

  it("shows the end of a long one, and never half an escape", () => {
    take('{"path":"a.css","content":"', "write_file");
    let shown: string | undefined;
    for (let line = 0; line < 2000; line++)
      shown = take(content(`.rule-${line} { content: "é\\n"; }\n`))?.tail;
    assert.ok(shown && shown.length <= 1500);
    assert.ok(
      shown.endsWith('.rule-1999 { content: "é\\n"; }\n'),
      JSON.stringify(shown.slice(-60)),
    );
    // An escape may be cut between two deltas.
    take("\\");
    assert.ok(!take("n")?.tail.endsWith("\\n"));
  });

  it("is told a few times a second at most, and of no other tool's call", () => {
    stream.take({
      ...{ type: "toolCallDelta", index: 0, name: "write_file" },
      argumentsDelta: '{"path":"a.html","content":"x',
    });
    const soon = { type: "toolCallDelta", index: 0, name: "", argumentsDelta: "y" } as const;
    assert.equal(stream.take(soon), undefined);
    assert.equal(take("z")?.tail, "xyz");
    assert.equal(take('{"path":"a.html","content":"x', "edit_file"), undefined);
    assert.equal(take("y"), undefined);
  });
});
