import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { npm } from './npm.ts';
import { packageId, type ShippedPackage } from './shipped-package.ts';

const ComponentSchema = z.looseObject({
  'bom-ref': z.string(),
  scope: z.string().optional(),
  properties: z.array(z.looseObject({ name: z.string() })).optional(),
});

const BomSchema = z.looseObject({
  metadata: z.looseObject({ component: z.looseObject({ 'bom-ref': z.string() }) }),
  components: z.array(ComponentSchema),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()).default([]) })),
});

/** A bill of materials in the JSON form of CycloneDX. */
export type Bom = z.infer<typeof BomSchema>;

/** What npm knows about all packages of the lock file, those for development too. */
export function billOfEverything(root: string): Bom {
  return BomSchema.parse(JSON.parse(npm(root, ['sbom', '--sbom-format=cyclonedx', '--package-lock-only'])));
}

/**
 * The bill of materials of an archive: the part of `everything` that is shipped, and the libraries inside of libvips.
 * Depends on nothing but its arguments; npm's own has a time and a random number.
 */
export function billOfMaterials(everything: Bom, packages: readonly ShippedPackage[], time: Date): string {
  const shipped = new Set(packages.map(packageId));
  const root = everything.metadata.component['bom-ref'];
  const components = everything.components
    .filter((component) => shipped.has(component['bom-ref']))
    .map((component) => ({
      ...component,
      // Packages that the build has put into the bundle are for development only by their manifest.
      scope: 'required',
      properties: (component.properties ?? []).filter(({ name }) => name !== 'cdx:npm:package:development'),
    }));
  const missing = [...shipped].filter((id) => !components.some((component) => component['bom-ref'] === id));
  if (missing.length > 0) throw new Error(`Not in the lock file: ${missing.join(', ')}. Install what it has: npm ci`);
  const native = packages.flatMap(nativeLibraries);
  const direct = everything.dependencies.find(({ ref }) => ref === root)?.dependsOn ?? [];
  const inside = everything.dependencies.filter(({ ref }) => shipped.has(ref));
  const bom = {
    ...everything,
    serialNumber: '',
    metadata: {
      ...everything.metadata,
      timestamp: time.toISOString(),
      lifecycles: [{ phase: 'build' }],
      component: { ...everything.metadata.component, type: 'application', name: 'apple-juicer' },
    },
    components: [...components, ...native],
    dependencies: [{ ref: root, dependsOn: direct }, ...inside].map(({ ref, dependsOn }) => ({
      ref,
      dependsOn: dependsOn.filter((id) => shipped.has(id)),
    })),
  };
  const digest = createHash('sha256').update(JSON.stringify(bom)).digest('hex');
  return `${JSON.stringify({ ...bom, serialNumber: `urn:uuid:${uuidOf(digest)}` }, null, 2)}\n`;
}

/** A UUID of version 8, "custom" (RFC 9562, 5.8). */
function uuidOf(hex: string): string {
  const groups = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return groups.join('-');
}

/** Libraries that sharp's packages are built from, listed in their `versions.json`. */
function nativeLibraries({ name, version, folder }: ShippedPackage): object[] {
  const path = join(folder, 'versions.json');
  if (!name.startsWith('@img/sharp-') || !existsSync(path)) return [];
  const versions = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(path, 'utf8')));
  return Object.entries(versions)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([library, of]) => ({
      'bom-ref': `${name}@${version}/${library}@${of}`,
      type: 'library',
      name: library,
      version: of,
      scope: 'required',
      purl: `pkg:generic/${encodeURIComponent(library)}@${encodeURIComponent(of)}`,
    }));
}
