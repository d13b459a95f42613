import assert from "node:assert/strict";
import type { Role } from "../../../../src/project/components/projectComponent";
import { createView } from "../../../../src/targets/components/createView";
import { listNodes, type View, type ViewRepeat } from "../../../../src/targets/components/view";
import type { TreeElement } from "../../../../src/targets/page/pageTree";
import { el, page, plan } from "./treeBuilder";

const repeatsOf = ({ page: { root } }: View): ViewRepeat[] =>
  listNodes(root).filter((node) => node.kind === "repeat");

describe("createView", () => {
  it("makes a component of what repeats, with typed fields for what differs", () => {
    const view = createView(
      page(
        el("main.main", {}, [
          plan("Free", "0 €", ["1 project"]),
          plan("Team", "9 €", ["10 projects", "Support"], ".plan-card-popular"),
        ]),
      ),
    );
    const [card, ...others] = view.components;
    assert.deepEqual(others, []);
    assert.equal(card?.name, "PlanCard");
    assert.deepEqual(card.fields, [
      { name: "variant", isOptional: true, type: { kind: "choice", values: ["popular"] } },
      { name: "planIcon", isOptional: false, type: { kind: "asset" } },
      { name: "title", isOptional: false, type: { kind: "string" } },
      { name: "planPrice", isOptional: false, type: { kind: "string" } },
      { name: "features", isOptional: false, type: { kind: "list", item: { kind: "string" } } },
    ]);
    assert.deepEqual(view.page.lists, [
      {
        name: "planCards",
        component: "PlanCard",
        type: { kind: "record", name: "PlanCardProps", fields: card.fields },
        items: [
          {
            planIcon: { path: "assets/free.png", isAsset: true },
            title: "Free",
            planPrice: "0 €",
            features: ["1 project"],
          },
          {
            variant: "popular",
            planIcon: { path: "assets/team.png", isAsset: true },
            title: "Team",
            planPrice: "9 €",
            features: ["10 projects", "Support"],
          },
        ],
      },
    ]);
    const [repeat] = repeatsOf(view);
    assert.equal(repeat?.key, "title");
    assert.deepEqual(repeat.body, { kind: "use", component: "PlanCard", hasItem: true });
  });

  it("writes small things where they stand, and where one is current, as a flag", () => {
    const view = createView(
      page(
        el("nav.nav", {}, [
          el("a.link", { href: "#", "aria-current": "page" }, "Home"),
          el("a.link", { href: "#" }, "Blog"),
          el("a.link", { href: "#" }, "About"),
        ]),
      ),
    );
    assert.deepEqual(view.components, []);
    assert.deepEqual(view.page.lists[0]?.items, [
      { isCurrent: true, label: "Home" },
      { label: "Blog" },
      { label: "About" },
    ]);
    const [repeat] = repeatsOf(view);
    assert.ok(repeat?.body.kind === "element");
    assert.deepEqual(repeat.body.attributes, [
      ["href", { kind: "text", text: "#" }],
      ["aria-current", { kind: "when", field: "isCurrent", text: "page" }],
    ]);
  });

  it("calls the fields of rows as the table calls its columns, and uses one component for both tables", () => {
    const table = (...rows: readonly (readonly string[])[]) =>
      el("table.orders", {}, [
        el("thead.head", {}, [
          el(
            "tr.head-row",
            {},
            ["Order", "Paid on"].map((head) => el("th.cell", { scope: "col" }, head)),
          ),
        ]),
        el(
          "tbody.body",
          {},
          rows.map((cells) =>
            el(
              "tr.order-row",
              {},
              cells.map((cell) => el("td.cell", {}, cell)),
            ),
          ),
        ),
      ]);
    const view = createView(
      page(
        table(["A 1", "1 May"], ["A 2", "2 May"]),
        el("hr.rule"),
        table(["B 1", "3 May"], ["B 2", "2 May"], ["B 3", "2 May"]),
      ),
    );
    assert.deepEqual(
      view.components.map(({ name, fields }) => [name, fields.map((field) => field.name)]),
      [["OrderRow", ["order", "paidOn"]]],
    );
    assert.deepEqual(
      view.page.lists.map(({ name, items }) => [name, items.length]),
      [
        ["orderRows", 2],
        ["orderRows2", 3],
      ],
    );
  });

  it("calls what is made of somebody's own table components after the columns, and nothing as they are called", () => {
    const own = (role: Role, name: string, children: readonly (string | TreeElement)[]) => ({
      ...el(name, {}, children),
      component: {
        ...{ name, role, import: `@/${name}`, isDefault: false, file: `${name}.tsx` },
        ...{ props: [], content: "root" as const, takesAttributes: true, takesClass: true },
      },
    });
    const row = (...cells: string[]) =>
      own(
        "table-row",
        "TableRow",
        cells.map((cell) => own("table-cell", "TableCell", [cell])),
      );
    const heads = ["Order", "Net total", "State"];
    const view = createView(
      page(
        own("table", "DataTable", [
          el("thead", {}, [
            own(
              "table-row",
              "TableRow",
              heads.map((head) => own("table-heading", "TableHeading", [head])),
            ),
          ]),
          el("tbody", {}, [row("#1", "5 €", "Paid"), row("#2", "7 €", "Open")]),
        ]),
      ),
    );
    assert.deepEqual(
      view.components.map(({ name, fields }) => [name, fields.map((field) => field.name)]),
      [["TableRowItem", ["order", "netTotal", "state"]]],
    );
  });

  it("declares one type for lists alike, and hands on classes that have no name in common", () => {
    const nav = (...words: readonly string[]) =>
      el(
        "nav.nav",
        {},
        words.map((word, i) => el(i > 0 ? `a.link.big` : "a.link", { href: "#" }, word)),
      );
    const { lists } = createView(page(nav("A", "B", "C"), el("hr"), nav("D", "E", "F"))).page;
    assert.deepEqual(
      lists.map(({ name, type }) => [name, type.kind === "record" && type.name]),
      [
        ["links", "Link"],
        ["links2", "Link"],
      ],
    );
    assert.deepEqual(lists[0]?.items[1], { className: "big", label: "B" });
  });

  it("leaves neighbours alone that differ in too much to be one thing", () => {
    const odd = (word: string) =>
      el(`div.tile.tile-${word}`, {}, [
        el(`p.${word}-a`, {}, `${word} a`),
        el(`p.${word}-b`, {}, `${word} b`),
        el(`p.${word}-c`, {}, `${word} c`),
        el(`p.${word}-d`, {}, `${word} d`),
      ]);
    const view = createView(page(odd("red"), odd("green")));
    assert.deepEqual([view.components, view.page.lists], [[], []]);
  });

  it("gives a large page a component for each of its parts", () => {
    const words = (count: number) =>
      Array.from({ length: count }, (_, i) =>
        el(i % 2 ? "p.line" : "strong.term", {}, `Words ${i}`),
      );
    const view = createView(
      page(
        el("header.site-header", {}, words(8)),
        el("main.main", {}, [
          el("section.section", {}, [el("h2.heading", {}, "Why us?"), ...words(12)]),
          el("p.note", {}, "A note"),
        ]),
        el("footer.site-footer", {}, words(8)),
      ),
    );
    assert.deepEqual(
      view.components.map(({ name }) => name),
      ["SiteHeader", "WhyUsSection", "SiteFooter"],
    );
  });
});
