/** Red, green, blue, each 0–255, sRGB. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** "#rrggbb", lower case. */
export function toHex(color: Rgb): string {
  return `#${color
    .map((channel) =>
      Math.round(Math.min(255, Math.max(0, channel)))
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}

/** The largest difference of any channel, 0–255. */
export function channelDistance(a: Rgb, b: Rgb): number {
  return Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]), Math.abs(a[2] - b[2]));
}
