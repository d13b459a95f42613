import { channelDistance } from "../../../base/color";
import type { Rect } from "../../../base/geometry";
import { bottom, contains, right } from "../../../base/geometry";
import type { Picture } from "../../../inspect/inspection";
import type { FoundTable } from "../tables/foundTable";
import type { Kind } from "../texts/kinds";
import type { Scene, SceneBox, SceneText } from "../scene";
import { centerY, contrastOf, fillColor, saturation } from "../scene";
import { looksLikeField } from "../texts/signs";
import { WORDS } from "../texts/words";

/** A box to type in or choose from. */
export interface FoundField {
  readonly box: SceneBox;
  readonly control: "input" | "select" | "textarea";
  /** What stands in it; undefined when it is empty. */
  readonly text: SceneText | undefined;
  /** Whether its text is paler than most of the page's: it asks for words, nobody typed it. */
  readonly isMuted: boolean;
  /** What says beside or above it what it is for. */
  readonly label: SceneText | undefined;
  /** Signs drawn in it: a magnifier, a chevron. */
  readonly icons: readonly Picture[];
}

/** What speaks for a field, and how loudly; a box whose signs add up to more than 0 is one. */
const WEIGHTS = {
  always: -2.2,
  textIsField: 3.4,
  textIsOther: -2.4,
  textIsPlain: -0.6,
  inTable: -5,
  labelAbove: 2,
  labelBeside: 1.6,
  saysWhatIsAsked: 1,
  bordered: 0.7,
  usualHeight: 0.6,
  siblings: 0.9,
  searchIcon: 1.6,
  signInMiddle: -4,
  filledGrey: -0.8,
  veryWide: -0.7,
  high: -0.9,
} as const;

type Sign = keyof typeof WEIGHTS;

/** Below this height (CSS px) an input, above it a textarea. */
const MAX_INPUT_HEIGHT_PX = 76;

/** What asks for words has less than this share of the contrast that most text has. */
const MUTED_SHARE = 0.7;

export function findFields(
  scene: Scene,
  kinds: ReadonlyMap<SceneText, Kind>,
  tables: readonly FoundTable[],
): FoundField[] {
  const candidates = scene.boxes.filter(
    (box) => looksLikeField(box, scene) && !holdsBoxes(box, scene) && !isHeadOfCard(box, scene),
  );
  const labels = chooseLabels(candidates, scene, kinds);
  return candidates
    .map((box) => ({ box, label: labels.get(box), icons: iconsIn(box, scene) }))
    .filter((found) => {
      const inTable = tables.some(({ rect }) => contains(rect, found.box.rect, 24));
      return fieldScore(found, candidates, kinds, inTable) > 0;
    })
    .map(({ box, label, icons }) => ({
      box,
      label,
      icons,
      text: box.texts[0],
      isMuted: !!box.texts[0] && contrastOf(box.texts[0]) < MUTED_SHARE * scene.bodyContrast,
      control: controlOf(box, icons),
    }));
}

function holdsBoxes(box: SceneBox, scene: Scene): boolean {
  return scene.boxes.some(
    (other) =>
      other !== box &&
      other.rect.height > 12 &&
      contains(box.rect, other.rect, 0) &&
      other.texts.length > 0,
  );
}

function fieldScore(
  { box: { rect, box, texts }, label, icons }: Pick<FoundField, "box" | "label" | "icons">,
  candidates: readonly SceneBox[],
  kinds: ReadonlyMap<SceneText, Kind>,
  inTable: boolean,
): number {
  const [text] = texts;
  const kind = text && kinds.get(text);
  const above = !!label && bottom(label.ink) <= rect.y + 2;
  const alike = candidates.filter(
    (other) =>
      other.box !== box &&
      Math.abs(other.rect.height - rect.height) < 3 &&
      channelDistance(fillColor(other.box), fillColor(box)) < 12 &&
      !!other.box.border === !!box.border,
  );
  const signs: Record<Sign, boolean> = {
    always: true,
    textIsField: kind === "field",
    textIsOther: !!kind && kind !== "field" && kind !== "plain",
    textIsPlain: kind === "plain",
    inTable,
    labelAbove: above,
    labelBeside: !!label && !above,
    saysWhatIsAsked: WORDS.asked.test(`${label?.text ?? ""} ${text?.text ?? ""}`.toLowerCase()),
    bordered: !!box.border,
    usualHeight: rect.height >= 27 && rect.height <= 60,
    siblings: alike.length > 0,
    searchIcon: icons.length > 0 && rect.height <= 60,
    signInMiddle: !text && icons.some((icon) => isInMiddle(icon.box, rect)),
    filledGrey: !box.border && saturation(fillColor(box)) < 12 && Math.min(...fillColor(box)) < 245,
    veryWide: rect.width > 700,
    high: rect.height > MAX_INPUT_HEIGHT_PX && !label,
  };
  return (Object.keys(WEIGHTS) as Sign[]).reduce(
    (sum, sign) => sum + (signs[sign] ? WEIGHTS[sign] : 0),
    0,
  );
}

/** Whether it is as wide as the box it lies in and at its top: a bar over a card, a head over a column. */
function isHeadOfCard({ rect }: SceneBox, scene: Scene): boolean {
  return scene.boxes.some(
    (other) =>
      other.rect.height > 1.5 * rect.height &&
      contains(other.rect, rect, 1.5) &&
      Math.abs(other.rect.width - rect.width) < 5 &&
      Math.abs(other.rect.y - rect.y) < 5,
  );
}

/** Each text labels the field nearest to it, each field has one label: the one above before the one beside it. */
function chooseLabels(
  fields: readonly SceneBox[],
  scene: Scene,
  kinds: ReadonlyMap<SceneText, Kind>,
): ReadonlyMap<SceneBox, SceneText> {
  const pairs = fields.flatMap((field) =>
    scene.texts
      .filter((text) => canLabel(kinds.get(text)) && !contains(field.rect, text.ink, 1))
      .flatMap((text) => {
        const distance = labelDistance(text, field.rect);
        const bonus = kinds.get(text) === "label" ? 12 : 0;
        return distance === undefined ? [] : [{ field, text, cost: distance - bonus }];
      }),
  );
  const labels = new Map<SceneBox, SceneText>();
  const used = new Set<SceneText>();
  for (const { field, text } of pairs.sort((a, b) => a.cost - b.cost)) {
    if (labels.has(field) || used.has(text)) continue;
    labels.set(field, text);
    used.add(text);
  }
  return labels;
}

const canLabel = (kind: Kind | undefined): boolean => kind === "label" || kind === "plain";

/** How far a text is from where the label of a field would stand (CSS px); undefined when it is elsewhere. */
function labelDistance({ ink, block }: SceneText, field: Rect): number | undefined {
  const em = block.style.sizePx;
  const above = field.y - bottom(ink);
  if (
    above > -2 &&
    above < 1.3 * em &&
    Math.abs(ink.x - field.x) < 18 &&
    ink.width < 1.3 * field.width
  )
    return above;
  const before = field.x - right(ink);
  const level = Math.abs(centerY(ink) - centerY(field)) < 6;
  if (level && before > 0 && before < 8 * em) return 14 + before;
  const after = ink.x - right(field);
  if (level && after > 0 && after < 1.2 * em && field.width < 200) return 20 + after;
  return undefined;
}

function iconsIn({ rect }: SceneBox, scene: Scene): Picture[] {
  const grip = (box: Rect): boolean =>
    rect.height > MAX_INPUT_HEIGHT_PX &&
    right(rect) - right(box) < 6 &&
    bottom(rect) - bottom(box) < 6;
  return scene.pictures.filter(
    ({ box }) => contains(rect, box, 1) && box.width < 40 && box.height < 40 && !grip(box),
  );
}

/** Whether a sign stands in the middle of a box: on a button; in a field it stands at an end. */
function isInMiddle(sign: Rect, { x, width }: Rect): boolean {
  const off = Math.abs(sign.x + sign.width / 2 - x - width / 2);
  return off <= MAX_MIDDLE_SHARE * width && sign.width < 0.5 * width;
}

/** What is off the middle by less, as a share of the width, stands there. */
const MAX_MIDDLE_SHARE = 0.05;

function controlOf({ rect, texts }: SceneBox, icons: readonly Picture[]): FoundField["control"] {
  if (rect.height > MAX_INPUT_HEIGHT_PX) return "textarea";
  const [text] = texts;
  const chevron = icons.some(
    ({ box }) =>
      right(rect) - right(box) < 24 && box.width <= 18 && (!text || box.x > right(text.ink)),
  );
  return chevron && !!text ? "select" : "input";
}
