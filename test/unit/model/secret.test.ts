import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { format, inspect } from "node:util";
import { Secret } from "../../../src/model/secret";

const KEY = "sk-0123456789";

/** The files that may take a secret's value, each because it hands it to what it is for. */
const REVEALING: readonly string[] = [
  // Puts a key into the header of a request, and strikes it out where a server repeats it.
  "src/model/openai/wire/serverClient.ts",
  "src/model/secret.ts",
];

describe("a secret", () => {
  const secret = new Secret(KEY);

  it("comes out in one way only", () => {
    const error = new Error(`It was refused: ${String(secret)}`, { cause: { secret } });
    const shown = [
      ...[
        String(secret),
        [secret, secret].join(""),
        JSON.stringify({ secret }),
        format("%s", secret),
      ],
      ...[format("%o %j", secret, secret), inspect({ secret }, { showHidden: true, depth: 9 })],
      ...[JSON.stringify({ ...secret }), JSON.stringify(Object.entries(secret)), inspect(error)],
      ...[inspect(secret, { customInspect: false, showHidden: true }), error.stack ?? ""],
      ...[Object.getOwnPropertyNames(secret).join(), [secret].join(), `${error.message}`],
    ];
    for (const text of shown) assert.ok(!text.includes(KEY), text);
    assert.equal(JSON.stringify({ secret }), '{"secret":"[secret]"}');
    assert.deepEqual(Object.values(structuredClone({ ...secret })), []);
    assert.equal(secret.reveal(), KEY);
  });

  it("is taken out by the files that say why", () => {
    const root = resolve(import.meta.dirname, "../../..");
    const files = readdirSync(join(root, "src"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    assert.ok(files.length > 300);
    const revealing = files.filter((path) => /\breveal\(\)/.test(readFileSync(path, "utf8")));
    assert.deepEqual(
      revealing.map((path) => relative(root, path).replaceAll("\\", "/")).sort(),
      REVEALING,
    );
  });
});
