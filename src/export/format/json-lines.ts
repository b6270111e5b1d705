import type { About } from '../about.ts';

/** One line of a JSONL file; `type` says what it is. */
export type Line = { readonly type: string; readonly [field: string]: unknown };

/** Lines that are written at one time. */
const CHUNK_LINES = 100;

/** A JSON Lines file: what the export is, then a line for each record. */
export async function* jsonLines(about: About, lines: AsyncIterable<Line>): AsyncGenerator<string, void, undefined> {
  let chunk = `${JSON.stringify({ type: 'export', ...about })}\n`;
  let count = 0;
  for await (const line of lines) {
    chunk += `${JSON.stringify(line)}\n`;
    if (++count % CHUNK_LINES !== 0) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}

/** One JSON document `{ export, <name>: [ … ] }`, written record by record. */
export async function* jsonDocument(
  about: About,
  name: string,
  records: AsyncIterable<unknown>,
): AsyncGenerator<string, void, undefined> {
  yield `{"export":${JSON.stringify(about)},\n${JSON.stringify(name)}:[`;
  let separator = '\n';
  for await (const record of records) {
    yield separator + JSON.stringify(record);
    separator = ',\n';
  }
  yield '\n]}\n';
}
