import assert from "node:assert/strict";
import { loadTargetCode } from "../../../../src/targets/loadTargetCode";
import { buildFiles, messageOf, textOf } from "../build/buildSupport";
import { form, plans } from "../components/samplePages";
import { el, page } from "../components/treeBuilder";

const build = (files: Readonly<Record<string, string>>) => buildFiles("vue", files);

const PAGE = `<template>\n  <h1>Title</h1>\n</template>\n`;

describe("the Vue target", function () {
  this.timeout(30_000);

  it("writes single-file components with typed props, and typed data", async () => {
    const files = await (await loadTargetCode("vue")).write(plans);
    assert.deepEqual([...files.keys()], ["styles.css", "App.vue", "components/PlanCard.vue"]);
    assert.equal(
      files.get("App.vue"),
      `<script setup lang="ts">
import free from "./assets/free.png";
import team from "./assets/team.png";
import PlanCard, { type PlanCardProps } from "./components/PlanCard.vue";
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

<template>
  <main class="main">
    <PlanCard v-for="planCard in planCards" :key="planCard.title" v-bind="planCard" />
  </main>
</template>
`,
    );
    assert.equal(
      files.get("components/PlanCard.vue"),
      `<script setup lang="ts">
export interface PlanCardProps {
  variant?: "popular";
  planIcon: string;
  title: string;
  planPrice: string;
  features: string[];
}

withDefaults(defineProps<PlanCardProps>(), { variant: undefined });
</script>

<template>
  <section class="plan-card" :class="variant && \`plan-card-\${variant}\`">
    <img class="plan-icon" :src="planIcon" alt="" />
    <h2 class="plan-name">{{ title }}</h2>
    <p class="plan-price">{{ planPrice }}</p>
    <ul class="feature-list">
      <li v-for="feature in features" :key="feature" class="feature">{{ feature }}</li>
    </ul>
  </section>
</template>
`,
    );
  });

  it("names components in two words, and leads to pictures from the template", async () => {
    const rows = ["Ann", "Bob", "Cid"].map((name) =>
      el("article.row", {}, [
        el("img.face", { src: "assets/face.png", alt: "" }),
        el("h3.name", {}, name),
        el("p.text", {}, `I am ${name}.`),
        el("a.more", { href: "#" }, "More"),
      ]),
    );
    const links = Array.from({ length: 9 }, (_, at) => el(`p.p${at}`, {}, `${at}`));
    const tree = page(el("header.header", {}, links), el("main.main", {}, rows));
    const files = await (await loadTargetCode("vue")).write(tree);
    assert.deepEqual([...files.keys()].slice(2), [
      "components/TheHeader.vue",
      "components/RowItem.vue",
    ]);
    const row = files.get("components/RowItem.vue") ?? "";
    assert.match(row, /<img class="face" src="\.\.\/assets\/face\.png" alt="" \/>/);
    assert.doesNotMatch(row, /import/);
  });

  it("keeps what fields hold, and escapes what templates would read", async () => {
    const app = (await (await loadTargetCode("vue")).write(form)).get("App.vue") ?? "";
    assert.match(app, /<input id="mail" class="field" type="email" value="a@b\.c"/);
    assert.match(app, /<textarea id="notes" class="notes" value='Two "words"'><\/textarea>/);
    assert.match(app, /Don't use &lt;b&gt; &amp; \{braces\} <strong class="strong">here<\/strong>/);
    const tree = page(el("p.p", {}, ["{{ a }}", el("b.b", {}, "x"), " ", el("i.i", {}, "y")]));
    const odd = (await (await loadTargetCode("vue")).write(tree)).get("App.vue") ?? "";
    assert.match(odd, /&#123;&#123; a }}<b class="b">x<\/b>{{ " " }}<i class="i">y<\/i>/);
  });

  it("writes the words of a line as one text, with blanks of their own only between elements", async () => {
    const code = (word: string) => el("code.code", {}, word);
    const parts = ["Just", " ", "words in ", code("a"), " ", code("b"), " and", " ", "more"];
    const files = await (await loadTargetCode("vue")).write(page(el("p.text", {}, parts)));
    assert.match(
      files.get("App.vue")?.replace(/\s*\n\s*/g, "") ?? "",
      /<p class="text">Just words in <code class="code">a<\/code>\{\{ " " \}\}<code class="code">b<\/code> and more<\/p>/,
    );
  });

  it("compiles scripts of both kinds, scoped styles, and types from other files", async () => {
    const built = await build({
      "App.vue": `<script setup lang="ts">
import { type Props } from "./types";
import Old from "./components/Old.vue";
withDefaults(defineProps<Props>(), { title: "Hello" });
</script>
<template>
  <h1 class="title">{{ title }}</h1>
  <Old />
</template>
<style scoped>
.title { color: rebeccapurple; background: url("./assets/hero.png"); }
</style>
<style src="./styles.css"></style>`,
      "components/Old.vue": `<script lang="ts">
export default { data: () => ({ count: 1 as number }) };
</script>
<template><img src="../assets/logo.png">{{ count }}</template>`,
      "types.ts": "export interface Props { title?: string }",
      "styles.css": ".page { margin: 0; }",
      "assets/hero.png": "png",
      "assets/logo.png": "png",
    });
    assert.match(textOf(built, "built.css"), /\.title\[data-v-app-vue\]/);
    assert.match(textOf(built, "built.css"), /url\("?assets\/hero\.png"?\)/);
    assert.match(textOf(built, "built.css"), /\.page/);
    assert.match(textOf(built, "built.js"), /"assets\/logo\.png"/);
    assert.match(textOf(built, "built.js"), /data-v-app-vue/);
  });

  it("tells what does not compile with file, line and the line itself", async () => {
    const script = await build({
      "App.vue": `<script setup lang="ts">\nconst a = ;\n</script>\n${PAGE}`,
    });
    assert.match(
      messageOf(script),
      /^The page does not compile\.\nApp\.vue, line 2, column 11: Unexpected token\n {2}const a = ;$/,
    );
    const template = await build({ "App.vue": "<template>\n  <p>Words</div>\n</template>\n" });
    assert.match(
      messageOf(template),
      /\nApp\.vue, line 2, column 11: Invalid end tag\.\n {2}<p>Words<\/div>/,
    );
    const style = await build({ "App.vue": `${PAGE}<style>\n.a {\n</style>\n` });
    assert.match(messageOf(style), /\nApp\.vue, line 5, column 1: .*Unclosed block\n {2}\.a \{$/);
    const scss = await build({
      "App.vue": `${PAGE}<style lang="scss">\n.a { .b { c: d } }\n</style>\n`,
    });
    assert.match(
      messageOf(scss),
      /App\.vue, line 4, .*<style lang="scss"> cannot be compiled here\./,
    );
  });
});
