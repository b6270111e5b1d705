/**
 * Writes `src/locales/params.ts`: the ids of `src/locales/en.json` and the parameters of each. With `--check` it only tells
 * whether the file is up to date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { messageParams } from './message-params.ts';

const TARGET = 'src/locales/params.ts';

const wanted = messageParams(JSON.parse(readFileSync('src/locales/en.json', 'utf8')));
if (!process.argv.includes('--check')) writeFileSync(TARGET, wanted);
else if (readFileSync(TARGET, 'utf8') !== wanted) {
  process.stderr.write(`${TARGET} is out of date: run \`npm run messages\`.\n`);
  process.exitCode = 1;
}
