import { toProblem } from '../contract/problem.ts';
import { ERROR_TABLE, isDomainError } from '../model/errors.ts';
import type { Output } from './output.ts';
import { visibleJson } from './terminal-text.ts';

/** Prints one item: as JSON, or as the line that `format` makes of it. */
export type PrintItem = <T>(item: T, format: (item: T) => string) => Promise<void>;

/**
 * Prints a list item by item, so that memory stays constant however long it is: lines of text, or with `--json` the one
 * document `{ items, next: null, … }`. `produce` gives what else stands in the document. When it fails half-way the
 * document is ended with `error`, so that it stays JSON.
 */
export async function printItems(
  out: Output,
  produce: (print: PrintItem) => Promise<Readonly<Record<string, unknown>>>,
): Promise<void> {
  if (!out.json) {
    await produce((item, format) => out.text(format(item)));
    return;
  }
  let before = '{"items":[\n';
  const end = (rest: Readonly<Record<string, unknown>>): Promise<void> => {
    const others = JSON.stringify({ next: null, ...rest }).slice(1);
    return out.text(`${before === ',\n' ? '\n' : before}],${visibleJson(others)}\n`);
  };
  try {
    const rest = await produce(async (item) => {
      await out.text(before + visibleJson(JSON.stringify(item)));
      before = ',\n';
    });
    await end(rest);
  } catch (error) {
    if (before !== ',\n' || !isDomainError(error)) throw error;
    await end({ error: toProblem(error) });
    process.exitCode = ERROR_TABLE[error.code].exit;
  }
}
