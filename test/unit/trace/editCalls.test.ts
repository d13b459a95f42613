import assert from "node:assert/strict";
import { planFileCalls } from "../../../src/trace/editCalls";

const page = (html: string, styles: string): ReadonlyMap<string, string> =>
  new Map([
    ["styles.css", styles],
    ["index.html", html],
  ]);
const css = (...colors: readonly string[]): string =>
  colors.map((color, i) => `.c${i} {\n  color: ${color};\n}`).join("\n\n");

describe("planFileCalls", () => {
  it("writes both files when nothing is known", () => {
    const calls = planFileCalls(undefined, page("<p>", css("red")));
    assert.deepEqual(
      calls.map(({ name, args }) => [name, args["path"]]),
      [
        ["write_file", "styles.css"],
        ["write_file", "index.html"],
      ],
    );
  });

  it("edits the rules that changed, and nothing when none did", () => {
    const before = page("<p>", css("red", "blue"));
    const after = page("<p>", css("red", "green"));
    assert.deepEqual(planFileCalls(before, after), [
      {
        name: "edit_file",
        args: {
          path: "styles.css",
          old_text: ".c1 {\n  color: blue;\n}",
          new_text: ".c1 {\n  color: green;\n}",
        },
      },
    ]);
    assert.deepEqual(planFileCalls(before, before), []);
  });

  it("writes the whole stylesheet when many rules change, or some come or go", () => {
    const many = Array.from({ length: 20 }, () => "red");
    const before = page("<p>", css(...many));
    const [call] = planFileCalls(before, page("<p>", css(...many.map(() => "blue"))));
    assert.equal(call?.name, "write_file");
    const [longer] = planFileCalls(before, page("<p>", css(...many, "red")));
    assert.equal(longer?.name, "write_file");
  });

  it("deletes what is no part of the page any more, whether it was written last or may be there from before", () => {
    const card = new Map([...page("<p>", ""), ["components/Card.tsx", "card"]]);
    const deletes = [{ name: "delete_file", args: { path: "components/Card.tsx" } }];
    assert.deepEqual(planFileCalls(card, page("<p>", "")), deletes);
    const unknown = planFileCalls(undefined, page("<p>", ""), card.keys());
    assert.deepEqual(unknown.slice(0, 1), deletes);
    assert.equal(unknown.length, 3);
  });
});
