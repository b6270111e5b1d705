import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { findNeedles, type Needle } from './needles.ts';

const PAGE = 4096;
/** Bytes of an entry of `pagemap`, whose first bit says that the page is in memory. */
const ENTRY = 8;

/** Names of the needles in the memory of a running process of this user (Linux). */
export function needlesInMemory(pid: number, needles: readonly Needle[]): string[] {
  const found = new Set<string>();
  const [memory, pagemap] = [openSync(`/proc/${pid}/mem`, 'r'), openSync(`/proc/${pid}/pagemap`, 'r')];
  try {
    for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
      const [, from = '', to = ''] = /^([\da-f]+)-([\da-f]+) rw/.exec(line) ?? [];
      if (from === '') continue;
      for (const [start, length] of present(pagemap, Number.parseInt(from, 16), Number.parseInt(to, 16))) {
        const part = Buffer.alloc(length);
        const read = readSync(memory, part, 0, length, start);
        for (const needle of findNeedles(part.subarray(0, read), needles)) found.add(needle);
      }
    }
  } finally {
    closeSync(memory);
    closeSync(pagemap);
  }
  return [...found].toSorted();
}

/** Start and length of what is in memory: V8 and WebAssembly reserve gigabytes that are never used. */
function* present(pagemap: number, from: number, to: number): Generator<readonly [number, number]> {
  const entries = Buffer.alloc(((to - from) / PAGE) * ENTRY);
  readSync(pagemap, entries, 0, entries.length, (from / PAGE) * ENTRY);
  let start = 0;
  for (let page = 0; page <= entries.length / ENTRY; page++) {
    if ((entries[page * ENTRY + ENTRY - 1] ?? 0) & 0x80) continue;
    if (page > start) yield [from + start * PAGE, (page - start) * PAGE];
    start = page + 1;
  }
}
