import assert from "node:assert/strict";
import { loadMockups } from "../../../src/run/loadMockups";
import type { Session } from "../../../src/run/session";
import { fakeMockup } from "../../fakes/fakeMockup";

const WIDTHS: Readonly<Record<string, number>> = { phone: 39, tablet: 76, desktop: 144 };

/** Each path is a picture so many px wide. */
const session = {
  load: (source: { readonly kind: string; readonly path?: string }) =>
    Promise.resolve({ ...fakeMockup(WIDTHS[source.path ?? ""] ?? 1, 80), name: source.path }),
} as unknown as Session;

const namesOf = async (widestFirst?: boolean): Promise<readonly string[]> => {
  const views = [{ mockup: "desktop" }, { mockup: "tablet" }];
  const request = { mockup: "phone", views, ...(widestFirst && { widestFirst }) };
  const mockups = await loadMockups(session, request, new AbortController().signal);
  return mockups.map(({ name }) => name);
};

describe("the mockups of a run", () => {
  it("stand as they are named", async () => {
    assert.deepEqual(await namesOf(), ["phone", "desktop", "tablet"]);
  });

  it("stand by their widths where they are one page: it is drawn from the widest", async () => {
    assert.deepEqual(await namesOf(true), ["desktop", "tablet", "phone"]);
  });
});
