import { ERROR_TABLE } from '../model/errors.ts';

/** Formats examples for the help of a command. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  apple-juicer ${line}`).join('\n')}\n`;
}

/** Formats the exit statuses of the error table. */
export function exitStatuses(): string {
  const codes = Map.groupBy(Object.entries(ERROR_TABLE), ([, { exit }]) => exit);
  const lines = [...codes]
    .sort(([a], [b]) => a - b)
    .map(([exit, errors]) => `  ${String(exit).padStart(3)}  ${wrap(errors.map(([code]) => code))}`);
  return `\nExit statuses:\n    0  success\n${lines.join('\n')}\n`;
}

const WIDTH = 100;

function wrap(words: readonly string[]): string {
  let line = '';
  const lines: string[] = [];
  for (const word of words) {
    if (line.length + word.length > WIDTH) {
      lines.push(line);
      line = '';
    }
    line += line === '' ? word : `, ${word}`;
  }
  return [...lines, line].join(',\n       ');
}
