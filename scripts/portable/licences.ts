import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LICENCE_FILE } from './keep-file.ts';
import { packageId, type ShippedPackage } from './shipped-package.ts';

const RULE = '='.repeat(80);

/** Files of terms, besides those called so: fonts have `LICENSE_FONT`; libvips lists its libraries in the README. */
function isTerms(name: string, file: string): boolean {
  return (
    LICENCE_FILE.test(file) ||
    file.startsWith('LICENSE_') ||
    (name.startsWith('@img/sharp-libvips') && file === 'README.md')
  );
}

/** The terms of all packages in one text. */
export function licenceText(packages: readonly ShippedPackage[]): string {
  const intro =
    'Apple Juicer (Apache-2.0, see LICENSE) contains these packages, or parts of them. Symbol tables were removed\n' +
    'from programs and libraries in ELF format, and some files are compressed; they are otherwise unchanged.\n';
  const list = packages.map((each) => `${packageId(each)}: ${each.licence}`).join('\n');
  const texts = packages.map((each) => {
    const files = readdirSync(each.folder)
      .filter((file) => isTerms(each.name, file))
      .toSorted();
    const terms = files.map((file) => readFileSync(join(each.folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
    const [heading, source] = [`${packageId(each)} (${each.licence})`, each.homepage];
    const all = each.terms === undefined ? terms : [...terms, each.terms];
    return [RULE, heading, ...(source === '' ? [] : [source]), RULE, '', ...all].join('\n');
  });
  return `${[intro, list, '', ...texts].join('\n')}\n`;
}
