import { afterEach, describe, expect, it } from 'vitest';
import { DomainError } from '../model/errors.ts';
import { printItems } from './item-list.ts';
import type { Output } from './output.ts';

function memoryOutput(json: boolean): Output & { readonly written: string[] } {
  const written: string[] = [];
  const text = async (part: string): Promise<void> => void written.push(part);
  return {
    json,
    text,
    document: async () => {},
    info: () => {},
    style: (_, part) => part,
    isInteractive: false,
    isForTerminal: false,
    written,
  };
}

afterEach(() => {
  process.exitCode = undefined;
});

describe('printItems', () => {
  it('writes one JSON document, also without items', async () => {
    for (const names of [[], ['a'], ['a', '\u202eb\u009b']]) {
      const out = memoryOutput(true);
      await printItems(out, async (print) => {
        for (const name of names) await print({ name }, () => 'never');
        return { summary: names.length };
      });
      const text = out.written.join('');
      expect(JSON.parse(text)).toEqual({ items: names.map((name) => ({ name })), next: null, summary: names.length });
      expect(text).not.toMatch(/[\u202e\u009b]/);
    }
  });

  it('completes the document with an error after the first item', async () => {
    const out = memoryOutput(true);
    await printItems(out, async (print) => {
      await print(1, String);
      throw new DomainError('DISK_FULL');
    });
    expect(JSON.parse(out.written.join(''))).toMatchObject({ items: [1], error: { code: 'DISK_FULL', status: 507 } });
    expect(process.exitCode).toBe(10);
  });

  it('leaves an error before the first item to the caller', async () => {
    const out = memoryOutput(true);
    await expect(printItems(out, () => Promise.reject(new DomainError('BACKUP_LOCKED')))).rejects.toThrow();
    expect(out.written).toEqual([]);
  });

  it('prints lines of text', async () => {
    const out = memoryOutput(false);
    await printItems(out, async (print) => {
      await print(1, (item) => `item ${item}\n`);
      return {};
    });
    expect(out.written).toEqual(['item 1\n']);
  });
});
