import assert from "node:assert/strict";
import { loadTargetCode } from "../../../../src/targets/loadTargetCode";
import { buildFiles, messageOf, textOf } from "../build/buildSupport";
import { form, plans } from "../components/samplePages";
import { el, page, plan } from "../components/treeBuilder";

const build = (files: Readonly<Record<string, string>>) => buildFiles("svelte", files);

describe("the Svelte target", function () {
  this.timeout(30_000);

  it("writes components with props by rune, and typed data", async () => {
    const files = await (await loadTargetCode("svelte")).write(plans);
    assert.deepEqual([...files.keys()], ["styles.css", "App.svelte", "components/PlanCard.svelte"]);
    assert.equal(
      files.get("App.svelte"),
      `<script lang="ts">
  import free from "./assets/free.png";
  import team from "./assets/team.png";
  import PlanCard, { type PlanCardProps } from "./components/PlanCard.svelte";
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
</script>

<main class="main">
  {#each planCards as planCard (planCard.title)}
    <PlanCard {...planCard} />
  {/each}
</main>
`,
    );
    assert.equal(
      files.get("components/PlanCard.svelte"),
      `<script module lang="ts">
  export interface PlanCardProps {
    variant?: "popular";
    planIcon: string;
    title: string;
    planPrice: string;
    features: string[];
  }
</script>

<script lang="ts">
  const { variant, planIcon, title, planPrice, features }: PlanCardProps = $props();
</script>

<section class={["plan-card", variant && \`plan-card-\${variant}\`]}>
  <img class="plan-icon" src={planIcon} alt="" />
  <h2 class="plan-name">{title}</h2>
  <p class="plan-price">{planPrice}</p>
  <ul class="feature-list">
    {#each features as feature (feature)}
      <li class="feature">{feature}</li>
    {/each}
  </ul>
</section>
`,
    );
  });

  it("writes a variant that all have as one class", async () => {
    const variants = ["-free", "-team"].map((one) => `.plan-card.plan-card${one}`);
    const [free = "", team = ""] = variants.map((one) => one.replace(".plan-card.", "."));
    const tree = page(
      el("main.main", {}, [plan("Free", "0 €", ["1"], free), plan("Team", "9 €", ["2"], team)]),
    );
    const card = (await (await loadTargetCode("svelte")).write(tree)).get(
      "components/PlanCard.svelte",
    );
    assert.match(card ?? "", /<section class="plan-card plan-card-\{variant\}">/);
  });

  it("keeps what fields hold, and escapes what markup would read", async () => {
    const app = (await (await loadTargetCode("svelte")).write(form)).get("App.svelte") ?? "";
    assert.match(app, /<input class="field" id="mail" type="email" value="a@b\.c"/);
    assert.match(app, /value="Two &quot;words&quot;"><\/textarea>/);
    assert.match(app, /Don't use &lt;b&gt; &amp; &#123;braces&#125; <strong/);
  });

  it("compiles runes, types, and styles of components", async () => {
    const built = await build({
      "App.svelte": `<script lang="ts">
import { onMount } from "svelte";
import { fade } from "svelte/transition";
import logo from "./assets/logo.png";
let count: number = $state(0);
onMount(() => { count++; });
</script>
<img class="logo" src={logo} alt={String(count)} transition:fade />
<style>
.logo { background: url("./assets/hero.png"); }
</style>`,
      "assets/logo.png": "png",
      "assets/hero.png": "png",
    });
    assert.match(textOf(built, "built.css"), /\.logo\.svelte-/);
    assert.match(textOf(built, "built.css"), /url\("?assets\/hero\.png"?\)/);
    assert.match(textOf(built, "built.js"), /"assets\/logo\.png"/);
  });

  it("tells what does not compile with file, line and the line itself", async () => {
    const markup = await build({ "App.svelte": "<h1>Title</h1>\n<p>Words</div>\n" });
    assert.match(
      messageOf(markup),
      /^The page does not compile\.\nApp\.svelte, line 2, column 9: `<\/div>` attempted to close.*\n {2}<p>Words<\/div>$/,
    );
    const rune = await build({ "App.svelte": "<script>\nexport let title;\n</script>\n{title}\n" });
    assert.match(
      messageOf(rune),
      /App\.svelte, line 2, column \d+: Cannot use `export let` in runes mode/,
    );
  });
});
