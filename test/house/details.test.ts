import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** Files with sentences that no translation can reach, and why. */
const PLAIN_ENGLISH: Readonly<Record<string, string>> = {
  'src/api/auth/api-token.ts': 'printed in the terminal when the server does not start',
  'src/api/invalid-value.ts': 'messages of the schemas of exports, for programs',
  'src/api/start.ts': 'printed in the terminal when the server does not start',
  'src/cli/failure.ts': 'messages of the library that reads the command line',
  'src/indexing/outdated-titles.ts': 'titles of a declaration, in every language',
  'src/indexing/plan.ts': 'texts of a declaration, in every language',
  'src/open-queue.ts': 'printed in the terminal when the server does not start',
  'src/settings.ts': 'printed in the terminal when the server does not start',
  'src/storage/dsn.ts': 'printed in the terminal when the server does not start',
  'src/storage/engines/postgres/postgres-connection.ts': 'printed in the terminal when the server does not start',
  'src/storage/engines/postgres/postgres-errors.ts': 'explains the DSN to the operator of the server',
  'src/storage/postgres-dsn.ts': 'printed in the terminal when the server does not start',
  'src/views/reasons.ts': 'compares with the code of sentences of earlier versions',
};

/** INTERNAL errors are bugs: their details are read by developers only, so they may be plain English. */
const INVARIANT = /new DomainError\(\s*'INTERNAL',\s*plain\(/g;

const IMPORT = /import \{[^}]*\bplain\b[^}]*\} from '[./]+locales\/messages\.ts'/;

// `DomainError` takes messages only, so a sentence without a code is made by `plain`.
it('has a code for every detail of an error that users see', () => {
  const found = globSync('src/**/*.ts', { exclude: ['**/*.test.ts', '**/testing/**'] })
    .map((file) => ({ file, source: readFileSync(file, 'utf8') }))
    .filter(({ source }) => IMPORT.test(source) && /\bplain\(/.test(source.replace(INVARIANT, '')))
    .map(({ file }) => file);
  expect(found.toSorted()).toEqual(Object.keys(PLAIN_ENGLISH).toSorted());
});
