import type { Draft } from "../draft/draft";
import type { FoundChoice } from "./controls/findChoices";
import { findChoices } from "./controls/findChoices";
import type { FoundField } from "./controls/findFields";
import { findFields } from "./controls/findFields";
import type { FoundTable } from "./tables/foundTable";
import { findTables } from "./tables/findTables";
import type { Kind } from "./texts/kinds";
import { readTexts } from "./texts/readTexts";
import type { Scene } from "./scene";
import { describeScene } from "./scene";

/** What the parts of a page are, by the ids of what was measured. */
export interface PageMeanings {
  readonly scene: Scene;
  readonly tables: readonly FoundTable[];
  /** By the id of the text. */
  readonly kinds: ReadonlyMap<string, Kind>;
  /** By the id of the box. */
  readonly fields: ReadonlyMap<string, FoundField>;
  /** By the id of the box or picture that is the mark. */
  readonly choices: ReadonlyMap<string, FoundChoice>;
}

export function readMeanings(draft: Draft): PageMeanings {
  const scene = describeScene(draft);
  const tables = findTables(scene);
  const kinds = new Map(readTexts(scene, tables));
  const fields = findFields(scene, kinds, tables);
  for (const { text, label } of fields) {
    if (text) kinds.set(text, "field");
    if (label) kinds.set(label, "label");
  }
  const choices = findChoices(scene, kinds);
  for (const { label } of choices) kinds.set(label, "label");
  return {
    scene,
    tables,
    kinds: new Map([...kinds].map(([text, kind]) => [text.block.id, kind])),
    fields: new Map(fields.map((field) => [field.box.box.id, field])),
    choices: new Map(choices.map((choice) => [choice.markId, choice])),
  };
}
