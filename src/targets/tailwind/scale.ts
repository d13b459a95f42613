import { arbitrary } from "./splitValue";

/** One step of the spacing scale (CSS px); quarters of a step are classes, too. */
const STEP_PX = 4;

/** Names of lengths in pixels, as Tailwind's theme has them. */
export const TEXT_SIZES = named(
  "12 xs,14 sm,16 base,18 lg,20 xl,24 2xl,30 3xl,36 4xl,48 5xl,60 6xl,72 7xl,96 8xl,128 9xl",
);
export const RADII = named("2 xs,4 sm,6 md,8 lg,12 xl,16 2xl,24 3xl,32 4xl,0 none");
export const WEIGHTS = named(
  "100 thin,200 extralight,300 light,400 normal,500 medium,600 semibold,700 bold,800 extrabold,900 black",
);
export const LEADINGS = named("1 none,1.25 tight,1.375 snug,1.5 normal,1.625 relaxed,2 loose");
export const TRACKINGS = named(
  "-0.05em tighter,-0.025em tight,normal normal,0.025em wide,0.05em wider,0.1em widest",
);

function named(list: string): ReadonlyMap<string, string> {
  return new Map(list.split(",").map((one) => one.split(" ") as [string, string]));
}

/** A length in CSS px: "12px", "0", "0.75rem"; undefined: it is something else. */
export function pixelsOf(value: string): number | undefined {
  const [, digits, unit] = /^(-?[\d.]+)(px|rem)?$/.exec(value) ?? [];
  if (digits === undefined) return undefined;
  const amount = Number(digits);
  if (unit === undefined) return amount === 0 ? 0 : undefined;
  return unit === "rem" ? amount * 16 : amount;
}

/** The step of a length, for the names of classes: 16 → "4", 19 → "4.75", 1 → "px"; undefined: it is between the steps. */
export function stepOf(lengthPx: number): string | undefined {
  if (lengthPx === 1) return "px";
  return Number.isInteger(lengthPx) ? String(lengthPx / STEP_PX) : undefined;
}

/** The largest denominator of a share that is written as a fraction. */
const MAX_PARTS = 12;

/** Classes that have no fractions: paddings, margins and gaps. */
const WHOLE = /^([pm][trblxy]?|gap(-[xy])?)$/;

/** A class of a length: "mt-4", "-mt-4", "w-full", "w-1/4", "w-[7%]". */
export function spaced(root: string, value: string): string {
  if (value === "auto") return `${root}-auto`;
  const share = WHOLE.test(root) ? undefined : fractionOf(value);
  if (share !== undefined) return `${root}-${share}`;
  const lengthPx = pixelsOf(value);
  const step = lengthPx === undefined ? undefined : stepOf(Math.abs(lengthPx));
  if (step === undefined || lengthPx === undefined) return `${root}-${arbitrary(value)}`;
  return `${lengthPx < 0 ? "-" : ""}${root}-${step}`;
}

/** "100%" → "full", "25%" → "1/4"; undefined: it is no share, or a crooked one. */
function fractionOf(value: string): string | undefined {
  const percent = Number(/^([\d.]+)%$/.exec(value)?.[1] ?? NaN);
  if (percent === 100) return "full";
  for (let parts = 2; parts <= MAX_PARTS; parts++) {
    const share = (percent / 100) * parts;
    if (Number.isInteger(share) && share > 0) return `${share}/${parts}`;
  }
  return undefined;
}
