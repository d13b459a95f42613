import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { newMcpJournal, pruneMcpJournals } from "../../../../src/app/mcp/mcpJournals";
import { RunArchive } from "../../../../src/run/journal/runArchive";
import { useTempFolder } from "../../../fakes/tempFolder";

describe("the journals of MCP servers", () => {
  const temp = useTempFolder();
  const env = (): NodeJS.ProcessEnv => ({ MOCKLOOP_CONFIG: temp() });
  const at = (second: number): string => newMcpJournal(env(), new Date(second * 1000), 7);

  it("are kept up to the newest 200, those of servers at work and what is no journal besides", async () => {
    const atWork = await RunArchive.create(at(0));
    for (let second = 1; second <= 203; second++)
      await (await RunArchive.create(at(second))).close();
    const foreign = join(temp(), "mcp", "0000-notes");
    mkdirSync(foreign);
    writeFileSync(join(foreign, "todo.txt"), "mine");
    await pruneMcpJournals(env());
    await atWork.close();
    assert.ok(existsSync(at(0)), "at work");
    assert.ok(existsSync(join(foreign, "todo.txt")), "none of Mockloop's");
    assert.ok(!existsSync(at(3)));
    assert.ok(existsSync(at(4)));
    assert.equal(readdirSync(join(temp(), "mcp")).length, 202);
  });
});
