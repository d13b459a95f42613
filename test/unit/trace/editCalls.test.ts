import assert from "node:assert/strict";
import { planFileCalls } from "../../../src/trace/editCalls";

const PATHS = { html: "index.html", css: "styles.css" };
const css = (...colors: readonly string[]): string =>
  colors.map((color, i) => `.c${i} {\n  color: ${color};\n}`).join("\n\n");

describe("planFileCalls", () => {
  it("writes both files when nothing is known", () => {
    const calls = planFileCalls(undefined, { html: "<p>", css: css("red") }, PATHS);
    assert.deepEqual(
      calls.map(({ name, args }) => [name, args["path"]]),
      [
        ["write_file", "styles.css"],
        ["write_file", "index.html"],
      ],
    );
  });

  it("edits the rules that changed, and nothing when none did", () => {
    const before = { html: "<p>", css: css("red", "blue") };
    const after = { html: "<p>", css: css("red", "green") };
    assert.deepEqual(planFileCalls(before, after, PATHS), [
      {
        name: "edit_file",
        args: {
          path: "styles.css",
          old_text: ".c1 {\n  color: blue;\n}",
          new_text: ".c1 {\n  color: green;\n}",
        },
      },
    ]);
    assert.deepEqual(planFileCalls(before, before, PATHS), []);
  });

  it("writes the whole stylesheet when many rules change, or some come or go", () => {
    const many = Array.from({ length: 20 }, () => "red");
    const before = { html: "<p>", css: css(...many) };
    const [call] = planFileCalls(
      before,
      { html: "<p>", css: css(...many.map(() => "blue")) },
      PATHS,
    );
    assert.equal(call?.name, "write_file");
    const [longer] = planFileCalls(before, { html: "<p>", css: css(...many, "red") }, PATHS);
    assert.equal(longer?.name, "write_file");
  });
});
