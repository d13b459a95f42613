import assert from "node:assert/strict";
import { parseModelRef } from "../../../../src/protocol/modelRef";
import type { ListedServer, SeenServer } from "../../../../src/protocol/schemas/questions/servers";
import { describeServer, suggestName } from "../../../../src/vscode/servers/serverItems";

const listed = (model = "", consent: ListedServer["consent"] = "own"): ListedServer => ({
  ...{ host: "box:8080", consent },
  server: { name: "box", url: "http://box:8080/v1", model },
});
const seen: Extract<SeenServer, { type: "seen" }> = {
  ...{ type: "seen", family: "vllm", title: "vLLM", model: "glm", models: ["glm", "other"] },
};
const tracer = parseModelRef("tracer");

describe("describeServer", () => {
  const describe = (...args: Parameters<typeof describeServer>): string =>
    describeServer(...args).description;

  it("says what it is and its state", () => {
    assert.equal(describe(listed(), undefined, tracer), "its first model · being asked…");
    assert.equal(describe(listed(), seen, tracer), "glm · vLLM · ready");
    assert.equal(describe(listed("glm"), { ...seen, vision: true }, tracer), "glm · vLLM · ready");
    assert.match(describe(listed(), { ...seen, vision: false }, tracer), /ready, no vision: works/);
    assert.match(describe(listed("gone"), seen, tracer), /not among the models that it lists/);
    const message = "box cannot be reached: nothing listens there.";
    const lost = { type: "failure", state: "unreachable", message } as const;
    const item = describeServer(listed("glm"), lost, tracer);
    assert.deepEqual([item.description, item.detail], ["glm · unreachable", message]);
    assert.match(describe(listed(), { ...lost, state: "refused" }, tracer), /cannot be used/);
  });

  it("says what becomes of pictures, and marks the one in use", () => {
    const detail = (consent: ListedServer["consent"]): string =>
      describeServer(listed("", consent), seen, parseModelRef("server:box")).detail;
    assert.match(detail("own"), /nothing leaves it/);
    assert.match(detail("allowed"), /go to box:8080, as you allowed/);
    assert.match(detail("asked"), /You are asked before pictures of mockups go to box:8080/);
    const { label } = describeServer(listed(), seen, parseModelRef("server:box"));
    assert.equal(label, "$(check) box");
    assert.equal(describeServer(listed(), seen, parseModelRef("box")).label, "$(blank) box");
  });
});

describe("suggestName", () => {
  it("takes the host's, or the program's on this machine, and none twice", () => {
    assert.equal(suggestName("https://api.z.ai/api/paas/v4", "Z.ai", []), "api.z.ai");
    assert.equal(suggestName("http://127.0.0.1:1234/v1", "LM Studio", []), "LM-Studio-1234");
    assert.equal(suggestName("http://[::1]:8080/v1", "vLLM", ["vLLM-8080"]), "vLLM-8080-2");
    assert.equal(suggestName("http://[fe80::1]:8080/v1", "vLLM", []), "fe80-1-");
  });
});
