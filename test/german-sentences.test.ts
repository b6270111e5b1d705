import { globSync, readFileSync } from 'node:fs';
import { type Node, parseSync, Visitor } from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import { registry } from '../src/artifacts/registry.ts';
import { server } from '../web/src/i18n/de/server.ts';

describe('the sentences of the server in German', () => {
  it('have what every artifact says where it is not in the backup', () => {
    const untold = registry.map(({ absent }) => absent).filter((sentence) => server(sentence) === sentence);
    expect(untold).toEqual([]);
  });

  it('have every reason for which an artifact leaves something out', () => {
    const reasons = globSync('src/artifacts/**/*.ts', { exclude: ['**/*.test.ts', '**/testing.ts'] }).flatMap(
      reasonsIn,
    );
    expect(reasons.length).toBeGreaterThan(50);
    expect(reasons.filter((reason) => server(reason) === reason)).toEqual([]);
  });
});

/** Texts given to `lost(…)` and to errors about unknown schemas; `7` where a value stands in them. */
function reasonsIn(file: string): string[] {
  const reasons: string[] = [];
  const add = (node: Node | undefined): void => {
    if (node?.type === 'Literal' && typeof node.value === 'string') reasons.push(node.value);
    // What only puts a name before another sentence has no words of its own.
    else if (node?.type === 'TemplateLiteral') {
      const text = node.quasis.map(({ value }) => value.cooked ?? '').join('7');
      if (/[a-z]/.test(text)) reasons.push(text);
    }
  };
  const visitor = new Visitor({
    CallExpression: ({ callee, arguments: [first] }) => {
      const name =
        callee.type === 'MemberExpression' && 'name' in callee.property
          ? callee.property.name
          : callee.type === 'Identifier'
            ? callee.name
            : null;
      if (name === 'lost') add(first);
    },
    NewExpression: ({ arguments: [code, message] }) => {
      if (code?.type === 'Literal' && code.value === 'UNSUPPORTED_SCHEMA') add(message);
    },
  });
  visitor.visit(parseSync(file, readFileSync(file, 'utf8')).program);
  return reasons;
}
