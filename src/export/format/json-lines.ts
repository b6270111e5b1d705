import type { About } from '../types.ts';

/** A line of a JSON Lines file; `type` is the kind of record. */
export type Line = { readonly type: string; readonly [field: string]: unknown };

/** Lines per chunk. */
const CHUNK_LINES = 100;

/** A JSON Lines file: a description of the export, then one line per record; a text is a record that is JSON already. */
export async function* jsonLines(
  about: About,
  lines: AsyncIterable<Line | string>,
): AsyncGenerator<string, void, undefined> {
  let chunk = `${JSON.stringify({ type: 'export', ...about })}\n`;
  let count = 0;
  for await (const line of lines) {
    chunk += typeof line === 'string' ? `${line}\n` : `${JSON.stringify(line)}\n`;
    if (++count % CHUNK_LINES !== 0) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}

/** A JSON document `{ export, <name>: [ … ] }`, streamed by record. */
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
