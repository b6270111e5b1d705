import { expect, it } from 'vitest';
import { SharedProgress } from './shared-progress.ts';

it('names no phase of a redaction before an export has said what it does', () => {
  const progress = new SharedProgress();
  expect(progress.read()).toEqual({ phase: 'exporting', records: 0, total: null });
  const ofThread = new SharedProgress(progress.buffer);
  ofThread.set('redacting', 5, 10);
  expect(progress.read()).toEqual({ phase: 'redacting', records: 5, total: 10 });
  expect(new SharedProgress(progress.buffer).read()).toEqual({ phase: 'redacting', records: 5, total: 10 });
});
