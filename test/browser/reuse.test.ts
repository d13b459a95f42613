import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createSession } from "../../src/app/session/createSession";
import { COMPONENTS_FILE } from "../../src/project/components/componentsFile";
import type { Framework } from "../../src/project/detect/projectFacts";
import { findTarget } from "../../src/project/target";
import { TRACER } from "../../src/protocol/modelRef";
import { PermissionDesk } from "../../src/policy/permissionDesk";
import { runMockup } from "../../src/run/runMockup";
import type { Session } from "../../src/run/session";
import { openReuse } from "../../src/targets/reuse/openReuse";
import { drawOwnPage } from "../fakes/drawOwnPage";
import { OWN_PROJECTS } from "../fakes/ownProjects";
import { projectFaults } from "../fakes/projectFaults";
import { useTempFolder } from "../fakes/tempFolder";

const signal = new AbortController().signal;
const POLICY = [{ name: "test", defaults: { "read-project": "allow" } }] as const;

/** A framework's project: how its pages' names end, where its components are, and what its components are called. */
interface Own {
  readonly framework: Framework;
  readonly ending: string;
  readonly components: string;
  readonly signIn: readonly string[];
  readonly dashboard: readonly string[];
}

const OWN: readonly Own[] = [
  {
    ...{ framework: "react", ending: ".tsx", components: "src/components" },
    signIn: ["Button", "Card", "Checkbox", "Input", "Label"],
    dashboard: ["Badge", "Button", "Card", "NavLink", "Table", "TableCell", "TableRow"],
  },
  {
    ...{ framework: "vue", ending: ".vue", components: "src/components" },
    signIn: ["BaseButton", "BaseCard", "BaseCheckbox", "BaseInput", "BaseLabel"],
    dashboard: ["BaseBadge", "BaseButton", "BaseCard", "DataTable", "NavLink", "TableCell"],
  },
  {
    ...{ framework: "svelte", ending: ".svelte", components: "src/lib/components" },
    signIn: ["Button", "Card", "Checkbox", "Input", "Label"],
    dashboard: ["Badge", "Button", "Card", "NavLink", "Table", "TableCell", "TableRow"],
  },
];

/** Mockups that were made with a project's components are written with them again. */
describe("a project with components", function () {
  this.timeout(240_000);
  const temp = useTempFolder();
  let session: Session;

  before(() => {
    session = createSession({ policy: [...POLICY] });
  });
  after(() => session.dispose());

  /** A page of the project is drawn and written anew: how true it is, what it imports of the project, what its type check says. */
  async function writeAnew({ framework, ending, components }: Own, page: string) {
    const project = OWN_PROJECTS[framework];
    const file = join(project, COMPONENTS_FILE);
    const target = findTarget(framework);
    assert.ok(target);
    const desk = new PermissionDesk({ policy: POLICY, ask: undefined });
    const { reuse, notices } = await openReuse(file, target, desk, signal);
    assert.deepEqual(notices, []);
    assert.ok(reuse);
    const mockup = join(temp(), "mockup.png");
    const own = `src/pages/${page}${ending}`;
    await writeFile(mockup, await drawOwnPage(session, project, own, reuse));
    const out = join(temp(), "page");
    const end = await runMockup(
      session,
      {
        ...{ mockup, out, runDir: join(temp(), "run"), target: target.id, components: file },
        ...{ model: TRACER, maxIterations: 3 },
      },
      () => undefined,
      signal,
    );
    const files = new Map<string, Uint8Array>();
    for (const path of end.files) files.set(path, await readFile(join(out, path)));
    const code = [...files].filter(([path]) => path.endsWith(ending)).map(([, bytes]) => bytes);
    const imports = Buffer.concat(code)
      .toString()
      .matchAll(/^\s*import (?:(\w+)|\{ ([\w, ]+) \}) from "[@$]/gm);
    const names = [...imports].flatMap(([, one, several]) => one ?? several?.split(", ") ?? []);
    const faults = await projectFaults(framework, components, files);
    return { fidelity: end.fidelity ?? 0, imports: new Set(names), faults };
  }

  for (const own of OWN) {
    it(`of ${own.framework} has its sign-in written with its fields, box to tick and buttons, as true as it was`, async () => {
      const { fidelity, imports, faults } = await writeAnew(own, "SignIn");
      for (const name of own.signIn) assert.ok(imports.has(name), name);
      assert.equal(faults, "");
      assert.ok(fidelity > 0.95, String(fidelity));
    });

    it(`of ${own.framework} has its dashboard written with its navigation, cards, table and badges, as true as it was`, async () => {
      const { fidelity, imports, faults } = await writeAnew(own, "Dashboard");
      for (const name of own.dashboard) assert.ok(imports.has(name), name);
      assert.equal(faults, "");
      assert.ok(fidelity > 0.97, String(fidelity));
    });
  }
});
