import { expect, it } from 'vitest';
import type { ReaderKind } from './reader.ts';
import { Readers } from './readers.ts';

it('has one thread at a time, and ends the one before first', async () => {
  const log: string[] = [];
  const start = (kind: ReaderKind) => {
    log.push(`${kind} starts`);
    return {
      kind,
      terminate: async () => {
        await Promise.resolve();
        log.push(`${kind} has ended`);
      },
    };
  };
  const readers = new Readers(start, 'preview');
  expect((await readers.of('preview')).kind).toBe('preview');
  expect((await readers.of('read')).kind).toBe('read');
  expect((await readers.of('read')).kind).toBe(readers.current.kind);
  expect(log).toEqual(['preview starts', 'preview has ended', 'read starts']);
});
