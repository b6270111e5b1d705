import type { About } from '../types.ts';

/** A line of a JSON Lines file; `type` is the kind of record. */
export type Line = { readonly type: string; readonly [field: string]: unknown };

/** Size of a chunk in UTF-16 code units: large strings are freed late. */
export const LINES_CHUNK = 32 * 1024;

/** A JSON Lines file: a description of the export, then one line per record; a text or bytes are whole lines already. */
export async function* jsonLines(
  about: About,
  lines: AsyncIterable<Line | string | Uint8Array>,
): AsyncGenerator<string | Uint8Array, void, undefined> {
  let chunk = `${JSON.stringify({ type: 'export', ...about })}\n`;
  for await (const line of lines) {
    if (line instanceof Uint8Array) {
      yield chunk;
      yield line;
      chunk = '';
      continue;
    }
    chunk += typeof line === 'string' ? line : `${JSON.stringify(line)}\n`;
    if (chunk.length < LINES_CHUNK) continue;
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
