import assert from "node:assert/strict";
import { join } from "node:path";
import {
  componentsFileSchema,
  parseComponents,
} from "../../../../src/project/components/componentsFile";
import { readJsonFile } from "../../../fakes/ownProjects";

describe("a components file", () => {
  it("is refused with what is wrong with it", () => {
    const one = { name: "A", import: "./A", file: "A.tsx" };
    const file = (...components: readonly object[]): string =>
      JSON.stringify({ framework: "react", components });
    const refused: [string, RegExp][] = [
      ["{", /a\.json is no JSON/],
      [file({ ...one, role: "hero" }), /role must be one of/],
      [file({ ...one, propz: {} }), /there is no components\.0\.propz/],
      [file(one, one), /two components A/],
      [file({ ...one, file: "../A.tsx" }), /no file in the project's folder/],
      [file({ ...one, file: "/etc/passwd" }), /no file in the project's folder/],
      [file({ ...one, import: 'a";alert(1);"' }), /import/],
      [file({ ...one, import: "./A\nB" }), /import/],
      [file({ ...one, import: "./A\\B" }), /import/],
      [file({ ...one, import: "https://example.com/A.js" }), /import/],
      [file({ ...one, name: "a b" }), /name/],
      [file({ ...one, name: "A.B" }), /name/],
      ...['x={(fetch("https://example.com"),1)} y', "a\nb", "a:b", "1a", ""].map(
        (prop): [string, RegExp] => [
          file({ ...one, props: { [prop]: { type: ["primary"] } } }),
          /there is no components\.0\.props/,
        ],
      ),
    ];
    for (const [text, why] of refused) assert.throws(() => parseComponents(text, "a.json"), why);
  });

  it("may name props as attributes of data are, and folders as routers name them", () => {
    const props = {
      "data-kind": { type: "string" },
      "aria-label": { type: "string" },
      $a_1: { type: "other" },
    };
    const one = { name: "Button_v2", import: "@/app/(auth)/[id]/größe", file: "A.tsx", props };
    const text = JSON.stringify({ framework: "react", components: [one] });
    const [read] = parseComponents(text, "a.json").components;
    assert.deepEqual([read?.name, read?.import], [one.name, one.import]);
    assert.deepEqual(
      read?.props.map(({ name }) => name),
      Object.keys(props),
    );
  });

  it("has the schema that is shipped for editors", () => {
    const { $schema, ...shipped } = readJsonFile(
      join(import.meta.dirname, "../../../../media/components.schema.json"),
    ) as Record<string, unknown>;
    assert.equal($schema, "http://json-schema.org/draft-07/schema#");
    assert.deepEqual(shipped, JSON.parse(JSON.stringify(componentsFileSchema)));
  });
});
