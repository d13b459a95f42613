import assert from "node:assert/strict";
import stylelint from "stylelint";
import { understandPage } from "../../../src/design/understandPage";
import { writeCode } from "../../../src/targets/html/writeCode";
import { landing, signIn, tableOf } from "../design/goldenPages";

async function lint(code: string): Promise<string[]> {
  const { results } = await stylelint.lint({
    quietDeprecationWarnings: true,
    code,
    config: { extends: "stylelint-config-standard" },
  });
  return results.flatMap(({ warnings }) =>
    warnings.map(({ line, rule, text }) => `${line} ${rule}: ${text}`),
  );
}

describe("the styles of pages", function () {
  this.timeout(20_000);
  const pages = { signIn, landing, table: tableOf(130), "table in columns": tableOf(190) };
  for (const [name, inspection] of Object.entries(pages))
    it(`are as stylelint's standard wants them: ${name}`, async () => {
      const { css } = writeCode(understandPage(inspection), {
        stylesheetPath: "styles.css",
        assetPath: ({ id }) => `assets/${id}.png`,
      });
      assert.deepEqual(await lint(css), []);
    });

  it("are refused where they are not", async () => {
    assert.notDeepEqual(await lint(".some--Thing { color: #ffffff }"), []);
  });
});
