/** What a text can be on a page. */
export const KINDS = [
  "plain",
  "heading",
  "paragraph",
  "link",
  "button",
  "label",
  "field",
  "cell",
  "item",
] as const;

export type Kind = (typeof KINDS)[number];

/** How much speaks for each kind: logarithms of odds, comparable with each other only. */
export type KindScores = Readonly<Record<Kind, number>>;

/** @param among The kinds it can be; in order of preference where they score alike. */
export function bestKind(scores: KindScores, among: readonly Kind[] = KINDS): Kind {
  return among.reduce((best, kind) => (scores[kind] > scores[best] ? kind : best));
}
