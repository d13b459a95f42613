import assert from "node:assert/strict";
import { repairText } from "../../../../../src/inspect/read/mend/repairText";

describe("repairText", () => {
  for (const [read, meant] of [
    ["| agree to the Privacy Policy", "I agree to the Privacy Policy"],
    ["How can | make a button go full width?", "How can I make a button go full width?"],
    ["l'm here and |'ve seen it", "I'm here and I've seen it"],
    ["|tem one", "Item one"],
    ["$20:60", "$20.60"],
    ["##36b9cc", "#36b9cc"],
    ["f#1cc88a", "#1cc88a"],
    ["« Item of a list", "• Item of a list"],
    ["(C) 2024 Example", "© 2024 Example"],
    ["paper notes since |", "paper notes since I"],
    ["open on Friday. | have kept it", "open on Friday. I have kept it"],
    ["Caption, #alalaa on #OO2Iff", "Caption, #a1a1aa on #0021ff"],
    ["say ''yes''", 'say "yes"'],
  ] as const)
    it(`makes "${read}" "${meant}"`, () => assert.equal(repairText(read), meant));

  for (const right of [
    "Home | About | Contact",
    "features | pricing",
    "12:30",
    "Prices |",
    "#foolio",
    "#lol",
    "#36b9cc",
    "effaced",
    "C0FFEE",
    "Terms & Conditions",
    "All 123 items (C)",
    "£x.99 / per user",
  ])
    it(`leaves "${right}" as it is`, () => assert.equal(repairText(right), right));
});
