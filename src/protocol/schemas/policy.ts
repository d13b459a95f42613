import * as Type from "typebox";
import { effectSchema } from "./permission";

/** What becomes of a call: it is carried out, a person is asked first, or it is refused. */
export const policyActionSchema = Type.Enum(["allow", "ask", "deny"]);

/** What becomes of the calls that no rule is about, by effect. */
const defaultsSchema = Type.Object(
  Object.fromEntries(
    effectSchema.enum.map((effect) => [effect, Type.Optional(policyActionSchema)]),
  ) as Record<(typeof effectSchema.enum)[number], Type.TOptional<typeof policyActionSchema>>,
  {
    additionalProperties: false,
    description: "What becomes of the calls that no rule is about, by what they touch.",
  },
);

/** A rule is about the calls that have all it names. */
export const policyRuleSchema = Type.Object(
  {
    tool: Type.Optional(
      Type.String({ minLength: 1, maxLength: 64, description: "A tool's name: write_file." }),
    ),
    effect: Type.Optional(effectSchema),
    path: Type.Optional(
      Type.String({
        ...{ minLength: 1, maxLength: 256 },
        description: "A glob for the files a call is about: src/**, **/*.key.",
      }),
    ),
    host: Type.Optional(
      Type.String({
        ...{ minLength: 1, maxLength: 253 },
        description:
          "The host that something is sent to: example.com, *.example.com, 10.0.0.2:8080, or * for any.",
      }),
    ),
    action: policyActionSchema,
  },
  { additionalProperties: false },
);

const rulesSchema = Type.Array(policyRuleSchema, {
  maxItems: 500,
  description: "Of several rules about a call the strictest counts: deny, then ask, then allow.",
});

/** A file of a policy. */
export const policyFileSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    defaults: Type.Optional(defaultsSchema),
    rules: Type.Optional(rulesSchema),
  },
  {
    additionalProperties: false,
    title: "Mockloop policy",
    description: "What models may do: allow, ask, or deny.",
  },
);

/** One policy of several that count together. */
export const policyLayerSchema = Type.Object({
  /** Whose it is, for people: "this machine", "the workspace". */
  name: Type.String(),
  defaults: Type.Optional(defaultsSchema),
  rules: Type.Optional(rulesSchema),
});
