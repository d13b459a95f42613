import assert from "node:assert/strict";
import fc from "fast-check";
import { describeMismatch, matches } from "../../../src/base/schema";
import { decide } from "../../../src/policy/decide";
import { parsePolicy } from "../../../src/policy/parsePolicy";
import { fromPanelSchema, toPanelSchema } from "../../../src/protocol/panelMessages";
import { policyFileSchema } from "../../../src/protocol/schemas/policy";
import { fuzzTarget, type FuzzTarget } from "./fuzzTarget";
import { nearlySchemaValue } from "./schemaValue";

/** Words about what is wrong are for people: so many characters at most. */
const MOST_WORDS = 1_000;

/** Messages of the panel in both directions: each is what it should be, or it is said in short why it is not. */
export const panelTarget: FuzzTarget = fuzzTarget(
  "panel messages",
  fc.oneof(nearlySchemaValue(fromPanelSchema), nearlySchemaValue(toPanelSchema), fc.anything()),
  (value) => {
    for (const schema of [fromPanelSchema, toPanelSchema]) {
      const isOne = matches(schema, value);
      const words = describeMismatch(schema, value);
      assert.equal(words === "", isOne, words);
      assert.ok(words.length <= MOST_WORDS, `${words.length} characters`);
    }
  },
);

const glob = fc
  .array(
    fc.constantFrom(
      "*",
      "**",
      "/",
      "a",
      "b",
      "?",
      "[",
      "]",
      "!",
      "{",
      "}",
      ",",
      "\\",
      "(",
      "|",
      ")",
      "+",
      "@",
      "1..9",
      "é",
    ),
    {
      maxLength: 24,
    },
  )
  .map((parts) => parts.join(""));
const path = fc
  .array(fc.constantFrom("a", "b", "/", ".", "aaaaaaaaaa", "\\", "..", "é"), { maxLength: 16 })
  .map((parts) => parts.join(""));
const rule = fc.record({ path: glob, action: fc.constantFrom("allow", "ask", "deny") });

/** Policies: each is understood whole or refused in short, and what is understood decides, strictly, every call. */
export const policyTarget: FuzzTarget = fuzzTarget(
  "policy file",
  fc.record({
    value: fc.oneof(
      nearlySchemaValue(policyFileSchema),
      fc.record({ rules: fc.array(rule, { maxLength: 4 }) }),
      fc.anything(),
    ),
    path,
  }),
  ({ value, path: asked }) => {
    const policy = parsePolicy(value, "fuzz");
    if (typeof policy === "string") {
      assert.ok(policy.length > 0 && policy.length <= MOST_WORDS, `${policy.length} characters`);
      return;
    }
    const call = { tool: "write_file", effect: "write-run", paths: [{ path: asked }] } as const;
    const { action } = decide([policy], call);
    assert.match(action, /^(allow|ask|deny)$/);
    const stricter = { ...policy, rules: [...(policy.rules ?? []), { action: "deny" as const }] };
    assert.equal(decide([stricter], call).action, "deny");
  },
);
