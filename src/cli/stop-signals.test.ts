import { expect, it } from 'vitest';
import { onStopSignal, untilStopSignal } from './stop-signals.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const listeners = (): number[] => SIGNALS.map((signal) => process.listenerCount(signal));

it.each(SIGNALS)('%s ends a command that runs until it is stopped', async (signal) => {
  const before = listeners();
  let isStopped = false;
  await untilStopSignal(async (stopped) => {
    process.emit(signal);
    await stopped;
    isStopped = true;
  });
  expect([isStopped, listeners()]).toEqual([true, before]);
});

it.each(SIGNALS)('%s that arrives twice at once does not end a command before it has cleaned up', async (signal) => {
  const before = listeners();
  await untilStopSignal(async (stopped) => {
    for (let time = 0; time < 2; time++) process.emit(signal);
    await stopped;
    // The system ends a process without listeners.
    expect(listeners()).toEqual(before.map((count) => count + 1));
  });
  expect(listeners()).toEqual(before);
});

it.each(SIGNALS)('%s is passed to a command that cleans up, until it has ended', (signal) => {
  const before = listeners();
  let stops = 0;
  const off = onStopSignal(() => stops++);
  process.emit(signal);
  off();
  expect([stops, listeners()]).toEqual([1, before]);
});
