import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** A package of which an archive has a part. */
export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX expression, or whatever the package says. */
  readonly licence: string;
  readonly homepage: string;
  /** Empty if the package names none. */
  readonly author: string;
  /** Where its files are while the archive is made. */
  readonly folder: string;
  /** Its terms, if they are in no file of the folder. */
  readonly terms?: string;
}

const ManifestSchema = z.object({
  name: z.string(),
  version: z.string(),
  license: z.union([z.string(), z.object({ type: z.string() }).transform(({ type }) => type)]).default('unknown'),
  homepage: z.string().default(''),
  author: z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]).default(''),
  repository: z.union([z.string(), z.object({ url: z.string().default('') }).transform(({ url }) => url)]).default(''),
});

/** Reads the manifest of an installed package. Null for a folder that is none. */
export function shippedPackage(folder: string): ShippedPackage | null {
  const path = join(folder, 'package.json');
  if (!existsSync(path)) return null;
  const { name, version, license, homepage, repository, author } = ManifestSchema.parse(
    JSON.parse(readFileSync(path, 'utf8')),
  );
  return { name, version, licence: license, homepage: homepage || repository, author, folder };
}

/** The name by which lock files and bills of material tell packages apart. */
export function packageId({ name, version }: ShippedPackage): string {
  return `${name}@${version}`;
}

/** Each package once, by name and version. */
export function uniquePackages(packages: readonly ShippedPackage[]): ShippedPackage[] {
  const byId = new Map(packages.map((each) => [packageId(each), each]));
  return [...byId].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}
