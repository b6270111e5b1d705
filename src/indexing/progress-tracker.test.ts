import { describe, expect, it, vi } from 'vitest';
import { ProgressTracker } from './progress-tracker.ts';
import { RunEventSchema } from './redis/run-job.ts';

const tracker = (): ProgressTracker => {
  const made = new ProgressTracker('run', 1_000, (artifact) => artifact.toUpperCase());
  made.begin(2_000);
  made.apply({
    type: 'planned',
    artifacts: [
      { artifact: 'messages', unchanged: false, weight: 60, slices: 3, outcome: null },
      { artifact: 'notes', unchanged: false, weight: 30, slices: 1, outcome: null },
      { artifact: 'calls', unchanged: true, weight: 10, slices: 1, outcome: null },
    ],
  });
  return made;
};

describe('progress of a run', () => {
  it('is queued until a worker starts', () => {
    const waiting = new ProgressTracker('run', 1_000, (artifact) => artifact);
    expect(waiting.snapshot()).toMatchObject({ state: 'queued', fraction: 0, artifacts: [] });
  });

  it('completes missing artifacts with the plan', () => {
    const run = tracker();
    run.apply({
      type: 'planned',
      artifacts: [{ artifact: 'voicemail', unchanged: false, weight: 0, slices: 1, outcome: 'absent' }],
    });
    const voicemail = run.snapshot().artifacts.find(({ artifact }) => artifact === 'voicemail');
    expect(voicemail).toMatchObject({ state: 'done', fraction: 1, outcome: 'absent' });
  });

  it('adds up the slices of several workers, by weight', () => {
    const run = tracker();
    run.apply({ type: 'piece', artifact: 'messages', slice: 0, fraction: 0.5, records: 100 });
    run.apply({ type: 'piece', artifact: 'messages', slice: 2, fraction: 1, records: 300 });
    const { fraction, records, artifacts } = run.snapshot();
    expect(fraction).toBeCloseTo((60 * 0.5 + 10) / 100);
    expect(records).toBe(400);
    expect(artifacts[0]).toMatchObject({ title: 'MESSAGES', state: 'running', fraction: 0.5, records: 400 });
    expect(artifacts[2]).toMatchObject({ state: 'unchanged', fraction: 1 });
  });

  it('never decreases on late, duplicate or unknown events', () => {
    const run = tracker();
    run.apply({ type: 'piece', artifact: 'notes', slice: 0, fraction: 0.6, records: 60 });
    run.apply({ type: 'piece', artifact: 'notes', slice: 0, fraction: 0.1, records: 10 });
    expect(run.snapshot().artifacts[1]).toMatchObject({ fraction: 0.6, records: 60 });
    run.apply({ type: 'artifact', artifact: 'notes', outcome: 'indexed' });
    run.apply({ type: 'piece', artifact: 'notes', slice: 0, fraction: 0.7, records: 70 });
    run.apply({ type: 'piece', artifact: 'messages', slice: 9, fraction: 1, records: 1 });
    run.apply({ type: 'piece', artifact: 'unheard-of', slice: 0, fraction: 1, records: 1 });
    expect(run.snapshot().artifacts[1]).toMatchObject({ state: 'done', fraction: 1, records: 60, outcome: 'indexed' });
    expect(run.snapshot().records).toBe(60);
  });

  it('says what a first run has shown, until all of it is read', () => {
    const run = tracker();
    const preview = { type: 'preview', artifact: 'messages', backTo: 1_600_000_000_000 } as const;
    expect(RunEventSchema.safeParse(preview).data).toEqual(preview);
    expect(RunEventSchema.safeParse({ ...preview, backTo: 1e300 }).success).toBe(false);
    run.apply(preview);
    run.apply({ type: 'preview', artifact: 'notes', backTo: null });
    expect(run.snapshot().previews).toEqual([
      { artifact: 'messages', backTo: 1_600_000_000_000 },
      { artifact: 'notes', backTo: null },
    ]);
    run.apply({ type: 'artifact', artifact: 'messages', outcome: 'indexed' });
    expect(run.snapshot().previews).toEqual([{ artifact: 'notes', backTo: null }]);
  });

  it('estimates the time left from the bytes that are read', () => {
    vi.useFakeTimers({ now: 10_000 });
    try {
      const run = tracker();
      expect(run.snapshot().secondsLeft).toBeNull();
      vi.setSystemTime(16_000);
      expect(run.snapshot().secondsLeft).toBe(54);
      run.apply({ type: 'piece', artifact: 'messages', slice: 0, fraction: 1, records: 1 });
      expect(run.snapshot().secondsLeft).toBe(14);
      run.end({ state: 'succeeded', code: null, reason: null, finishedAt: 17_000 });
      expect(run.snapshot().secondsLeft).toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });

  it('contains how the run ended', () => {
    const run = tracker();
    run.end({ state: 'succeeded', code: null, reason: null, finishedAt: 12_000 });
    expect(run.snapshot()).toMatchObject({ state: 'succeeded', fraction: 1, startedAt: 2_000, finishedAt: 12_000 });
  });
});

describe('events from Redis', () => {
  it('are accepted only in the form in which workers send them', () => {
    const piece = { type: 'piece', artifact: 'messages', slice: 0, fraction: 0.5, records: 1 };
    expect(RunEventSchema.safeParse(piece).success).toBe(true);
    const strange: unknown[] = [
      null,
      'text',
      {},
      { ...piece, type: 'other' },
      { ...piece, artifact: '<script>' },
      { ...piece, fraction: 2 },
      { ...piece, records: -1 },
      { ...piece, records: Number.NaN },
      {
        type: 'planned',
        artifacts: [{ artifact: 'messages', unchanged: false, weight: 1, slices: 1e9, outcome: null }],
      },
    ];
    for (const each of strange) expect(RunEventSchema.safeParse(each).success).toBe(false);
  });
});
