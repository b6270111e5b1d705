import { toProblem } from '../contract/problem.ts';
import { ERROR_TABLE, isDomainError } from '../model/errors.ts';
import type { Output } from './output.ts';
import { visibleJson } from './terminal-text.ts';

/** Prints an item as JSON, or as the text of `format`. */
export type PrintItem = <T>(item: T, format: (item: T) => string) => Promise<void>;

/**
 * Streams a list with constant memory: lines of text, or with `--json` the document `{ items, next: null, … }`. `produce`
 * returns further properties of the document. If it fails after the first item, the document is completed with `error`,
 * so that it remains valid JSON.
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
