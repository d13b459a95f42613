import type { Shape } from "../base/schema";
import type {
  effectSchema,
  keptAnswerSchema,
  permissionAnswerSchema,
  permissionAskSchema,
  permissionQuestionSchema,
  scopeSchema,
} from "./schemas/permission";
import type { policyActionSchema, policyLayerSchema, policyRuleSchema } from "./schemas/policy";

export type Effect = Shape<typeof effectSchema>;
export type Scope = Shape<typeof scopeSchema>;
export type PermissionQuestion = Shape<typeof permissionQuestionSchema>;
export type PermissionAnswer = Shape<typeof permissionAnswerSchema>;
export type PermissionAsk = Shape<typeof permissionAskSchema>;
export type KeptAnswer = Shape<typeof keptAnswerSchema>;
export type PolicyAction = Shape<typeof policyActionSchema>;
export type PolicyRule = Shape<typeof policyRuleSchema>;
export type PolicyLayer = Shape<typeof policyLayerSchema>;
