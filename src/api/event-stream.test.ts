import type { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { snapshotEvents } from './event-stream.ts';

interface State {
  readonly step: number;
  readonly done: boolean;
}

class Source {
  state: State = { step: 0, done: false };
  readonly listeners = new Set<(value: State) => void>();
  current = (): State => this.state;
  isFinal = ({ done }: State): boolean => done;
  watch = (listener: (value: State) => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  set(state: State): void {
    this.state = state;
    for (const listener of this.listeners) listener(state);
  }
}

function textOf(stream: Readable): string {
  return ((stream.read() as Buffer | null) ?? '').toString();
}

describe('snapshot events', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('start with the current state, continue with changes, and end with a final one', async () => {
    const source = new Source();
    const stream = snapshotEvents('progress', source, new AbortController().signal);
    expect(textOf(stream)).toBe('event: progress\ndata: {"step":0,"done":false}\n\n');
    source.set({ step: 1, done: false });
    expect(textOf(stream)).toBe('event: progress\ndata: {"step":1,"done":false}\n\n');
    source.set({ step: 2, done: true });
    source.set({ step: 3, done: true });
    expect(textOf(stream)).toBe('event: progress\ndata: {"step":2,"done":true}\n\n');
    expect(source.listeners.size).toBe(0);
    expect(stream.read()).toBeNull();
    await vi.advanceTimersByTimeAsync(1);
    expect(stream.readableEnded).toBe(true);
  });

  it('end immediately if the state is final', () => {
    const source = new Source();
    source.state = { step: 9, done: true };
    const stream = snapshotEvents('progress', source, new AbortController().signal);
    expect(textOf(stream)).toContain('"step":9');
    expect(source.listeners.size).toBe(0);
  });

  it('send a comment every 15 seconds', () => {
    const stream = snapshotEvents('progress', new Source(), new AbortController().signal);
    textOf(stream);
    vi.advanceTimersByTime(15_000);
    expect(textOf(stream)).toBe(': still here\n\n');
    stream.destroy();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('skip states for slow clients, and keep only one in memory', () => {
    const source = new Source();
    const stream = snapshotEvents('progress', source, new AbortController().signal);
    for (let step = 1; step <= 100_000; step++) source.set({ step, done: false });
    expect(stream.readableLength).toBeLessThan(200_000);
    let all = '';
    for (let text = textOf(stream); text !== ''; text = textOf(stream)) all += text;
    expect(all.trimEnd().split('\n\n').at(-1)).toContain('"step":100000');
    stream.destroy();
  });

  it('stop watching when the client disconnects or the server closes', () => {
    const [gone, shut] = [new Source(), new Source()];
    const closing = new AbortController();
    snapshotEvents('progress', gone, closing.signal).destroy();
    snapshotEvents('progress', shut, closing.signal);
    expect(gone.listeners.size).toBe(0);
    expect(shut.listeners.size).toBe(1);
    closing.abort();
    expect(shut.listeners.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});
