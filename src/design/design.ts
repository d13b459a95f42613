import type { Rgb } from "../base/color";
import type { Rect, Size } from "../base/geometry";
import type { Border, CornerRadii, Paint, Picture, Shadow } from "../inspect/inspection";
import type { TextBlock } from "./draft/draft";
import type { Meaning } from "./meaning/meaning";

/** A page understood: what its parts are, how they lie in each other, and which few values it uses. CSS px throughout. */
export interface Design {
  readonly size: Size;
  readonly deviceScaleFactor: number;
  readonly title: string;
  /** The page itself; its children are its bands, top to bottom. */
  readonly root: DesignNode;
  readonly tokens: Tokens;
}

/** A part of the page. Exactly one of `text`, `picture` is there for words and crops; groups have neither. */
export interface DesignNode {
  /** Equal for the same part in every version of a page: the id of what was measured, or of its first part with a letter before it. */
  readonly id: string;
  readonly meaning: Meaning;
  /** Where its border box lies in the mockup. */
  readonly rect: Rect;
  readonly width: Sizing;
  readonly height: Sizing;
  /** How it arranges its children; undefined for leaves. */
  readonly layout: Layout | undefined;
  /** Where it stands in its container, beyond what the container's layout says. */
  readonly place: Place;
  readonly look: Look;
  readonly text: TextBlock | undefined;
  readonly picture: Picture | undefined;
  readonly children: readonly DesignNode[];
  /** Equal for parts that are one thing repeated: cards of a row, rows of a table. */
  readonly component: string | undefined;
}

/** As designers say it: as large as the content, as large as the room there is, or of one size. */
export type Sizing =
  | { readonly kind: "hug" }
  | { readonly kind: "fill"; readonly maxPx?: number }
  | { readonly kind: "fixed"; readonly px: number }
  /** A share of a row's room. */
  | { readonly kind: "share"; readonly parts: number };

export type Align = "start" | "center" | "end" | "stretch";

/** How a container arranges its children. */
export interface Layout {
  /** A grid is a row of equal columns; layers lie over each other. */
  readonly kind: "row" | "column" | "grid" | "layers";
  /** Between neighbours; children may ask for more with `place.before`. */
  readonly gapPx: number;
  readonly padding: Sides;
  /** Across the direction of a row or column. */
  readonly align: Align;
  /** Along it. */
  readonly justify: "start" | "center" | "end" | "between";
  /** Whether children of a row go below each other where the room ends. */
  readonly wraps: boolean;
}

/** Where a child stands. */
export interface Place {
  /** Room before it beyond the gap, along the layout; "auto" takes all that is left. */
  readonly before: number | "auto";
  /** Undefined where it is the container's. */
  readonly align: Align | undefined;
  /** Set for children of layers that lie on the others: distances to the container's nearest edges. */
  readonly inset: Partial<Sides> | undefined;
}

export interface Sides {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** How a box is painted; all undefined for groups that only arrange. */
export interface Look {
  readonly fill: Paint | undefined;
  readonly border: Border | undefined;
  readonly radius: CornerRadii | undefined;
  readonly shadow: Shadow | undefined;
}

/** The few values a page is made of. */
export interface Tokens {
  readonly colors: readonly ColorToken[];
  /** What most text is set in. */
  readonly family: string;
  readonly textSizePx: number;
  readonly textColor: Rgb;
  /** Line height as a multiple of the size, that text has where nothing says otherwise. */
  readonly lineHeight: number;
}

/** A colour and what it is for: "primary", "surface", "muted". */
export interface ColorToken {
  readonly name: string;
  readonly color: Rgb;
}
