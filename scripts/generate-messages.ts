/**
 * Writes the generated modules of `src/locales`: `params.ts`, the ids in `en.json` with their parameters, and
 * `catalogues.ts`, the other languages, and `language-tags.ts`, and lists the texts that a language lacks: they are shown
 * in English. With `--check` it only checks that they are up to date.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { cataloguesModule, languageTagsModule, messageParams, textsOf } from './message-params.ts';

const languages = globSync('src/locales/*.json').map((file) => basename(file, '.json'));
const english = JSON.parse(readFileSync('src/locales/en.json', 'utf8'));
const wanted = {
  'src/locales/params.ts': messageParams(english),
  'src/locales/catalogues.ts': cataloguesModule(languages),
  'src/locales/language-tags.ts': languageTagsModule(languages),
};

for (const [file, text] of Object.entries(wanted)) {
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    process.stderr.write(`${file} is out of date: run \`npm run messages\`.\n`);
    process.exitCode = 1;
  }
}

const idsOf = new Map(
  languages.map((language) => {
    const texts = JSON.parse(readFileSync(`src/locales/${language}.json`, 'utf8'));
    return [language, new Set(textsOf(texts).map(([id]) => id))] as const;
  }),
);
// The English texts of declarations are in the declarations.
idsOf.delete('en');
const all = new Set([...textsOf(english).map(([id]) => id), ...[...idsOf.values()].flatMap((ids) => [...ids])]);
for (const [language, ids] of idsOf) {
  for (const id of all.difference(ids)) process.stdout.write(`${language}.json lacks ${id}\n`);
}
