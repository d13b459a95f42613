import { describeMismatch, matches } from "../base/schema";
import type { PolicyLayer } from "../protocol/permissionProtocol";
import { policyFileSchema } from "../protocol/schemas/policy";

/** A policy as JSON, checked whole, under the name of whose it is; else what is wrong with it, for people. */
export function parsePolicy(value: unknown, name: string): PolicyLayer | string {
  if (!matches(policyFileSchema, value)) return describeMismatch(policyFileSchema, value);
  const { defaults, rules } = value;
  return { name, ...(defaults && { defaults }), ...(rules && { rules }) };
}
