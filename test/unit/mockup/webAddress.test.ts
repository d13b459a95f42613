import assert from "node:assert/strict";
import { nameOfWebPicture } from "../../../src/mockup/webAddress";

describe("nameOfWebPicture", () => {
  for (const [address, name] of [
    ["https://a.example/x/login@2x.png?v=3", "login@2x.png"],
    ["https://a.example/%E2%9C%93%20sign%20up.png", "sign up.png"],
    ["https://a.example/", "a.example"],
    ["https://a.example/..%2f..%2fetc.png", "etc.png"],
    ["https://a.example/%", "a.example"],
    ["https://[::1]:8080/", "-1-"],
  ] as const)
    it(`calls ${address} ${name}`, () => {
      assert.equal(nameOfWebPicture(new URL(address)), name);
    });
});
