import { runNativeCheck } from "./nativeCheck";

describe("errors of the bridge", () => {
  it("turns whatever a job throws into an error with a code", () => runNativeCheck("errors"));
});
