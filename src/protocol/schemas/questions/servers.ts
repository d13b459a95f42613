import * as Type from "typebox";
import { unknownOr, type Shape } from "../../../base/schema";
import { examinedPartSchema } from "../models";
import { savedServerSchema, serverFamilySchema } from "../savedServer";

/**
 * Questions about models behind servers, which the engine process answers: it alone speaks to servers. No mockup is sent by any of them, and
 * no key stands in them, only where one is. Plain JSON.
 */
export const serverQuestionSchema = Type.Union([
  /** What is saved, and which hosts may see mockups. Asks no server. */
  Type.Object({ type: Type.Literal("list-servers") }),
  /** What a server says of itself, without its model being made to answer; it need not be saved. */
  Type.Object({ type: Type.Literal("look-at-server"), server: savedServerSchema }),
  /** Tries out with small requests what will work with a server's model. */
  Type.Object({ type: Type.Literal("try-server"), server: savedServerSchema }),
  /** Looks for the usual programs on their usual ports of this machine. */
  Type.Object({ type: Type.Literal("find-servers") }),
  Type.Object({ type: Type.Literal("save-server"), server: savedServerSchema }),
  Type.Object({ type: Type.Literal("remove-server"), name: Type.String() }),
  /** Has people asked again before pictures go to a host. */
  Type.Object({ type: Type.Literal("forget-host"), host: Type.String() }),
]);
export type ServerQuestion = Shape<typeof serverQuestionSchema>;

const listedServerSchema = Type.Object({
  server: savedServerSchema,
  /** As a person is asked for it: "api.z.ai", "10.0.0.2:8080". */
  host: Type.String(),
  /** "own": this machine, so that nothing leaves it; "allowed": nobody is asked any more; "asked": a person is. */
  consent: Type.Enum(["own", "allowed", "asked"]),
});
/** A saved server, and what becomes of pictures for it. */
export type ListedServer = Shape<typeof listedServerSchema>;

const seenServerSchema = Type.Union([
  Type.Object({
    type: Type.Literal("seen"),
    family: serverFamilySchema,
    /** The family's name for people: "llama-server". */
    title: Type.String(),
    /** The model that a run would use; "": the server lists none, and none was named. */
    model: Type.String(),
    /** All that it lists. */
    models: Type.Array(Type.String()),
    contextTokens: unknownOr(Type.Number()),
    /** Whether the model is shown pictures, as the server says or as it was found out before; undefined: nobody knows. */
    vision: unknownOr(Type.Boolean()),
  }),
  Type.Object({
    type: Type.Literal("failure"),
    /** "unreachable": there is nothing that answers, or not yet; "refused": the key is not taken or not there, or it is no model server. */
    state: Type.Enum(["unreachable", "refused"]),
    /** A sentence for people. */
    message: Type.String(),
  }),
]);
/** What looking at a server came to. */
export type SeenServer = Shape<typeof seenServerSchema>;

const foundServerSchema = Type.Object({
  /** The API's address: "http://127.0.0.1:8080/v1". */
  url: Type.String(),
  title: Type.String(),
  models: Type.Array(Type.String()),
});
/** A server that was found on this machine. */
export type FoundServer = Shape<typeof foundServerSchema>;

/** The answer to a question has its type. */
export const serverAnswerSchema = Type.Union([
  Type.Object({
    type: Type.Literal("list-servers"),
    /** The file that they are kept in. */
    path: Type.String(),
    servers: Type.Array(listedServerSchema),
    allowedHosts: Type.Array(Type.String()),
  }),
  Type.Object({ type: Type.Literal("look-at-server"), seen: seenServerSchema }),
  Type.Object({ type: Type.Literal("try-server"), parts: Type.Array(examinedPartSchema) }),
  Type.Object({
    type: Type.Literal("find-servers"),
    servers: Type.Array(foundServerSchema),
    /** What was looked for, for people: "llama-server (port 8080)". */
    places: Type.Array(Type.String()),
  }),
  Type.Object({ type: Type.Literal("save-server") }),
  Type.Object({ type: Type.Literal("remove-server") }),
  Type.Object({ type: Type.Literal("forget-host") }),
]);
export type ServerAnswer = Shape<typeof serverAnswerSchema>;
