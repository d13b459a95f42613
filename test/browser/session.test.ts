import assert from "node:assert/strict";
import { createSession } from "../../src/app/session/createSession";
import { nullLogger } from "../../src/base/logger";
import { pageRequest } from "./rendererSupport";

describe("a session", function () {
  this.timeout(120_000);

  it("tells its logger of a page that was not drawn", async () => {
    const told: string[] = [];
    const session = createSession({
      logger: { ...nullLogger, info: (message) => told.push(message) },
    });
    try {
      const outcome = await session.renderer.render(pageRequest("<script>for (;;);</script>"));
      assert.equal(outcome.ok, false);
      assert.match(told.join("\n"), /A page was not drawn: hung/);
    } finally {
      await session.dispose();
    }
  });
});
