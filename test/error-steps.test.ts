import { expect, it } from 'vitest';
import { toProblem } from '../src/contract/problem.ts';
import de from '../src/locales/de.json' with { type: 'json' };
import en from '../src/locales/en.json' with { type: 'json' };
import { msg } from '../src/locales/messages.ts';
import { DomainError } from '../src/model/errors.ts';
import { ApiError } from '../web/src/api/api-error.ts';
import { explain } from '../web/src/api/explain.ts';
import { createTexts } from '../web/src/i18n/texts.ts';

const gone = toProblem(new DomainError('UNSUPPORTED_SCHEMA', msg('detail.table-gone')));
const other = toProblem(new DomainError('UNSUPPORTED_SCHEMA', msg('detail.notes-database-without-notes')));

it('suggests what to do in its case, otherwise what its code suggests', () => {
  expect(gone.next).toBe(en.next['table-gone']);
  expect(other).toMatchObject({ next: en.errors.UNSUPPORTED_SCHEMA.next });
  const node = toProblem(new DomainError('BAD_SETTINGS', msg('detail.wrong-node', { version: 'v20.1.0', needed: 26 })));
  expect(node.next).toMatch(/^Install Node 26,/);
});

it('suggests it on the page, too, in its language', () => {
  const german = createTexts(en.page, { language: 'de', locale: 'de', catalogue: de });
  const nextOf = (problem: typeof gone): string => explain(new ApiError(problem), german).next;
  expect(nextOf(gone)).toBe(de.next['table-gone']);
  expect(nextOf(other)).toBe(de.page.errors.UNSUPPORTED_SCHEMA.next);
});
