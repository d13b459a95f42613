// What a package of ours is made of, as a CycloneDX bill of materials in JSON: https://cyclonedx.org
import { existsSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { Contrib, Enums, Models, Serialize, Spec } from "@cyclonedx/cyclonedx-library";

const licences = new Contrib.License.Factories.LicenseFactory();

/**
 * Each package once, with its version, licence and address in the registry, and the hash that the lock file holds of it. The same
 * packages give the same text.
 *
 * @param {{ name: string, version: string, license: string }} product the product's own manifest
 * @param {Iterable<string>} folders of the packages in it
 * @param {string} root the folder with package-lock.json, and with that of what the bridge is built from below it
 */
export function describeMaterials(product, folders, root) {
  const locked = { ...lockedIn(root, ""), ...lockedIn(root, "native/") };
  const bom = new Models.Bom();
  bom.metadata.component = new Models.Component(Enums.ComponentType.Application, product.name, {
    version: product.version,
    bomRef: `${product.name}@${product.version}`,
    licenses: licencesOf(product),
  });
  const known = new Set();
  for (const folder of folders) {
    const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const purl = addressOf(manifest);
    if (known.has(purl)) continue;
    known.add(purl);
    const [group, name] = splitName(manifest.name);
    const { integrity } = locked[relative(root, folder).split(sep).join("/")] ?? {};
    const component = new Models.Component(Enums.ComponentType.Library, name, {
      ...{ group, version: manifest.version, purl, bomRef: purl },
      licenses: licencesOf(manifest),
    });
    if (integrity?.startsWith("sha512-"))
      component.hashes.set(
        Enums.HashAlgorithm["SHA-512"],
        Buffer.from(integrity.slice("sha512-".length), "base64").toString("hex"),
      );
    bom.components.add(component);
    bom.metadata.component.dependencies.add(component.bomRef);
  }
  const normal = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6);
  return `${new Serialize.JsonSerializer(normal).serialize(bom, { sortLists: true, space: 2 })}\n`;
}

/** The packages of a lock file below `root`, by their folders relative to it. */
function lockedIn(root, below) {
  const path = join(root, below, "package-lock.json");
  if (!existsSync(path)) return {};
  const { packages } = JSON.parse(readFileSync(path, "utf8"));
  return Object.fromEntries(
    Object.entries(packages).map(([folder, locked]) => [`${below}${folder}`, locked]),
  );
}

/** "pkg:npm/%40scope/name@1.2.3": https://github.com/package-url/purl-spec */
function addressOf({ name, version }) {
  const [group, own] = splitName(name);
  return `pkg:npm/${group ? `${encodeURIComponent(group)}/` : ""}${own}@${version}`;
}

function splitName(name) {
  const [first, second] = name.split("/");
  return second === undefined ? [undefined, first] : [first, second];
}

function licencesOf({ license }) {
  const text = typeof license === "string" ? license : license?.type;
  return new Models.LicenseRepository(text ? [licences.makeFromString(text)] : []);
}
