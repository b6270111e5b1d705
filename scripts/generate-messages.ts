/**
 * Writes the generated modules of `src/locales`: `params.ts`, the ids in `en.json` with their parameters, and
 * `catalogues.ts`, the other languages. With `--check` it only checks that both are up to date.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { cataloguesModule, messageParams } from './message-params.ts';

const languages = globSync('src/locales/*.json').map((file) => basename(file, '.json'));
const wanted = {
  'src/locales/params.ts': messageParams(JSON.parse(readFileSync('src/locales/en.json', 'utf8'))),
  'src/locales/catalogues.ts': cataloguesModule(languages),
};

for (const [file, text] of Object.entries(wanted)) {
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    process.stderr.write(`${file} is out of date: run \`npm run messages\`.\n`);
    process.exitCode = 1;
  }
}
