import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = new URL('../../../', import.meta.url);

/** A text that an output has. */
type Needle = string | RegExp;

/** Why a cell is right: texts that the output has, or does not have, or a test of its own. */
export type Check =
  | Needle
  | readonly Needle[]
  | { readonly lacks: Needle }
  | { readonly without: Needle }
  | { readonly test: string; readonly title: string };

/** The checks of a row by the names of its columns. */
export type RowChecks = Readonly<Record<string, Check>>;

/** For a feature that an output does not have. */
export const lacks = (needle: Needle): Check => ({ lacks: needle });

/** For what is right when an output does not have it. */
export const without = (needle: Needle): Check => ({ without: needle });

/** For what a test of its own shows, by its file and the beginning of its title. */
export const seenIn = (test: string, title: string): Check => ({ test, title });

/** True for a check by a test in this folder. */
export function isSeenIn(check: Check, folder: string): boolean {
  return isOwnTest(check) && check.test.startsWith(folder);
}

/** A table of docs/fidelity.md: cells by row and column. */
export type Table = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** The tables of docs/fidelity.md by their headings. */
export function fidelityTables(): ReadonlyMap<string, Table> {
  const text = readFileSync(new URL('docs/fidelity.md', ROOT), 'utf8');
  return new Map(
    text
      .split(/^## /m)
      .slice(1)
      .map((section) => {
        const [title = ''] = section.split('\n', 1);
        const [[, , ...columns] = [], , ...rows] = section
          .split('\n')
          .filter((line) => line.startsWith('|'))
          .map(cellsOf);
        const named = rows.map(([row = '', , ...cells]) => {
          return [row, new Map(columns.map((column, index) => [column, cells[index] ?? '']))] as const;
        });
        return [title, new Map(named)] as const;
      }),
  );
}

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/** What is wrong with a cell; null for nothing. `text` is the output that it is about; undefined to leave texts out. */
export function wrongIn(cell: string, check: Check | undefined, text: string | undefined): string | null {
  if (cell.startsWith('–')) return check === undefined ? null : 'does not apply, but is checked';
  if (check === undefined) return 'is not checked';
  if (isOwnTest(check)) return isThere(check) ? null : `no test “${check.title}” in ${check.test}`;
  const isAbsent = cell.startsWith('○');
  if (typeof check === 'object' && 'lacks' in check) {
    if (!isAbsent) return 'says it is there, and the check that it is not';
    return text !== undefined && has(text, check.lacks) ? `has ${String(check.lacks)}` : null;
  }
  if (typeof check === 'object' && 'without' in check)
    return text !== undefined && has(text, check.without) ? `has ${String(check.without)}` : null;
  if (isAbsent) return 'says it is not there, and the check that it is';
  if (text === undefined) return null;
  const needles = Array.isArray(check) ? (check as readonly Needle[]) : [check as Needle];
  const missing = needles.filter((needle) => !has(text, needle));
  return missing.length === 0 ? null : `lacks ${missing.map(String).join(', ')}`;
}

function isOwnTest(check: Check): check is { readonly test: string; readonly title: string } {
  return typeof check === 'object' && 'test' in check && 'title' in check;
}

function isThere({ test, title }: { readonly test: string; readonly title: string }): boolean {
  const path = fileURLToPath(new URL(test, ROOT));
  return title !== '' && existsSync(path) && readFileSync(path, 'utf8').includes(`'${title}`);
}

function has(text: string, needle: Needle): boolean {
  return typeof needle === 'string' ? text.includes(needle) : needle.test(text);
}
