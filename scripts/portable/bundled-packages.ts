import { sep } from 'node:path';
import { packageFolderOf } from './lock-file.ts';
import { type ShippedPackage, shippedPackage } from './shipped-package.ts';

/** The packages that modules of a bundle belong to, and those in other folders of which it has files. */
export function bundledPackages(modules: readonly string[], folders: readonly string[] = []): ShippedPackage[] {
  const ofModules = modules.flatMap((path) => packageFolderOf(path.split(sep).join('/').replace(/^\0/, '')) ?? []);
  return [...new Set([...ofModules, ...folders])].flatMap((path) => shippedPackage(path) ?? []);
}
