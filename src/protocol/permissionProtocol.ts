import type { Shape } from "../base/schema";
import type {
  effectSchema,
  permissionAnswerSchema,
  permissionAskSchema,
  permissionQuestionSchema,
} from "./schemas/permission";

export type Effect = Shape<typeof effectSchema>;
export type PermissionQuestion = Shape<typeof permissionQuestionSchema>;
export type PermissionAnswer = Shape<typeof permissionAnswerSchema>;
export type PermissionAsk = Shape<typeof permissionAskSchema>;
