import type { FoundTable } from "../tables/foundTable";
import type { Kind } from "./kinds";
import { bestKind, KINDS } from "./kinds";
import type { Scene, SceneText } from "../scene";
import type { WeightTable } from "./scoreKinds";
import { scoreKinds } from "./scoreKinds";
import type { Signs } from "./signs";
import { isAlike, isUnder, signsOf } from "./signs";
import { centerY } from "../scene";

/** The signs of all texts, those of the tables they are in among them. */
export function sceneSigns(
  scene: Scene,
  tables: readonly FoundTable[],
): ReadonlyMap<SceneText, Signs> {
  const inTables = new Map<SceneText, string[]>();
  for (const { rows, kind, hasHeader } of tables)
    rows.forEach(({ cells }, r) =>
      cells.forEach((cell, c) => {
        for (const text of cell)
          if (kind === "pairs") inTables.set(text, [`in pairs, column ${Math.min(c + 1, 3)}`]);
          else
            inTables.set(text, [
              "in a table",
              ...(hasHeader && r === 0 ? ["in a table's head"] : []),
            ]);
      }),
    );
  return new Map(
    scene.texts.map((text) => [
      text,
      new Set([...signsOf(text, scene), ...(inTables.get(text) ?? [])]),
    ]),
  );
}

/** What each text is. Texts that look alike in a row or column say it together. */
export function readTexts(
  scene: Scene,
  tables: readonly FoundTable[],
  weights?: WeightTable,
): ReadonlyMap<SceneText, Kind> {
  const signs = sceneSigns(scene, tables);
  const own = new Map(
    scene.texts.map((text) => [text, scoreKinds(signs.get(text) ?? new Set(), weights)]),
  );
  const kinds = new Map(
    scene.texts.map((text) => {
      const peers = scene.texts.filter((other) => other === text || arePeers(text, other));
      const shared = Object.fromEntries(
        KINDS.map((kind) => [
          kind,
          peers.reduce((sum, peer) => sum + (own.get(peer)?.[kind] ?? 0), 0) / peers.length,
        ]),
      ) as Record<Kind, number>;
      return [text, bestKind(shared, kindsOf(text, signs.get(text) ?? new Set()))] as const;
    }),
  );
  for (const text of scene.texts)
    if (kinds.get(text) === "button" && isBare(text) && standsByLinks(text, kinds))
      kinds.set(text, "link");
  return kinds;
}

/** The only numbers that lead somewhere. */
const PAGE_NUMBER = /^\d{1,2}$/u;

/** What a text can be: a figure heads nothing and asks for nothing; a box that says what to do asks for being pressed. */
function kindsOf({ text }: SceneText, signs: Signs): readonly Kind[] {
  const ruledOut = PAGE_NUMBER.test(text.trim()) ? /^heading$/ : /^(heading|link|button)$/;
  if (signs.has("numeric")) return KINDS.filter((kind) => !ruledOut.test(kind));
  const says = signs.has("says an action") || signs.has("says a link");
  const isHigh = CONTROL_HEIGHTS.some((sign) => signs.has(sign));
  const isPressed = says && isHigh && CONTROL.every((sign) => signs.has(sign));
  return isPressed ? ["button", "link"] : KINDS;
}

/** How the box of a control lies around its words. */
const CONTROL = ["home: holds it alone", "home: centres it", "home: rounded"];
const CONTROL_HEIGHTS = ["home: 24–30 high", "home: 31–64 high"];

/** Whether no box of its own is around it. */
function isBare({ homes, block }: SceneText): boolean {
  const home = homes[homes.length - 1];
  return !home || home.texts.length > 1 || home.rect.height > 4.5 * block.style.sizePx;
}

/** Whether a link without a box stands in its line: what stands side by side there leads somewhere, too. */
function standsByLinks(text: SceneText, kinds: ReadonlyMap<SceneText, Kind>): boolean {
  return [...kinds].some(
    ([other, kind]) =>
      kind === "link" &&
      isBare(other) &&
      other.homes[other.homes.length - 1] === text.homes[text.homes.length - 1] &&
      Math.abs(centerY(other.ink) - centerY(text.ink)) < 0.3 * text.block.style.sizePx,
  );
}

/** Texts of one look in a row or column, in boxes of one size where they are in small ones. */
function arePeers(a: SceneText, b: SceneText): boolean {
  if (!isAlike(a, b)) return false;
  const inRow = Math.abs(centerY(a.ink) - centerY(b.ink)) < 3;
  if (!inRow && !isUnder(a.ink, b.ink)) return false;
  const [first, second] = [a, b].map(({ homes }) => homes[homes.length - 1]);
  if (!first || !second) return first === second;
  return first === second || Math.abs(first.rect.height - second.rect.height) < 3;
}
