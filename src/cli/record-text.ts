import type { RecordSourceView, TableRowView } from '../contract/tables.ts';
import { visible } from './terminal-text.ts';

/**
 * Formats the values of a row, one line per column, without empty values and with masked secrets. Beside a value is what
 * it means if `meaningOf` knows that: the name of a code, a time as people write it.
 */
export function formatValues(
  { values, cut, secrets }: Pick<TableRowView, 'values' | 'cut' | 'secrets'>,
  meaningOf: (column: string, value: unknown) => string | null = () => null,
): string {
  return Object.entries(values)
    .filter(([name, value]) => value !== null || cut.includes(name) || secrets.includes(name))
    .map(([name, value]) => {
      if (secrets.includes(name)) return `    ${name}: (secret: --secrets shows it)\n`;
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      const meaning = value === null ? null : meaningOf(name, value);
      const shown =
        value === null
          ? ''
          : meaning === null || meaning === text
            ? text
            : withMeaning(text, meaning, typeof value === 'number');
      return `    ${name}: ${visible(shown)}${cut.includes(name) ? ' […]' : ''}\n`;
    })
    .join('');
}

/** `denied (Denied)`; a number with its unit is not said twice. */
function withMeaning(text: string, meaning: string, isNumber: boolean): string {
  return isNumber && meaning.startsWith(text) ? meaning : `${text} (${meaning})`;
}

/** Formats the source of a record, one line per citation or file. */
export function formatSource({ rows, files }: RecordSourceView): string {
  const lines =
    rows.length > 0
      ? rows.map(({ citation }) => citation)
      : files.map(({ domain, relativePath, sha256 }) => `${domain} ${relativePath} (SHA-256 ${sha256})`);
  return lines.map((line) => `Source: ${visible(line)}\n`).join('');
}
