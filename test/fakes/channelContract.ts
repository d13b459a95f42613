import * as Type from "typebox";

/** What a test and {@link import("./channelChild")} say to each other. */
export const testContract = {
  child: {
    requests: {
      /** Says `count` times where it is, then how many it was. */
      count: {
        params: Type.Object({ count: Type.Number() }),
        progress: Type.Number(),
        result: Type.Number(),
      },
      /** Answers with the bytes' sum. */
      sum: { params: Type.Object({ bytes: Type.Unsafe<Uint8Array>({}) }), result: Type.Number() },
      /** Does something wrong, or nothing. */
      misbehave: {
        params: Type.Object({
          how: Type.Enum(["throw", "mumble", "crash", "speakAndCrash", "wait", "deaf", "ask"]),
        }),
        progress: Type.Number(),
        result: Type.String(),
      },
    },
    notifications: { say: Type.String() },
  },
  parent: {
    requests: { double: { params: Type.Number(), result: Type.Number() } },
    notifications: { heard: Type.String() },
  },
};
