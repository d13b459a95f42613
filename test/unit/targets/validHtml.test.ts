import assert from "node:assert/strict";
import { HtmlValidate } from "html-validate";
import { createDesign } from "../../../src/design/createDesign";
import { createDraft } from "../../../src/design/draft/createDraft";
import { settleType } from "../../../src/design/draft/settleType";
import { layoutTree } from "../../../src/design/layout/layoutTree";
import { tidyTree } from "../../../src/design/layout/tidyTree";
import type { Inspection } from "../../../src/inspect/inspection";
import { writeCode } from "../../../src/targets/html/writeCode";
import { landing, signIn, tableOf } from "../design/goldenPages";

function htmlOf(inspection: Inspection): string {
  const settled = settleType(createDraft(inspection));
  const tree = layoutTree(settled.draft);
  return writeCode(createDesign(settled, tree && tidyTree(tree)), {
    stylesheetPath: "styles.css",
    assetPath: ({ id }) => `assets/${id}.png`,
  }).html;
}

const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:recommended"],
  // As prettier writes it.
  rules: { "doctype-style": ["error", { style: "lowercase" }] },
});

describe("the HTML of pages", () => {
  const pages = { signIn, landing, table: tableOf(130), "table in columns": tableOf(190) };
  for (const [name, inspection] of Object.entries(pages))
    it(`is valid: ${name}`, async () => {
      const report = await validator.validateString(htmlOf(inspection));
      const messages = report.results.flatMap((result) => result.messages);
      assert.deepEqual(
        messages.map(({ ruleId, message, line }) => `${line} ${ruleId}: ${message}`),
        [],
      );
    });

  it("is refused where it is not valid", async () => {
    const report = await validator.validateString("<!doctype html><p><div></div></p>");
    assert.equal(report.valid, false);
  });
});
