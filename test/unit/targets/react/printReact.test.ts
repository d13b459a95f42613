import assert from "node:assert/strict";
import { dirname, join, resolve } from "node:path";
import ts from "typescript";
import { understandPage } from "../../../../src/design/understandPage";
import { createPageTree } from "../../../../src/targets/html/writeCode";
import { loadTargetCode } from "../../../../src/targets/loadTargetCode";
import type { PageTree } from "../../../../src/targets/page/pageTree";
import { landing, signIn, tableOf } from "../../design/goldenPages";
import { form, plans } from "../components/samplePages";

const write = async (tree: PageTree): Promise<ReadonlyMap<string, string>> =>
  (await loadTargetCode("react")).write(tree);

describe("the React target", () => {
  it("writes a page, components with typed props, and typed data", async () => {
    const files = await write(plans);
    assert.deepEqual([...files.keys()], ["styles.css", "App.tsx", "components/PlanCard.tsx"]);
    assert.equal(
      files.get("App.tsx"),
      `import free from "./assets/free.png";
import team from "./assets/team.png";
import { PlanCard, type PlanCardProps } from "./components/PlanCard";
import "./styles.css";

const planCards: PlanCardProps[] = [
  { planIcon: free, title: "Free", planPrice: "0 €", features: ["1 project"] },
  {
    variant: "popular",
    planIcon: team,
    title: "Team",
    planPrice: "9 €",
    features: ["10 projects", "Support"],
  },
];

export default function App() {
  return (
    <main className="main">
      {planCards.map((planCard) => (
        <PlanCard key={planCard.title} {...planCard} />
      ))}
    </main>
  );
}
`,
    );
    assert.equal(
      files.get("components/PlanCard.tsx"),
      `export interface PlanCardProps {
  variant?: "popular";
  planIcon: string;
  title: string;
  planPrice: string;
  features: string[];
}

export function PlanCard({ variant, planIcon, title, planPrice, features }: PlanCardProps) {
  return (
    <section className={variant ? \`plan-card plan-card-\${variant}\` : "plan-card"}>
      <img className="plan-icon" src={planIcon} alt="" />
      <h2 className="plan-name">{title}</h2>
      <p className="plan-price">{planPrice}</p>
      <ul className="feature-list">
        {features.map((feature) => (
          <li key={feature} className="feature">
            {feature}
          </li>
        ))}
      </ul>
    </section>
  );
}
`,
    );
  });

  it("calls attributes as React does, leaves fields to whoever types, and escapes what JSX would read", async () => {
    const app = (await write(form)).get("App.tsx") ?? "";
    assert.match(app, /<label className="label" htmlFor="mail">/);
    assert.match(app, /defaultValue="a@b\.c"\s+autoComplete="email"\s+required\s/);
    assert.match(app, /type="checkbox" defaultChecked \/>/);
    assert.match(app, /<textarea className="notes" id="notes" defaultValue=\{'Two "words"'\} \/>/);
    assert.match(app, /Don&apos;t use &lt;b&gt; &amp; &#123;braces&#125;/);
    assert.match(app, /<strong className="strong">here<\/strong>/);
  });

  it("is clean TypeScript in strict mode", async () => {
    const trees = [plans, form, ...[signIn, tableOf(24), landing].map(treeOf)];
    const sources = new Map<string, string>();
    for (const [index, tree] of trees.entries())
      for (const [path, text] of await write(tree)) sources.set(`${index}/${path}`, text);
    assert.deepEqual(faultsIn(sources), []);
    const spoiled = new Map(sources).set("0/App.tsx", "export const rest: string = 1;");
    assert.equal(faultsIn(spoiled).length, 1, "what is wrong is found");
  }).timeout(180_000);
});

function treeOf(inspection: Parameters<typeof understandPage>[0]): PageTree {
  return createPageTree(understandPage(inspection), ({ id }) => `assets/${id}.png`);
}

/** What the compiler says of the files, which exist in memory only. */
function faultsIn(sources: ReadonlyMap<string, string>): string[] {
  const root = resolve(import.meta.dirname, "../../../..");
  const folder = join(root, "generated");
  const texts = new Map(
    [...sources, ["assets.d.ts", ASSETS] as const].map(([path, text]) => [
      join(folder, path),
      text,
    ]),
  );
  const folders = new Set([...texts.keys()].map(dirname));
  const options: ts.CompilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    verbatimModuleSyntax: true,
    jsx: ts.JsxEmit.ReactJSX,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2022,
    types: ["react", "react-dom"],
    skipLibCheck: true,
    noEmit: true,
  };
  const host = ts.createCompilerHost(options);
  const disk = ts.createCompilerHost(options);
  host.fileExists = (path) => texts.has(resolve(path)) || disk.fileExists(path);
  host.directoryExists = (path) =>
    folders.has(resolve(path)) || disk.directoryExists?.(path) === true;
  host.getSourceFile = (path, ...others) => {
    const text = texts.get(resolve(path));
    return text === undefined
      ? disk.getSourceFile(path, ...others)
      : ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  };
  const names = [...texts.keys()].filter((path) => /\.tsx?$/.test(path));
  const program = ts.createProgram(names, options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(
      ({ file, messageText }) =>
        `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
    );
}

/** As bundlers declare it. */
const ASSETS = `declare module "*.png" {\n  const path: string;\n  export default path;\n}\ndeclare module "*.css";\n`;
