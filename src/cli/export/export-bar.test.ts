import { PassThrough } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startExportBar } from './export-bar.ts';

/** A terminal whose lines are kept. */
class Terminal extends PassThrough {
  readonly isTTY = true;
  readonly columns = 200;
  shown = '';

  constructor() {
    super();
    this.on('data', (chunk: Buffer) => {
      this.shown += chunk.toString();
    });
  }
}

describe('the progress of an export', () => {
  it('names what is done before anything is written', async () => {
    const terminal = new Terminal();
    const bar = await startExportBar(true, terminal);
    bar.watch(() => ({ phase: 'finding-people', records: 1500, total: 3000 }));
    await wait(300);
    expect(terminal.shown).toMatch(/finding people {2}█+░+ 50% {2}1,500 records/);
    bar.watch(() => ({ phase: 'redacting', records: 40, total: 400 }));
    await wait(300);
    expect(terminal.shown).toMatch(/redacting {2}█+░+ 10% {2}40 records/);
    bar.update({ files: 2, bytes: 3000 });
    bar.watch(() => ({ phase: 'exporting', records: 7, total: null }));
    await wait(300);
    expect(terminal.shown).toMatch(/7 records {2}2 files {2}3\.0 KB/);
    bar.stop();
  });
});
