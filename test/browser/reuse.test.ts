import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createSession } from "../../src/app/session/createSession";
import { COMPONENTS_FILE } from "../../src/project/components/componentsFile";
import { findTarget } from "../../src/project/target";
import { TRACER } from "../../src/protocol/modelRef";
import { PermissionDesk } from "../../src/policy/permissionDesk";
import { runMockup } from "../../src/run/runMockup";
import type { Session } from "../../src/run/session";
import { openReuse } from "../../src/targets/reuse/openReuse";
import { drawOwnPage } from "../fakes/drawOwnPage";
import { REACT_PROJECT } from "../fakes/reactProject";
import { useTempFolder } from "../fakes/tempFolder";
import { typeFaults } from "../fakes/typeFaults";

const signal = new AbortController().signal;
const POLICY = [{ name: "test", defaults: { "read-project": "allow" } }] as const;
const FILE = join(REACT_PROJECT, COMPONENTS_FILE);

/** Mockups that were made with a project's components are written with them again. */
describe("a project with components", function () {
  this.timeout(240_000);
  const temp = useTempFolder();
  let session: Session;

  before(() => {
    session = createSession({ policy: [...POLICY] });
  });
  after(() => session.dispose());

  /** A page of the project is drawn and written anew: its fidelity, its files, and what it imports of the project. */
  async function writeAnew(page: string) {
    const target = findTarget("react");
    assert.ok(target);
    const desk = new PermissionDesk({ policy: POLICY, ask: undefined });
    const { reuse } = await openReuse(FILE, target, desk, signal);
    assert.ok(reuse);
    const mockup = join(temp(), "mockup.png");
    await writeFile(mockup, await drawOwnPage(session, REACT_PROJECT, page, reuse));
    const out = join(temp(), "page");
    const end = await runMockup(
      session,
      {
        ...{ mockup, out, runDir: join(temp(), "run"), target: target.id, components: FILE },
        ...{ model: TRACER, maxIterations: 3 },
      },
      () => undefined,
      signal,
    );
    const texts = new Map<string, string>();
    for (const path of end.files)
      if (path.endsWith(".tsx")) texts.set(path, await readFile(join(out, path), "utf8"));
    const imported = [...texts.values()]
      .join("\n")
      .matchAll(/ from "@\/components\/ui\/([\w-]+)"/g);
    return { end, texts, imports: new Set([...imported].map(([, name]) => name)) };
  }

  it("has its sign-in written with its fields, box to tick and buttons, as true as it was", async () => {
    const { end, texts, imports } = await writeAnew("src/pages/SignIn.tsx");
    for (const name of ["button", "card", "checkbox", "input", "label"])
      assert.ok(imports.has(name), name);
    assert.deepEqual(typeFaults(texts), []);
    assert.ok((end.fidelity ?? 0) > 0.95, String(end.fidelity));
  });

  it("has its dashboard written with its navigation, cards, table and badges, as true as it was", async () => {
    const { end, texts, imports } = await writeAnew("src/pages/Dashboard.tsx");
    for (const name of ["badge", "button", "card", "nav-link", "table"])
      assert.ok(imports.has(name), name);
    assert.deepEqual(typeFaults(texts), []);
    assert.ok((end.fidelity ?? 0) > 0.97, String(end.fidelity));
  });
});
