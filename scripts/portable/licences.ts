import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LICENCE_FILE } from './keep-file.ts';
import { packageId, type ShippedPackage } from './shipped-package.ts';
import { standardTerms } from './standard-terms.ts';

const RULE = '='.repeat(80);

/** Files of terms, besides those called so: fonts have `LICENSE_FONT`; libvips lists its libraries in the README. */
function isTerms(name: string, file: string): boolean {
  return (
    LICENCE_FILE.test(file) ||
    file.startsWith('LICENSE_') ||
    (name.startsWith('@img/sharp-libvips') && file === 'README.md')
  );
}

/** Terms of a package: its files of terms, else what its README says, else the standard text of its licence. */
function termsOf(each: ShippedPackage): string[] {
  const files = readdirSync(each.folder).toSorted();
  const read = (file: string): string => readFileSync(join(each.folder, file), 'utf8').replaceAll('\r\n', '\n').trim();
  const terms = files.filter((file) => isTerms(each.name, file)).map(read);
  if (each.terms !== undefined) terms.push(each.terms);
  if (terms.length > 0) return terms;
  const readme = files.filter((file) => /^readme\b/i.test(file)).map(read);
  const section = /^#+ *licen[cs]e[^]*?permission is hereby granted[^]*/im.exec(readme.join('\n'))?.[0];
  return [section ?? standardTerms(each.licence, each.author)];
}

/** Name of the file that {@link licenceText} is for. */
export const LICENCES_FILE = 'THIRD-PARTY-LICENSES.txt';

/** The terms of all packages in one text. `changes` says how their files differ from those of the packages. */
export function licenceText(packages: readonly ShippedPackage[], changes: string): string {
  const intro = `Apple Juicer (Apache-2.0, see LICENSE) contains these packages, or parts of them.\n${changes}\n`;
  const list = packages.map((each) => `${packageId(each)}: ${each.licence}`).join('\n');
  const texts = packages.map((each) => {
    const [heading, source] = [`${packageId(each)} (${each.licence})`, each.homepage];
    return [RULE, heading, ...(source === '' ? [] : [source]), RULE, '', ...termsOf(each)].join('\n');
  });
  return `${[intro, list, '', ...texts].join('\n')}\n`;
}
