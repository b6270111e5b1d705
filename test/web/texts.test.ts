import { globSync, readFileSync } from 'node:fs';
import { parseSync, Visitor } from 'oxc-parser';
import { expect, it } from 'vitest';

/** Attributes with visible or audible values. */
const READ = new Set(['title', 'label', 'alt', 'placeholder', 'aria-label', 'aria-valuetext', 'text', 'hint']);

it('has no text outside of the catalogue', () => {
  const found = globSync('web/src/**/*.tsx').flatMap((file) => {
    const source = readFileSync(file, 'utf8');
    const literals: string[] = [];
    const visitor = new Visitor({
      JSXText: ({ value }) => {
        if (/\p{L}/u.test(value)) literals.push(value.trim());
      },
      JSXAttribute: ({ name, value }) => {
        if (name.type !== 'JSXIdentifier' || !READ.has(name.name) || value?.type !== 'Literal') return;
        if (/\p{L}/u.test(value.value)) literals.push(`${name.name}="${value.value}"`);
      },
    });
    visitor.visit(parseSync(file, source).program);
    return literals.map((literal) => `${file}: ${literal}`);
  });
  expect(found).toEqual([]);
});
