import type { Shape } from "../base/schema";
import type {
  effectSchema,
  permissionAnswerSchema,
  permissionAskSchema,
  permissionQuestionSchema,
  permissionReplySchema,
} from "./schemas/permission";

export type Effect = Shape<typeof effectSchema>;
export type PermissionQuestion = Shape<typeof permissionQuestionSchema>;
export type PermissionAnswer = Shape<typeof permissionAnswerSchema>;
/** Engine process → front end. */
export type PermissionAsk = Shape<typeof permissionAskSchema>;
/** Front end → engine process. */
export type PermissionReply = Shape<typeof permissionReplySchema>;
