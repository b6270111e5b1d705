import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledPackages } from './portable/bundled-packages.ts';
import { LICENCES_FILE, licenceText } from './portable/licences.ts';
import { uniquePackages } from './portable/shipped-package.ts';

/** Writes the terms of all packages that are part of a bundle into its folder. See {@link bundledPackages}. */
export function writeLicences(target: string, modules: readonly string[], folders: readonly string[] = []): void {
  const packages = uniquePackages(bundledPackages(modules, folders));
  writeFileSync(join(target, LICENCES_FILE), licenceText(packages, 'Their modules are bundled.'));
}
